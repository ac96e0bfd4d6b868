// `getopts`: options of an argument list, one a call.

import { assign } from '../shell/assign.js';
import type { Builtin, Shell } from '../shell/shell.js';

/** Between two calls: how far into a group of letters (`-abc`) the last one came, and which `OPTIND` it left. */
const PLACE = '\0getopts';

export const readOption: Builtin = (shell, [options = '', name = '', ...given]) => {
  const args = given.length > 0 ? given : shell.positional;
  const silent = options.startsWith(':');
  const index = Number(shell.read('OPTIND') ?? '1');
  const [letterAt, argument] = placeOf(shell, index, args);
  if (argument === null) return finish(shell, name, args[index - 1] === '--' ? index + 1 : index);
  const letter = argument[letterAt] as string;
  const isLast = letterAt + 1 >= argument.length;
  const known = letter === ':' ? -1 : options.indexOf(letter, silent ? 1 : 0);
  if (known === -1) {
    move(shell, index, letterAt, isLast);
    return tell(shell, name, '?', silent ? letter : null, silent ? '' : `illegal option -- ${letter}`);
  }
  if (options[known + 1] !== ':') {
    move(shell, index, letterAt, isLast);
    return tell(shell, name, letter, null, '');
  }
  if (!isLast || index < args.length) {
    const value = isLast ? (args[index] as string) : argument.slice(letterAt + 1);
    move(shell, isLast ? index + 1 : index, 0, true);
    return tell(shell, name, letter, value, '');
  }
  move(shell, index, 0, true);
  return silent
    ? tell(shell, name, ':', letter, '')
    : tell(shell, name, '?', null, `option requires an argument -- ${letter}`);
};

/** The letter that comes next and the argument it stands in; null where no option comes. */
function placeOf(shell: Shell, index: number, args: readonly string[]): readonly [number, string | null] {
  const argument = args[index - 1];
  if (argument === undefined || !/^-./s.test(argument) || argument === '--') return [0, null];
  const [at = 1, left] = (shell.read(PLACE) ?? '').split(' ').map(Number);
  const goesOn = left === index && at > 1 && at < argument.length;
  return [goesOn ? at : 1, argument];
}

function move(shell: Shell, index: number, letterAt: number, isDone: boolean): void {
  shell.assign('OPTIND', String(isDone ? index + 1 : index));
  shell.assign(PLACE, isDone ? '' : `${letterAt + 1} ${index}`);
}

function tell(shell: Shell, name: string, letter: string, value: string | null, complaint: string): number {
  if (complaint !== '') shell.complain(`${complaint}\n`);
  if (value === null) shell.variables.unset('OPTARG');
  else shell.assign('OPTARG', value);
  assign(shell, name, letter);
  return 0;
}

function finish(shell: Shell, name: string, index: number): number {
  shell.assign('OPTIND', String(index));
  shell.assign(PLACE, '');
  shell.variables.unset('OPTARG');
  assign(shell, name, '?');
  return 1;
}
