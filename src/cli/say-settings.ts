// Lines of profiles and of /etc/portage that count for nothing, because Portage passes over them or because they could not be read.

import { type ClientSettings, type SettingProblem, stopOf } from '../model/client/client-settings.js';
import { makePrintable } from '../report/words/make-printable.js';
import { sayCount } from '../report/words/say-count.js';
import { EXIT, type ExitCode } from './failure.js';

/** What rests on settings that nobody can read to their end is not decided, whatever it came to. */
export function codeFor(code: ExitCode, clients: readonly ClientSettings[]): ExitCode {
  return clients.some(client => stopOf(client) !== null) ? EXIT.notChecked : code;
}

/** Of one client. */
const MOST_TOLD = 5;

/** For standard error: one line each, those that clients have in common once. */
export function sayProblems(clients: readonly ClientSettings[]): readonly string[] {
  const told = new Set<string>();
  return clients.flatMap(({ problems }) => {
    const texts = problems.map(sayProblem).filter(text => !told.has(text));
    for (const text of texts) told.add(text);
    const own = [...new Set(texts)];
    const shown = own.slice(0, MOST_TOLD);
    const rest = own.length - shown.length;
    return rest === 0 ? shown : [...shown, `... ${sayCount(rest, 'more such line')}`];
  });
}

function sayProblem(problem: SettingProblem): string {
  return makePrintable(`warning: ${place(problem)} ${problem.message}`);
}

function place({ file, line }: SettingProblem): string {
  return line === 0 ? file : `${file}:${line}:`;
}
