// Commands of a script, one after the other (bash(1), SHELL GRAMMAR). Nothing outside the shell is ever started.

import { matchesPattern } from '../pattern/pattern.js';
import { Exit, ExpressionError, FatalError, ShellError, Unknown } from '../syntax/outcome.js';
import type {
  AndOr,
  Arithmetic,
  ArithmeticFor,
  Case,
  Command,
  For,
  Group,
  If,
  Loop,
  Pipeline,
  Script,
} from '../syntax/syntax-tree.js';
import { assign } from './assign.js';
import { expandFields, expandPattern, expandText } from './expand-word.js';
import { withRedirections } from './redirect.js';
import { runSimple } from './run-simple.js';
import type { Shell } from './shell.js';
import { evaluateTest } from './test-expression.js';
import { ATTRIBUTE } from './variables.js';

/** The lines of a file or of `eval`: one that bash cannot carry out is left, and the next one is run. The status of the last. */
export function runLines(shell: Shell, script: Script): number {
  let status = 0;
  for (const command of script) {
    const { loops, positional } = shell;
    try {
      status = runCommand(shell, command);
    } catch (error) {
      if (!(error instanceof ShellError) || error instanceof FatalError || shell.subshells > 0) throw error;
      shell.complain(`${error.message}\n`);
      Object.assign(shell, { status: 1, loops, positional });
      status = 1;
    }
    if (shell.leaving !== null) return status;
  }
  return status;
}

/** The status of the last command. */
export function runScript(shell: Shell, script: Script): number {
  let status = 0;
  for (const command of script) {
    status = runCommand(shell, command);
    if (shell.leaving !== null) return status;
  }
  return status;
}

export function runCommand(shell: Shell, command: Command): number {
  shell.limits.spend(1);
  const status = run(shell, command);
  shell.status = status;
  if (command.kind !== 'pipeline') shell.statuses = null;
  return status;
}

function run(shell: Shell, command: Command): number {
  switch (command.kind) {
    case 'simple':
      return runSimple(shell, command);
    case 'and-or':
      return runAndOr(shell, command);
    case 'if':
      return runIf(shell, command);
    case 'for':
      return runFor(shell, command);
    case 'test':
      stand(shell, command.at);
      return evaluateTest(shell, command.expression);
    case 'case':
      return runCase(shell, command);
    case 'group':
      return runGroup(shell, command);
    case 'function':
      shell.variables.put(shell.functions, command.name, {
        body: command.body,
        source: shell.source,
        at: shell.pinned ? shell.at : null,
      });
      return 0;
    case 'loop':
      return runLoop(shell, command);
    case 'pipeline':
      return runPipeline(shell, command);
    case 'arithmetic':
      stand(shell, command.at);
      return orFailing(shell, () => command.expression !== null && attempt(shell, command.expression) !== 0n);
    case 'arithmetic-for':
      return runArithmeticFor(shell, command);
    case 'redirected':
      return withRedirections(shell, command.redirections, () => runCommand(shell, command.command));
    case 'unsupported':
      stand(shell, command.at);
      throw new Unknown(`it has ${command.what}`);
  }
}

/** Notes where the command stands that runs now. */
export function stand(shell: Shell, at: number): void {
  if (!shell.pinned) shell.at = at;
}

function attempt(shell: Shell, expression: Arithmetic): bigint {
  return shell.attempt(expandText(shell, expression));
}

/** What cannot be calculated is no reason to stop here. */
function orFailing(shell: Shell, test: () => boolean): number {
  try {
    return test() ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    shell.complain(`${error.message}\n`);
    return 1;
  }
}

function runAndOr(shell: Shell, { commands, operators }: AndOr): number {
  let status = runCommand(shell, commands[0] as Command);
  for (const [at, operator] of operators.entries()) {
    if (shell.leaving !== null) return status;
    if ((operator === '&&') === (status === 0)) status = runCommand(shell, commands[at + 1] as Command);
  }
  return status;
}

function runIf(shell: Shell, { branches, otherwise }: If): number {
  for (const { test, body } of branches) {
    const status = runScript(shell, test);
    if (shell.leaving !== null) return status;
    if (status === 0) return runScript(shell, body);
  }
  return otherwise === null ? 0 : runScript(shell, otherwise);
}

function runFor(shell: Shell, { name, words, body, at }: For): number {
  stand(shell, at);
  const values = words === null ? shell.positional : words.flatMap(word => expandFields(shell, word));
  shell.limits.list(values.length);
  return inLoop(shell, () => {
    let status = 0;
    for (const value of values) {
      bind(shell, name, value);
      status = runScript(shell, body);
      shell.limits.spend(1);
      if (leavesLoop(shell)) break;
    }
    return status;
  });
}

/** The variable of a loop that is a reference refers to one name after the other. */
function bind(shell: Shell, name: string, value: string): void {
  const variable = shell.variables.get(name);
  if (variable?.kind === 'scalar' && (variable.attributes & ATTRIBUTE.reference) !== 0)
    shell.variables.set(name, { ...variable, value });
  else assign(shell, name, value);
}

function inLoop(shell: Shell, loop: () => number): number {
  shell.loops++;
  const status = loop();
  shell.loops--;
  return status;
}

/** After a round: whether the loop is over. What is meant for this loop is used up. */
function leavesLoop(shell: Shell): boolean {
  const { leaving } = shell;
  if (leaving === null) return false;
  if (leaving.kind === 'return') return true;
  shell.leaving = leaving.levels > 1 ? { kind: leaving.kind, levels: leaving.levels - 1 } : null;
  return leaving.levels > 1 || leaving.kind === 'break';
}

function runLoop(shell: Shell, loop: Loop): number {
  return inLoop(shell, () => repeat(shell, loop));
}

function repeat(shell: Shell, { until, test, body }: Loop): number {
  let status = 0;
  for (;;) {
    shell.limits.spend(1);
    const verdict = runScript(shell, test);
    if (shell.leaving !== null) {
      if (leavesLoop(shell)) return status;
      continue;
    }
    if ((verdict === 0) === until) return status;
    status = runScript(shell, body);
    if (leavesLoop(shell)) return status;
  }
}

function runArithmeticFor(shell: Shell, { first, test, next, body, at }: ArithmeticFor): number {
  stand(shell, at);
  return inLoop(shell, () => {
    let status = 0;
    const failure = orFailing(shell, () => {
      if (first !== null) attempt(shell, first);
      while (test === null || attempt(shell, test) !== 0n) {
        shell.limits.spend(1);
        status = runScript(shell, body);
        if (leavesLoop(shell)) break;
        if (next !== null) attempt(shell, next);
      }
      return true;
    });
    return failure === 0 ? status : failure;
  });
}

function runCase(shell: Shell, { word, items, at }: Case): number {
  stand(shell, at);
  const text = expandText(shell, word);
  let falls = false;
  let status = 0;
  for (const { patterns, body, end } of items) {
    const matches =
      falls ||
      patterns.some(pattern =>
        matchesPattern(shell.pattern(expandPattern(shell, pattern)), text, shell.limits.spend),
      );
    if (!matches) continue;
    status = runScript(shell, body);
    if (shell.leaving !== null || end === ';;') return status;
    falls = end === ';&';
  }
  return status;
}

function runGroup(shell: Shell, { subshell, body }: Group): number {
  return subshell
    ? runApart(shell, () => runOutsideLoops(shell, () => runScript(shell, body)))
    : runScript(shell, body);
}

/** Since bash 5.0 a subshell cannot leave the loops that it stands in. */
function runOutsideLoops(shell: Shell, body: () => number): number {
  if (shell.compat > 44) shell.loops = 0;
  return body();
}

/** In a subshell that writes where this shell does; `exit` ends only it. */
export function runApart(shell: Shell, body: () => number): number {
  return shell.inSubshell(() => {
    try {
      const status = body();
      shell.leaving = null;
      return status;
    } catch (error) {
      if (error instanceof Exit) return error.status;
      if (error instanceof ShellError) {
        shell.complain(`${error.message}\n`);
        return 1;
      }
      throw error;
    }
  });
}

/** Each command runs to its end before the next one reads what it wrote. */
function runPipeline(shell: Shell, { negated, commands }: Pipeline): number {
  let status = 0;
  if (commands.length === 1) status = runCommand(shell, commands[0] as Command);
  else {
    const { output } = shell;
    let text: string | null = null;
    const statuses: number[] = [];
    for (const [at, command] of commands.entries()) {
      const last = at === commands.length - 1;
      const written: string[] = [];
      const before: string | null = text;
      statuses.push(
        runApart(shell, () => {
          if (before !== null) shell.input = { text: before, at: 0 };
          shell.output = last ? output : written;
          return runOutsideLoops(shell, () => runCommand(shell, command));
        }),
      );
      text = written.join('');
    }
    shell.statuses = statuses;
    status = shell.isOn('pipefail')
      ? (statuses.findLast(code => code !== 0) ?? 0)
      : (statuses.at(-1) as number);
  }
  if (!negated) return status;
  return status === 0 ? 1 : 0;
}
