// What Portage defines before it sources an ebuild for its metadata (`ebuild.sh` in the depend phase): commands valid in global scope, and those
// that end it.

import { call } from '../shell/run-simple.js';
import type { Builtin } from '../shell/shell.js';
import { Refused } from '../syntax/outcome.js';
import type { Inheriter } from './inherit.js';
import { VERSION_FUNCTIONS } from './versions.js';

/** Messages go nowhere. */
const silent: Builtin = () => 0;

const die: Builtin = (shell, args) => {
  if (
    args[0] === '-n' &&
    !/^[0-5]$/.test(shell.read('EAPI') ?? '0') &&
    shell.read('PORTAGE_NONFATAL') === '1'
  )
    return shell.status === 0 ? 1 : shell.status;
  throw new Refused(args.join(' ') || '(no error message)');
};

/** Whether the first argument is one of the others. */
const has: Builtin = (_, [wanted = '', ...list]) => (list.includes(wanted) ? 0 : 1);

function banned(name: string, eapis: RegExp, run: Builtin): Builtin {
  return (shell, args, called) => {
    if (!eapis.test(shell.read('EAPI') ?? '0')) throw new Refused(`'${name}' banned in this EAPI`);
    return run(shell, args, called);
  };
}

function missing(name: string): Builtin {
  return shell => {
    shell.complain(`*** missing command: ${name}\n`);
    return 127;
  };
}

const ALWAYS: Readonly<Record<string, Builtin>> = {
  die,
  has,
  hasq: banned('hasq', /^[0-7]$/, has),
  hasv: banned('hasv', /^[0-7]$/, (shell, args, name) => {
    const status = has(shell, args, name);
    if (status === 0) shell.write(`${args[0] ?? ''}\n`);
    return status;
  }),
  contains_word: (_, [word = '', text = '']) =>
    word !== '' && !/\s/.test(word) && text.split(/\s+/).includes(word) ? 0 : 1,
  nonfatal: (shell, args) => {
    if (/^[0-3]$/.test(shell.read('EAPI') ?? '0')) throw new Refused('nonfatal() not supported in this EAPI');
    const [name, ...rest] = args;
    if (name === undefined) throw new Refused('nonfatal(): Missing argument');
    return call(shell, name, rest);
  },
  ...Object.fromEntries(
    [
      ...['debug-print', 'debug-print-function', 'debug-print-section'],
      ...['einfo', 'einfon', 'elog', 'ewarn', 'eerror', 'eqawarn', 'ebegin', '__vecho', '__elog_base'],
      ...['addread', 'addwrite', 'adddeny', 'addpredict'],
    ].map(name => [name, silent]),
  ),
  eend: (_, [status = '0']) => Number(status) & 255,
  ewend: (_, [status = '0']) => Number(status) & 255,
  // Portage has looked for these before it hides all programs, and not found them.
  ...Object.fromEntries(
    [
      ...['awk', 'bash', 'cc', 'egrep', 'equery', 'fgrep', 'g++', 'gawk', 'gcc', 'grep', 'javac'],
      ...['java-config', 'nawk', 'perl', 'pkg-config', 'python', 'python-config', 'sed'],
    ].map(name => [name, missing(name)]),
  ),
};

const FORBIDDEN = [
  ...['diropts', 'docompress', 'dostrip', 'exeopts', 'get_KV', 'insopts', 'KV_major', 'KV_micro', 'KV_minor'],
  ...['KV_to_int', 'libopts', 'register_die_hook', 'register_success_hook', '__strip_duplicate_slashes'],
  ...['use', 'useq', 'usev', 'use_with', 'use_enable', 'best_version', 'has_version', 'portageq'],
];

/** The commands of an EAPI, besides those of bash. */
export function packageManagerCommands(eapi: string, inheriter: Inheriter): ReadonlyMap<string, Builtin> {
  const old = (eapis: RegExp) => eapis.test(eapi);
  const forbidden = [
    ...FORBIDDEN,
    ...(old(/^[0-4]$/) ? [] : ['usex']),
    ...(old(/^[0-5]$/) ? [] : ['in_iuse', 'get_libdir']),
  ];
  return new Map<string, Builtin>([
    ...Object.entries(ALWAYS),
    ...(old(/^[0-6]$/) ? [] : Object.entries(VERSION_FUNCTIONS)),
    ...forbidden.map(name => [name, forbid] as const),
    ['inherit', (shell, args) => inheriter.inherit(shell, args)],
    ['EXPORT_FUNCTIONS', (_, args) => inheriter.exportFunctions(args)],
  ]);
}

const forbid: Builtin = (_, __, name) => {
  throw new Refused(`${name}() calls are not allowed in global scope`);
};
