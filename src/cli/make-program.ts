// The declared commands and flags as commander knows them, and their help. Nothing but commander is loaded here.

import { Command, InvalidArgumentError, Option } from 'commander';
import { guardText } from '../report/words/guard-text.js';
import { ACTIONS } from './actions.js';
import { type CommandOutcome, deliver } from './deliver.js';
import type { UsageError } from './failure.js';
import { COMMANDS, type Operand } from './flags/declared-commands.js';
import { FLAGS } from './flags/declared-flags.js';
import { COMMAND_NAMES, type CommandName, type Flag, GROUPS, type Group, type Takes } from './flags/flag.js';

/** Columns of the help, however wide the terminal. */
const HELP_WIDTH = 80;
const DEFAULT_COMMAND: CommandName = 'audit';

export function makeProgram(version: string): Command {
  const program = new Command('binpkg-check')
    .description('Checks whether a set of Gentoo binary packages is safe to publish.')
    .version(version, '-V, --version', 'print the version')
    .addHelpOption(makeHelpOption().helpGroup(`${GROUPS.output}:`))
    .helpCommand('help [COMMAND]', 'print the help of a command')
    .configureHelp({ subcommandTerm: sayCommand })
    .showHelpAfterError('"binpkg-check help" lists the commands.')
    .configureOutput({
      getOutHelpWidth: () => helpWidthOf(process.stdout),
      getErrHelpWidth: () => helpWidthOf(process.stderr),
      outputError: (text, write) => write(sayMistake(text)),
    })
    .exitOverride()
    .addHelpText('after', HELP);
  for (const name of COMMAND_NAMES) addCommand(program, name);
  // The commands have theirs from here, with a heading that the list of commands does not have.
  return program.addHelpOption(makeHelpOption());
}

function makeHelpOption(): Option {
  return new Option('-h, --help', 'print this help');
}

function helpWidthOf({ columns }: { readonly columns?: number }): number {
  return Math.min(columns ?? HELP_WIDTH, HELP_WIDTH);
}

/** `inspect <FILE...>` */
function sayCommand(command: Command): string {
  const operands = command.registeredArguments.map(argument => {
    const name = argument.name() + (argument.variadic ? '...' : '');
    return argument.required ? ` <${name}>` : ` [${name}]`;
  });
  return command.name() + operands.join('');
}

const HELP = `
Examples:
  binpkg-check /var/cache/binpkgs
  binpkg-check audit Packages --installed stage3=/mnt/stage3/var/db/pkg
  binpkg-check audit Packages --format json --output report.json
  binpkg-check explain unmet-dependency

Exit codes:
  0  nothing at the threshold (--fail-on)    2  wrong usage
  1  findings at the threshold               3  could not check
                                            70  a bug in the program
`;

function addCommand(program: Command, name: CommandName): void {
  const { operands, summary, description, more, examples } = COMMANDS[name];
  const command = program
    .command(name, { isDefault: name === DEFAULT_COMMAND })
    .summary(summary)
    .description(description)
    .showHelpAfterError(`"binpkg-check help ${name}" lists what it takes.`);
  // Of two binhosts one is judged: which, only the user can say.
  if (operands.length === 1 && FLAGS.with.of.some(one => one === name))
    command.configureOutput({
      outputError: (text, write) =>
        write(sayMistake(text).replace(/^.*too many arguments.*\n/, `$&${ONE_SOURCE}\n`)),
    });
  for (const operand of operands) command.argument(writeOperand(operand), operand.help);
  for (const option of optionsOf(name)) command.addOption(option);
  const told = examples.map(example => `  binpkg-check ${example}\n`).join('');
  command.addHelpText('after', `${more === undefined ? '' : `\n${more}\n`}\nExamples:\n${told}`);
  command.action(async () => {
    // Commander has made of the words what the declaration says; that it did is not for types to know.
    const run = ACTIONS[name] as (operands: readonly unknown[], flags: object) => Promise<CommandOutcome>;
    try {
      await deliver(await run(command.processedArgs, command.opts()));
    } catch (error) {
      if (error instanceof Error && error.name === 'UsageError') (error as UsageError).command = name;
      throw error;
    }
  });
}

const ONE_SOURCE = '--with SOURCE adds a binhost that is not judged and only satisfies.';

function sayMistake(text: string): string {
  return guardText(text.replace(/^error: /, 'binpkg-check: '));
}

function writeOperand({ name, times }: Operand): string {
  const text = times === '+' || times === '*' ? `${name}...` : name;
  return times === '1' || times === '+' ? `<${text}>` : `[${text}]`;
}

/** In the order of the groups. */
function optionsOf(command: CommandName): readonly Option[] {
  const flags = Object.entries(FLAGS as Readonly<Record<string, Flag>>);
  return (Object.keys(GROUPS) as Group[]).flatMap(group =>
    flags
      .filter(([, flag]) => flag.group === group && flag.of.includes(command))
      .map(([name, flag]) => makeOption(name, flag, command)),
  );
}

function makeOption(name: string, flag: Flag, command: CommandName): Option {
  const { takes, group } = flag;
  const value = 'value' in takes ? ` <${takes.value}>` : '';
  const option = new Option(`--${name}${value}`, flag.helpOf?.[command] ?? flag.help)
    .helpGroup(`${GROUPS[group]}:`)
    .makeOptionMandatory(flag.requiredBy?.includes(command) === true);
  const parse = PARSERS[takes.kind];
  return parse === undefined ? option : option.argParser(parse);
}

const PARSERS: Readonly<Partial<Record<Takes['kind'], (text: string, before: unknown) => unknown>>> = {
  count: parseCount,
  percent: parsePercent,
  paths: collect,
  words: collect,
};

function collect(value: string, before: unknown): readonly string[] {
  return [...((before as readonly string[] | undefined) ?? []), value];
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new InvalidArgumentError('It must be a whole number from 1 to 9999.');
  return Number(text);
}

function parsePercent(text: string): number {
  const value = /^\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= 100)) throw new InvalidArgumentError('It must be a number from 0 to 100.');
  return value;
}
