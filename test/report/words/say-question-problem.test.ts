import { describe, expect, it } from 'vitest';
import type { QuestionProblem } from '../../../src/answer/question-error.js';
import { sayQuestionProblem } from '../../../src/report/words/say-question-problem.js';

describe('a question that names what there is not', () => {
  it.each<[QuestionProblem, string]>([
    [{ kind: 'no-atom', words: '!', why: 'no name' }, "'!' is no package or atom: no name"],
    [
      { kind: 'no-match', name: 'x/a', words: '>x/a-9', there: ['x/a-1'] },
      "no x/a here matches '>x/a-9'; there is x/a-1",
    ],
    [
      { kind: 'no-match', name: 'x/a', words: '>x/a-9', there: ['x/a-1', 'x/a-2'] },
      "no x/a here matches '>x/a-9'; there are x/a-1, x/a-2",
    ],
    [{ kind: 'no-package', name: 'x/aa', nearest: 'x/a' }, "there is no x/aa here; did you mean 'x/a'?"],
    [{ kind: 'no-name', name: 'q', nearest: null }, "there is no package 'q' here"],
    [
      { kind: 'several-categories', name: 'b', names: ['x/b', 'y/b'] },
      "'b' is in several categories: x/b, y/b",
    ],
    [
      { kind: 'no-ebuild-match', name: 'x/a', words: '>x/a-9', there: ['x/a-1', 'x/a-2'] },
      "no ebuild of x/a matches '>x/a-9'; there is x/a-1, x/a-2",
    ],
    [{ kind: 'no-ebuild', name: 'x/aa', nearest: 'x/a' }, "there is no ebuild of x/aa; did you mean 'x/a'?"],
    [{ kind: 'no-ebuild-name', name: 'q', nearest: null }, "there is no ebuild of 'q'"],
    [{ kind: 'no-set', word: '@x' }, "there is no set '@x'; name @world, @selected or @system, or its atoms"],
    [
      { kind: 'set-of-profile', word: '@system' },
      '@system is what a profile says; name it: --profile PATH, or --client DIR (an /etc/portage)',
    ],
    [
      { kind: 'set-of-root', word: '@world' },
      '@world is what a client has in /var/lib/portage/world; give its root: --installed DIR',
    ],
    [{ kind: 'no-target', word: '!' }, "'!' is no atom; give category/name, as in net-misc/wget"],
    [
      { kind: 'not-in-tree', name: 'x/q', nearest: 'x/p' },
      "there is no x/q in the tree; did you mean 'x/p'?",
    ],
    [
      { kind: 'no-category', words: '>=foo' },
      "'>=foo' has no category; write CATEGORY/NAME, as in net-misc/wget or >=net-misc/wget-1.21",
    ],
    [{ kind: 'no-baseline' }, 'an update starts from what is installed; give it: --from BASELINE'],
  ])('%j', (problem, sentence) => {
    expect(sayQuestionProblem(problem)).toBe(sentence);
  });
});
