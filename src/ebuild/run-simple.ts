// A simple command: assignments, then a function or a builtin with its arguments.

import { runAssignment } from './assign.js';
import { DECLARING, declare } from './declare.js';
import { expandFields } from './expand-word.js';
import { Unknown } from './outcome.js';
import { withRedirections } from './redirect.js';
import { runCommand } from './run.js';
import type { Shell, ShellFunction } from './shell.js';
import type { Assignment, Simple, Word } from './syntax-tree.js';
import { ATTRIBUTE, type Variable } from './variables.js';

export function runSimple(shell: Shell, command: Simple): number {
  shell.substituted = false;
  shell.at = command.at;
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
    const status = withAssignments(shell, command.assignments, () => call(shell, name, args, values));
    shell.lastArgument = args.at(-1) ?? name;
    return status;
  };
  return command.redirections.length === 0 ? run() : withRedirections(shell, command.redirections, run);
}

/** Variables before a command last as long as it does. */
function withAssignments(shell: Shell, assignments: readonly Assignment[], run: () => number): number {
  if (assignments.length === 0) return run();
  const before = assignments.map(({ name }) => [name, shell.variables.get(name)] as const);
  for (const assignment of assignments) {
    runAssignment(shell, assignment);
    const made = shell.variables.get(assignment.name) as Variable;
    shell.variables.set(assignment.name, { ...made, attributes: made.attributes | ATTRIBUTE.exported });
  }
  try {
    return run();
  } finally {
    for (const [name, variable] of before.reverse()) {
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

export function callFunction(
  shell: Shell,
  name: string,
  { body, source: own }: ShellFunction,
  args: readonly string[],
): number {
  const { positional, loops, source, at } = shell;
  shell.limits.enter();
  shell.variables.enterFunction();
  shell.calls.push(name);
  shell.positional = args;
  shell.source = own;
  shell.loops = 0;
  try {
    const status = runCommand(shell, body());
    if (shell.leaving?.kind !== 'return') return status;
    shell.leaving = null;
    return shell.status;
  } finally {
    shell.positional = positional;
    shell.source = source;
    shell.at = at;
    shell.loops = loops;
    shell.calls.pop();
    shell.variables.leaveFunction();
    shell.limits.leave();
  }
}
