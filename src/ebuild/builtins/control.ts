// Builtins that decide what runs next.

import { runLines } from '../shell/run.js';
import { callBuiltin } from '../shell/run-simple.js';
import type { Builtin, Shell } from '../shell/shell.js';
import { Exit, FatalError, Unknown } from '../syntax/outcome.js';
import { BashSyntaxError, parseScript } from '../syntax/read-script.js';
import type { Script } from '../syntax/syntax-tree.js';

/** Texts given to `eval` are few and come again. */
const read = new Map<string, Script>();
const LONGEST_KEPT = 2_000;

function readText(shell: Shell, text: string): Script {
  const known = read.get(text);
  if (known !== undefined) return known;
  shell.limits.spend(text.length);
  const script = parseScript(text);
  if (text.length > LONGEST_KEPT) return script;
  if (read.size > 2_000) read.clear();
  read.set(text, script);
  return script;
}

function leave(shell: Shell, kind: 'break' | 'continue', [text = '1']: readonly string[]): number {
  if (shell.loops === 0) {
    shell.complain(`${kind}: only meaningful in a loop\n`);
    return 0;
  }
  if (!/^[-+]?\d+$/.test(text)) throw new FatalError(`${kind}: ${text}: numeric argument required`);
  const levels = Number(text);
  if (levels < 1) shell.complain(`${kind}: ${text}: loop count out of range\n`);
  // Out of range, all loops are left.
  shell.leaving =
    levels < 1 ? { kind: 'break', levels: shell.loops } : { kind, levels: Math.min(levels, shell.loops) };
  return levels < 1 ? 1 : 0;
}

/** What bash has built in for people and for processes. */
const FOREIGN = [
  ...['bg', 'bind', 'caller', 'cd', 'compgen', 'complete', 'compopt', 'dirs', 'disown', 'enable', 'fc', 'fg'],
  ...['help', 'history', 'jobs', 'kill', 'logout', 'popd', 'pushd', 'pwd', 'suspend', 'times', 'ulimit'],
];

const foreign: Builtin = (_, __, name) => {
  throw new Unknown(`it runs ${name}`);
};

export const CONTROL: Readonly<Record<string, Builtin>> = {
  ':': () => 0,
  true: () => 0,
  false: () => 1,
  eval: (shell, args) => {
    const text = (args[0] === '--' ? args.slice(1) : args).join(' ');
    shell.limits.take(text.length);
    shell.limits.enter();
    const { pinned } = shell;
    // Its commands stand where it stands.
    shell.pinned = true;
    try {
      return runLines(shell, readText(shell, text));
    } catch (error) {
      if (!(error instanceof BashSyntaxError)) throw error;
      if (error.line > 1) throw new Unknown('it evaluates a text of several lines with an error in it');
      shell.complain(`eval: ${error.message}\n`);
      return 2;
    } finally {
      shell.pinned = pinned;
      shell.limits.leave();
    }
  },
  return: (shell, [text]) => {
    const status = text === undefined ? shell.status : readStatus(shell, 'return', text);
    shell.status = status;
    shell.leaving = { kind: 'return' };
    return status;
  },
  exit: (shell, [text]) => {
    throw new Exit(text === undefined ? shell.status : readStatus(shell, 'exit', text));
  },
  break: (shell, args) => leave(shell, 'break', args),
  continue: (shell, args) => leave(shell, 'continue', args),
  builtin: (shell, args) => {
    const [name, ...rest] = args;
    return name === undefined ? 0 : callBuiltin(shell, name, rest);
  },
  command: (shell, args) => {
    const [name, ...rest] = args[0] === '--' || args[0] === '-p' ? args.slice(1) : args;
    if (name === undefined) return 0;
    if (name === '-v' || name === '-V') return describe(shell, rest);
    return callBuiltin(shell, name, rest);
  },
  type: (shell, args) => {
    const options = args.filter(argument => argument.startsWith('-')).join('');
    const names = args.filter(argument => !argument.startsWith('-'));
    if (/[pP]/.test(options) && shell.missing !== null) return 1;
    if (/[pP]/.test(options)) throw new Unknown(`it looks for the program ${names.join(' ')}`);
    const kinds = names.map(name => kindOf(shell, name));
    for (const [at, kind] of kinds.entries()) {
      if (kind === null) continue;
      if (!options.includes('t') && shell.output !== null)
        throw new Unknown(`it prints what ${names[at]} is`);
      shell.write(`${kind}\n`);
    }
    return kinds.includes(null) ? 1 : 0;
  },
  exec: (_, args) => {
    if (args.length === 0) return 0;
    throw new Unknown(`it runs the command ${args[0]}`);
  },
  // What traps would run is over before the metadata is read.
  trap: () => 0,
  wait: () => 0,
  alias: () => {
    throw new Unknown('it defines an alias');
  },
  source: (_, [name = '']) => {
    throw new Unknown(`it reads the file ${name}`);
  },
  '.': (_, [name = '']) => {
    throw new Unknown(`it reads the file ${name}`);
  },
  ...Object.fromEntries(FOREIGN.map(name => [name, foreign])),
  unalias: () => 0,
  hash: () => 0,
  umask: () => 0,
};

function readStatus(shell: Shell, name: string, text: string): number {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) {
    shell.complain(`${name}: ${text}: numeric argument required\n`);
    return 2;
  }
  return Number(BigInt.asUintN(8, BigInt(text.trim().replace(/^\+/, ''))));
}

const KEYWORDS =
  /^(?:if|then|else|elif|fi|case|esac|for|select|while|until|do|done|in|function|time|[{}!]|\[\[|\]\]|coproc)$/;
const DECLARING = /^(?:declare|typeset|local|export|readonly)$/;

function kindOf(shell: Shell, name: string): 'keyword' | 'function' | 'builtin' | null {
  if (KEYWORDS.test(name)) return 'keyword';
  if (shell.functions.has(name)) return 'function';
  if (shell.builtins.has(name) || DECLARING.test(name)) return 'builtin';
  if (shell.missing !== null) return null;
  throw new Unknown(`it looks for the program ${name}`);
}

function describe(shell: Shell, names: readonly string[]): number {
  for (const name of names) {
    if (kindOf(shell, name) === null) return 1;
    shell.write(`${name}\n`);
  }
  return names.length > 0 ? 0 : 1;
}
