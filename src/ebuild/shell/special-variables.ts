// Variables that the shell sets by itself.

import { Unknown } from '../syntax/outcome.js';

/** What of the shell they tell. */
export interface RunningShell {
  readonly calls: readonly string[];
  readonly callers: readonly string[];
  readonly line: number | null;
  readonly status: number;
  readonly statuses: readonly number[] | null;
}

/** Differ from run to run, or from machine to machine. */
const UNKNOWABLE: ReadonlySet<string> = new Set([
  ...['BASH', 'BASHOPTS', 'BASHPID', 'BASH_ARGC', 'BASH_ARGV', 'BASH_COMMAND', 'BASH_LINENO', 'BASH_SOURCE'],
  ...['BASH_SUBSHELL', 'BASH_VERSION', 'DIRSTACK', 'EPOCHREALTIME', 'EPOCHSECONDS', 'EUID'],
  ...['GROUPS', 'HOSTNAME', 'HOSTTYPE', 'LINENO', 'MACHTYPE', 'OLDPWD', 'OSTYPE', 'PPID', 'PWD', 'RANDOM'],
  ...['SECONDS', 'SHELL', 'SHELLOPTS', 'SHLVL', 'SRANDOM', 'TERM', 'UID'],
]);

/** For a name without a variable. */
export function readSpecial(shell: RunningShell, name: string): string | null {
  switch (name) {
    case 'FUNCNAME':
      return functionNames(shell)[0] ?? null;
    case 'LINENO':
      if (shell.line !== null) return String(shell.line);
      break;
    case 'PIPESTATUS':
      return String(pipeStatus(shell)[0] ?? 0);
    case 'OPTIND':
    case 'OPTERR':
      return '1';
    // Portage runs with no older one, and there is no newer one.
    case 'BASH_VERSINFO':
      return '5';
  }
  if (UNKNOWABLE.has(name)) throw new Unknown(`it asks for $${name}`);
  return null;
}

/** `FUNCNAME`, the innermost first: there is one only while a function runs. */
export function functionNames(shell: RunningShell): readonly string[] {
  return shell.calls.length === 0 ? [] : [...[...shell.calls].reverse(), ...shell.callers];
}

export function pipeStatus(shell: RunningShell): readonly number[] {
  return shell.statuses ?? [shell.status];
}

const KNOWABLE = ['OPTERR', 'OPTIND', 'PATH', 'PIPESTATUS', 'PS4', '_'];

export function isSpecial(name: string): boolean {
  return UNKNOWABLE.has(name) || KNOWABLE.includes(name) || name === 'FUNCNAME' || name === 'BASH_VERSINFO';
}

/** Whether the shell has variables of its own that begin so. */
export function isSpecialPrefix(prefix: string): boolean {
  return [...UNKNOWABLE, ...KNOWABLE].some(name => name.startsWith(prefix));
}
