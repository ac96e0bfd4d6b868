// One run of the command from its arguments to its exit code; what concerns the whole process is here and nowhere else.

import { existsSync } from 'node:fs';
import { CommanderError } from 'commander';
import { nearestWord } from '../base/nearest-word.js';
import { guardText } from '../report/words/guard-text.js';
import { suggest } from '../report/words/suggest.js';
import { chooseWord } from './choose-word.js';
import { describeFailure, EXIT, UsageError } from './failure.js';
import { makeProgram } from './make-program.js';
import { readVersion } from './read-version.js';

export async function run(args: readonly string[]): Promise<void> {
  guardProcess();
  try {
    const program = makeProgram(readVersion());
    if (args.length === 0) {
      program.outputHelp({ error: true });
      process.exitCode = EXIT.usage;
      return;
    }
    const names = program.commands.map(command => command.name());
    refuseMistypedCommand(args, [...names, 'help']);
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Commander has said what is wrong, or printed the help asked for.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.clean : EXIT.usage;
    else fail(error);
  }
}

/** As `audit` may be left out, a mistyped command would be taken for a source. */
function refuseMistypedCommand([word = '', ...rest]: readonly string[], names: readonly string[]): void {
  const [topic] = rest;
  if (word === 'help' && topic !== undefined) chooseWord(topic, names, 'command');
  if (!/^[a-z][a-z-]*$/i.test(word) || names.includes(word) || existsSync(word)) return;
  const hasOperands = rest.some(argument => !argument.startsWith('-'));
  // A single word that resembles nothing is a source that is not there.
  if (hasOperands || nearestWord(word, names) !== null) {
    const hint = suggest(word, names) || '; "binpkg-check --help" lists the commands';
    throw new UsageError(`there is no command or file '${word}'${hint}`);
  }
}

function guardProcess(): void {
  // What Node and packages advise their programmers of says nothing to whoever runs the command.
  process.removeAllListeners('warning');
  // What is to be kept is saved at exit.
  process.on('SIGINT', () => process.exit(EXIT.interrupted));
  process.on('SIGTERM', () => process.exit(EXIT.terminated));
  process.on('SIGHUP', () => process.exit(EXIT.hungUp));
  process.on('uncaughtException', error => {
    fail(error);
    process.exit();
  });
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // The reader has seen enough (`| head`): that is no failure, and the verdict stands.
      if (error.code !== 'EPIPE') fail(error);
      process.exit();
    });
  }
}

function fail(error: unknown): void {
  const { code, text } = describeFailure(error, readVersion());
  process.exitCode = code;
  process.stderr.write(`binpkg-check: ${guardText(text)}\n`);
}
