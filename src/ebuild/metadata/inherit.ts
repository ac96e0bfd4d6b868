// `inherit` and `EXPORT_FUNCTIONS` (PMS 10.1, 10.2): an eclass is sourced in place, and what it puts into accumulating variables is kept apart
// until the ebuild is read.

import { runLines } from '../shell/run.js';
import type { Shell, ShellFunction } from '../shell/shell.js';
import { ATTRIBUTE, scalar, type Variable } from '../shell/variables.js';
import { Refused } from '../syntax/outcome.js';
import { BashSyntaxError, parseScript } from '../syntax/read-script.js';
import type { Script } from '../syntax/syntax-tree.js';

export interface Eclass {
  readonly text: string;
  readonly script: Script;
}

/** What the evaluation of one ebuild gathers besides variables. */
export interface Inheritance {
  /** Names in the order in which they were first sourced to the end. */
  readonly inherited: string[];
  /** Those that the ebuild itself asks for. */
  readonly direct: string[];
  /** By variable, what eclasses gave. */
  readonly accumulated: Map<string, string>;
}

const ALWAYS = ['IUSE', 'REQUIRED_USE', 'DEPEND', 'RDEPEND', 'PDEPEND', 'BDEPEND', 'IDEPEND'] as const;
const FROM_EAPI_8 = ['PROPERTIES', 'RESTRICT'] as const;

/** Variables to which eclasses add (PMS 10.2, table of eclass-defined metadata). */
export function accumulating(eapi: string): readonly string[] {
  return /^[0-7]$/.test(eapi) ? ALWAYS : [...ALWAYS, ...FROM_EAPI_8];
}

interface Level {
  readonly eclass: string;
  exported: string[];
}

export class Inheriter {
  readonly result: Inheritance = { inherited: [], direct: [], accumulated: new Map() };
  readonly #find: (name: string) => Eclass | null;
  readonly #levels: Level[] = [];

  constructor(find: (name: string) => Eclass | null) {
    this.#find = find;
  }

  inherit(shell: Shell, names: readonly string[]): number {
    for (const name of names) {
      // Portage stops at an empty name.
      if (name === '') break;
      this.#source(shell, name);
    }
    return 0;
  }

  exportFunctions(names: readonly string[]): number {
    const level = this.#levels.at(-1);
    if (level === undefined) throw new Refused('EXPORT_FUNCTIONS without a defined ECLASS');
    level.exported.push(...names.flatMap(name => name.split(/\s+/).filter(part => part !== '')));
    return 0;
  }

  #source(shell: Shell, name: string): void {
    const eclass = name.slice(name.lastIndexOf('/') + 1);
    const found = this.#read(eclass);
    if (found === null) throw new Refused(`${name}.eclass could not be found by inherit()`);
    const variables = accumulating(shell.read('EAPI') ?? '0');
    const before = variables.map(variable => [variable, shell.variables.get(variable)] as const);
    for (const variable of variables) shell.variables.unset(variable);
    const outer = shell.variables.get('ECLASS');
    shell.variables.set('ECLASS', scalar(eclass, ATTRIBUTE.exported));
    const level: Level = { eclass, exported: [] };
    this.#levels.push(level);
    shell.limits.enter();
    const { positional, source, at, pinned } = shell;
    shell.pinned = false;
    shell.source = { name: `${eclass}.eclass`, text: found.text };
    shell.calls.push('inherit', 'source');
    const status = this.#run(shell, found);
    shell.calls.length -= 2;
    Object.assign(shell, { positional, source, at, pinned });
    shell.limits.leave();
    if (status !== 0 && shell.status !== 0) throw new Refused(`died sourcing ${name}.eclass in inherit()`);
    this.#gather(shell, before);
    this.#exportNow(shell, level);
    this.#levels.pop();
    if (outer === undefined) shell.variables.unset('ECLASS');
    else shell.variables.set('ECLASS', outer);
    const { inherited, direct } = this.result;
    if (!inherited.includes(name)) inherited.push(name);
    shell.variables.set('INHERITED', scalar(inherited.map(one => ` ${one}`).join(''), ATTRIBUTE.exported));
    if (this.#levels.length === 0) direct.push(name);
  }

  #read(name: string): Eclass | null {
    try {
      return this.#find(name);
    } catch (error) {
      if (!(error instanceof BashSyntaxError)) throw error;
      const refused = new Refused(`syntax error: ${error.message}`);
      refused.at = { file: `${name}.eclass`, line: error.line };
      throw refused;
    }
  }

  /** An error is noted with its place in the eclass, before the ebuild's comes back. */
  #run(shell: Shell, { script }: Eclass): number {
    try {
      const status = runLines(shell, script);
      if (shell.leaving?.kind === 'return') shell.leaving = null;
      return status;
    } catch (error) {
      shell.mark(error);
      throw error;
    }
  }

  #gather(shell: Shell, before: readonly (readonly [string, Variable | undefined])[]): void {
    const { accumulated } = this.result;
    for (const [name, old] of before) {
      const value = shell.read(name);
      if (value !== null) {
        const known = accumulated.get(name);
        accumulated.set(name, known === undefined || known === '' ? value : `${known} ${value}`);
      }
      // Portage keeps the text only: attributes and arrays do not survive.
      const text = old === undefined ? null : firstOf(old);
      if (text === null) shell.variables.unset(name);
      else shell.variables.set(name, scalar(text));
    }
  }

  #exportNow(shell: Shell, { eclass, exported }: Level): void {
    for (const phase of exported) {
      const target = `${eclass}_${phase}`;
      if (!shell.functions.has(target)) throw new Refused(`EXPORT_FUNCTIONS: ${target} is not defined`);
      shell.variables.put(shell.functions, phase, stub(target));
    }
  }
}

function firstOf(variable: Variable): string | null {
  if (variable.kind === 'indexed') return variable.list[0] ?? null;
  return variable.kind === 'associative' ? (variable.map.get('0') ?? null) : variable.value;
}

const stubs = new Map<string, ShellFunction>();

/** `phase() { eclass_phase "$@"; }` */
function stub(target: string): ShellFunction {
  let made = stubs.get(target);
  if (made === undefined) {
    const [definition] = parseScript(`stub() { ${target} "$@"; }`);
    if (definition?.kind !== 'function')
      throw new Refused(`EXPORT_FUNCTIONS: ${target} is no name of a function`);
    made = { body: definition.body, source: null, at: null };
    stubs.set(target, made);
  }
  return made;
}
