// A simple command: assignments, then a function or a builtin with its arguments.

import { Unknown } from '../syntax/outcome.js';
import type { Assignment, Simple, Word } from '../syntax/syntax-tree.js';
import { runAssignment } from './assign.js';
import { DECLARING, declare } from './declare.js';
import { expandFields } from './expand-word.js';
import { restoreOptions } from './options.js';
import { withRedirections } from './redirect.js';
import { runCommand, stand } from './run.js';
import type { Shell, ShellFunction } from './shell.js';
import { ATTRIBUTE } from './variables.js';

export function runSimple(shell: Shell, command: Simple): number {
  shell.substituted = false;
  stand(shell, command.at);
  if (command.words.length === 0) {
    for (const assignment of command.assignments) runAssignment(shell, assignment);
    shell.lastArgument = '';
    const status = shell.substituted ? shell.status : 0;
    return command.redirections.length === 0
      ? status
      : withRedirections(shell, command.redirections, () => status);
  }
  const first = command.words[0] as Word | Assignment;
  const declaring = first.kind === 'word' && first.literal !== null && DECLARING.has(first.literal);
  const args: string[] = [];
  const values: Assignment[] = [];
  for (const word of command.words) {
    if (word.kind === 'word') args.push(...expandFields(shell, word));
    else if (declaring) {
      // The builtin finds it again by its place among the arguments.
      values.push(word);
      args.push(`\0${values.length - 1}`);
    } else for (const plain of word.word()) args.push(...expandFields(shell, plain));
  }
  const name = args.shift();
  if (name === undefined) {
    for (const assignment of command.assignments) runAssignment(shell, assignment);
    return shell.substituted ? shell.status : 0;
  }
  const run = () => {
    const status = callWith(shell, command.assignments, name, args, values);
    shell.lastArgument = args.at(-1) ?? name;
    return status;
  };
  return command.redirections.length === 0 ? run() : withRedirections(shell, command.redirections, run);
}

function callWith(
  shell: Shell,
  assignments: readonly Assignment[],
  name: string,
  args: readonly string[],
  values: readonly Assignment[],
): number {
  const run = () => call(shell, name, args, values);
  if (assignments.length === 0) return run();
  if (shell.functions.has(name)) return withLocals(shell, assignments, run);
  const kept = name === 'export' || name === 'readonly' ? args : [];
  return withAssignments(shell, assignments, kept, run);
}

/** Variables before a function are local to it. */
function withLocals(shell: Shell, assignments: readonly Assignment[], run: () => number): number {
  shell.variables.enterFunction(true);
  try {
    for (const assignment of assignments) {
      if (assignment.index === null) hideValue(shell, shell.resolve(assignment.name));
      runAssignment(shell, assignment);
      exportVariable(shell, assignment.name);
    }
    return run();
  } finally {
    shell.variables.leaveFunction();
  }
}

/** What is given to a function has no attributes of the variable that it hides. */
function hideValue(shell: Shell, name: string): void {
  shell.variables.hide(name);
  const hidden = shell.variables.get(name);
  if (hidden?.kind === 'scalar' && (hidden.attributes & ~ATTRIBUTE.readonly) !== 0)
    shell.variables.set(name, { ...hidden, attributes: hidden.attributes & ATTRIBUTE.readonly });
}

function exportVariable(shell: Shell, name: string): void {
  const made = shell.find(name);
  if (made !== undefined)
    shell.variables.set(shell.resolve(name), { ...made, attributes: made.attributes | ATTRIBUTE.exported });
}

/** Variables before a command last as long as it does. */
function withAssignments(
  shell: Shell,
  assignments: readonly Assignment[],
  kept: readonly string[],
  run: () => number,
): number {
  const before = assignments.map(({ name }) => [name, shell.variables.get(name)] as const);
  for (const assignment of assignments) {
    runAssignment(shell, assignment);
    exportVariable(shell, assignment.name);
  }
  try {
    return run();
  } finally {
    for (const [name, variable] of before.reverse()) {
      // `x=1 export x` lasts.
      if (kept.includes(name)) continue;
      if (variable === undefined) shell.variables.unset(name);
      else shell.variables.set(name, variable);
    }
  }
}

/** Runs a command by name: functions come before builtins. */
export function call(
  shell: Shell,
  name: string,
  args: readonly string[],
  values: readonly Assignment[] = [],
): number {
  const defined = shell.functions.get(name);
  if (defined !== undefined) return callFunction(shell, name, defined, args);
  return callBuiltin(shell, name, args, values);
}

export function callBuiltin(
  shell: Shell,
  name: string,
  args: readonly string[],
  values: readonly Assignment[] = [],
): number {
  if (values.length > 0 || DECLARING.has(name)) return declare(shell, name, args, values);
  const builtin = shell.builtins.get(name);
  if (builtin === undefined) {
    if (shell.missing !== null) return shell.missing(shell, args, name);
    throw new Unknown(`it runs the command ${name === '' ? "''" : name}`);
  }
  return builtin(shell, args, name);
}

function callFunction(
  shell: Shell,
  name: string,
  { body, source: own, at: origin }: ShellFunction,
  args: readonly string[],
): number {
  const { positional, loops, source, at, pinned, keptOptions } = shell;
  shell.limits.enter();
  shell.variables.enterFunction();
  shell.calls.push(name);
  shell.positional = args;
  shell.source = own;
  shell.pinned = origin !== null;
  if (origin !== null) shell.at = origin;
  shell.keptOptions = null;
  // Before bash 4.4 a function could leave the loops that it was called in.
  if (shell.compat > 43) shell.loops = 0;
  try {
    const status = runCommand(shell, body());
    if (shell.leaving?.kind !== 'return') return status;
    shell.leaving = null;
    return shell.status;
  } catch (error) {
    shell.mark(error);
    throw error;
  } finally {
    if (shell.keptOptions !== null) restoreOptions(shell, shell.keptOptions);
    shell.positional = positional;
    shell.source = source;
    shell.at = at;
    Object.assign(shell, { loops, pinned, keptOptions });
    shell.calls.pop();
    shell.variables.leaveFunction();
    shell.limits.leave();
  }
}
