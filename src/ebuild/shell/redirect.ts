// Redirections: between standard output and standard error, to nowhere, from texts. Files are neither read nor written.

import { ShellError, Unknown } from '../syntax/outcome.js';
import type { Redirection, Script } from '../syntax/syntax-tree.js';
import { expandText } from './expand-word.js';
import { runApart, runScript } from './run.js';
import type { Shell } from './shell.js';

/** Runs `body` with its redirections in place, and takes them back. */
export function withRedirections(
  shell: Shell,
  redirections: readonly Redirection[],
  body: () => number,
): number {
  const { output, errors, input } = shell;
  try {
    for (const redirection of redirections) redirect(shell, redirection);
    return body();
  } finally {
    // What was read from an input that stays is gone.
    Object.assign(shell, { output, errors, input });
  }
}

function redirect(shell: Shell, redirection: Redirection): void {
  if (redirection.kind === 'text') {
    if ((redirection.descriptor ?? 0) !== 0)
      throw new Unknown(`it reads descriptor ${redirection.descriptor}`);
    const text = expandText(shell, redirection.text, true);
    shell.input = { text: redirection.newline ? `${text}\n` : text, at: 0 };
    return;
  }
  const { operator, descriptor, target } = redirection;
  const [first] = target.parts;
  if (operator === '<' && first?.kind === 'process') {
    shell.input = { text: outputOf(shell, first.script), at: 0 };
    return;
  }
  const name = expandText(shell, target);
  switch (operator) {
    case '<':
    case '<&':
      if (name === '/dev/null' || name === '-') shell.input = { text: '', at: 0 };
      else if (name !== '0' && name !== '/dev/stdin') throw new Unknown(`it reads the file ${name}`);
      return;
    case '&>':
    case '&>>':
      sendTo(shell, 1, name);
      sendTo(shell, 2, name);
      return;
    case '>&':
      if (!/^\d+$|^-$/.test(name)) {
        sendTo(shell, 1, name);
        sendTo(shell, 2, name);
        return;
      }
      duplicate(shell, descriptor ?? 1, name);
      return;
    case '<>':
      throw new Unknown(`it opens the file ${name}`);
    default:
      sendTo(shell, descriptor ?? 1, name);
  }
}

function outputOf(shell: Shell, script: () => Script): string {
  const output: string[] = [];
  runApart(shell, () => {
    shell.output = output;
    return runScript(shell, script());
  });
  return output.join('');
}

function sendTo(shell: Shell, descriptor: number, name: string): void {
  if (name === '') throw new ShellError('a redirection names no file');
  if (name === '/dev/stderr') duplicate(shell, descriptor, '2');
  else if (name === '/dev/stdout') duplicate(shell, descriptor, '1');
  else if (name === '/dev/null') point(shell, descriptor, null);
  else throw new Unknown(`it writes the file ${name}`);
}

function duplicate(shell: Shell, descriptor: number, source: string): void {
  if (source === '1') point(shell, descriptor, shell.output);
  else if (source === '2') point(shell, descriptor, shell.errors);
  else if (source === '-') point(shell, descriptor, null);
  else throw new Unknown(`it writes descriptor ${source}`);
}

function point(shell: Shell, descriptor: number, sink: string[] | null): void {
  if (descriptor === 1) shell.output = sink;
  else if (descriptor === 2) shell.errors = sink;
  else throw new Unknown(`it writes descriptor ${descriptor}`);
}
