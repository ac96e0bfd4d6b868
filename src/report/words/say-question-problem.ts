// What is wrong with a question, in one sentence, with the option by which it could be set right.

import type { QuestionProblem } from '../../answer/question-error.js';
import { chooseForm } from './say-count.js';

export function sayQuestionProblem(problem: QuestionProblem): string {
  switch (problem.kind) {
    case 'no-atom':
      return `'${problem.words}' is no package or atom: ${problem.why}`;
    case 'no-category':
      return `'${problem.words}' has no category; write CATEGORY/NAME, as in net-misc/wget or >=net-misc/wget-1.21`;
    case 'no-match': {
      const { name, words, there } = problem;
      return `no ${name} here matches '${words}'; there ${chooseForm(there.length, 'is', 'are')} ${there.join(', ')}`;
    }
    case 'no-package':
      return `there is no ${problem.name} here${sayNearest(problem.nearest)}`;
    case 'no-name':
      return `there is no package '${problem.name}' here${sayNearest(problem.nearest)}`;
    case 'several-categories':
      return `'${problem.name}' is in several categories: ${problem.names.join(', ')}`;
    case 'no-ebuild-match':
      return `no ebuild of ${problem.name} matches '${problem.words}'; there is ${problem.there.join(', ')}`;
    case 'no-ebuild':
      return `there is no ebuild of ${problem.name}${sayNearest(problem.nearest)}`;
    case 'no-ebuild-name':
      return `there is no ebuild of '${problem.name}'${sayNearest(problem.nearest)}`;
    case 'no-set':
      return `there is no set '${problem.word}'; name @world, @selected or @system, or its atoms`;
    case 'set-of-profile':
      return `${problem.word} is what a profile says; name it: --profile PATH, or --client DIR (an /etc/portage)`;
    case 'set-of-root':
      return `${problem.word} is what a client has in /var/lib/portage/world; give its root: --installed DIR`;
    case 'no-target':
      return `'${problem.word}' is no atom; give category/name, as in net-misc/wget`;
    case 'not-in-tree':
      return `there is no ${problem.name} in the tree${sayNearest(problem.nearest)}`;
    case 'no-baseline':
      return 'an update starts from what is installed; give it: --from BASELINE';
  }
}

function sayNearest(nearest: string | null): string {
  return nearest === null ? '' : `; did you mean '${nearest}'?`;
}
