// `ver_cut`, `ver_rs` and `ver_test` (PMS 12.3.14): versions as components with separators between them.

import { compareVersions } from '../../pms/compare-versions.js';
import type { Builtin, Shell } from '../shell/shell.js';
import { Refused } from '../syntax/outcome.js';

/** Separator, component, separator, component, ...: the first separator is most often empty. */
function split(version: string): string[] {
  const pieces: string[] = [];
  let rest = version;
  while (rest !== '') {
    const separator = /^[^A-Za-z0-9]*/.exec(rest)?.[0] ?? '';
    rest = rest.slice(separator.length);
    const component = /^(?:\d+|[A-Za-z]*)/.exec(rest)?.[0] ?? '';
    rest = rest.slice(component.length);
    pieces.push(separator, component);
  }
  return pieces;
}

function readRange(range: string, most: number): readonly [number, number] {
  const match = /^(\d+)(-(\d*))?$/.exec(range);
  if (match === null) throw new Refused(`${range} is no range of version components`);
  const start = Number(match[1]);
  const end = match[2] === undefined ? start : match[3] === '' ? most : Number(match[3]);
  if (match[3] !== '' && start > end) throw new Refused(`the range ${range} ends before it starts`);
  return [start, Math.min(end, most)];
}

function versionOf(shell: Shell): string {
  return shell.read('PV') ?? '';
}

const OPERATORS: Readonly<Record<string, (order: number) => boolean>> = {
  '-eq': order => order === 0,
  '-ne': order => order !== 0,
  '-lt': order => order < 0,
  '-le': order => order <= 0,
  '-gt': order => order > 0,
  '-ge': order => order >= 0,
};

export const VERSION_FUNCTIONS: Readonly<Record<string, Builtin>> = {
  ver_cut: (shell, [range = '', version]) => {
    const pieces = split(version === undefined || version === '' ? versionOf(shell) : version);
    const [start, end] = readRange(range, pieces.length / 2);
    const from = start > 0 ? start * 2 - 1 : 0;
    shell.write(`${pieces.slice(from, Math.max(end * 2, from)).join('')}\n`);
    return 0;
  },
  ver_rs: (shell, args) => {
    const version = args.length % 2 === 1 ? (args.at(-1) as string) : versionOf(shell);
    const pieces = split(version);
    const most = pieces.length / 2 - 1;
    for (let at = 0; at + 1 < args.length; at += 2) {
      const [start, end] = readRange(args[at] as string, most);
      for (let place = start * 2; place <= end * 2; place += 2)
        if (place > 0 || pieces[place] !== '') pieces[place] = args[at + 1] as string;
    }
    shell.write(`${pieces.join('')}\n`);
    return 0;
  },
  ver_test: (shell, args) => {
    const [left, operator = '', right = ''] =
      args.length === 3 ? args : [shell.read('PVR') ?? '', args[0], args[1]];
    const holds = OPERATORS[operator];
    if (args.length < 2 || args.length > 3) throw new Refused('ver_test: bad number of arguments');
    if (holds === undefined) throw new Refused(`ver_test: bad operator: ${operator}`);
    try {
      return holds(compareVersions(left as string, right)) ? 0 : 1;
    } catch {
      throw new Refused(`ver_test: invalid version: ${left} or ${right}`);
    }
  },
};
