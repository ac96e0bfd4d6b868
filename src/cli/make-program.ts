// Commands, options and help. Nothing but commander is loaded here; each action brings its own modules.

import { Command, InvalidArgumentError, Option } from 'commander';
import { deliver } from './deliver.js';
import type {
  AuditFlags,
  DivergenceFlags,
  ExplainFlags,
  GraphFlags,
  HitRateFlags,
  IndexFlags,
  InspectFlags,
  InstallableFlags,
  MetadataFlags,
  UpgradeFlags,
} from './flags.js';

const SOURCE = 'PKGDIR, Packages file, or URL of a binhost';

export function makeProgram(version: string): Command {
  const program = new Command('binpkg-check')
    .description('Checks whether a set of Gentoo binary packages is safe to publish.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [COMMAND]', 'print the help of a command')
    .configureHelp({ subcommandTerm: sayCommand })
    .showHelpAfterError('Run "binpkg-check help COMMAND" for what there is.')
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, 'binpkg-check: ')),
    })
    .exitOverride()
    .addHelpText('after', HELP);
  addAudit(program);
  addInstallable(program);
  addUpgrade(program);
  addHitRate(program);
  addDivergence(program);
  addInspect(program);
  addIndex(program);
  addMetadata(program);
  addGraph(program);
  addExplain(program);
  return program;
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

function addAudit(program: Command): void {
  addLoading(program.command('audit', { isDefault: true }))
    .argument('<SOURCE>', SOURCE)
    .summary('judge one binhost as it is (the default)')
    .description('Judges one binhost as it is. Plain "binpkg-check SOURCE" does the same.')
    .option('--prove', 'prove from an empty root what can be installed')
    .option('--payload', 'read what packages hold: files, ELF, symbols')
    .option('--cache <DIR>', 'where to keep it (~/.cache/binpkg-check)')
    .option('--no-cache', 'read the packages again, and keep nothing')
    .option('--published <SOURCE>', 'earlier generation, oldest first (repeatable)', collect)
    .option('--critical <NAMES>', 'packages that must work throughout an update', collect)
    .option('--kernel <VERSION>', 'with --payload: oldest Linux of clients, as 5.10')
    .option('--isa <LEVEL>', 'with --payload: what clients have, as x86-64-v2')
    .option('--only <IDS>', 'run only these rules', collect)
    .option('--skip <IDS>', 'leave these rules out; wins over the others', collect)
    .option('--force <IDS>', 'fail (3) unless these rules can run', collect)
    .option('--fetch-metadata', 'of a URL: read its packages too, but no payload')
    .option('--mirror <URL>', 'copy of the binhost to compare with it (repeatable)', collect)
    .option('--keyring <PATH>', 'trusted keys: file or directory (repeatable)', collect)
    .option('--signature-days <N>', 'tell of signatures that expire within N days (30)', parseCount)
    .option('--fail-on <SEVERITY>', 'error (default), warning, info or never')
    .option('--format <NAME>', 'text (default), json or ndjson')
    .option('--output <FILE>', 'write there, not to standard output')
    .option('--jobs <N>', 'packages read at the same time, and threads', parseCount)
    .option('--quiet', 'the summary line only')
    .option('--verbose', 'every finding, nothing cut off')
    .option('--no-progress', 'no progress on standard error')
    .option('--no-color', 'no colour')
    .addHelpText('after', '\nIDS are rule ids with commas between them: "binpkg-check explain" lists them.')
    .action(async (source: string, flags: AuditFlags) => {
      const { audit } = await import('./audit.js');
      await deliver(await audit(source, flags));
    });
}

function addInstallable(program: Command): void {
  addLoading(program.command('installable'))
    .argument('<SOURCE>', SOURCE)
    .argument('[ATOM...]', 'only these packages, or @world, @selected, @system, each with its witness')
    .summary('which packages can be installed, and why the others cannot')
    .description(
      'Proves for each package that it can be installed, jointly with all it needs, from each baseline or from an empty root.',
    )
    .option('--sonames', 'libraries in REQUIRES must be provided too')
    .option('--format <NAME>', 'text (default), json or ndjson')
    .option('--output <FILE>', 'write there, not to standard output')
    .option('--verbose', 'every cause, and what each package comes with')
    .option('--no-progress', 'no progress on standard error')
    .option('--no-color', 'no colour')
    .action(async (source: string, atoms: string[], flags: InstallableFlags) => {
      const { installable } = await import('./installable.js');
      await deliver(await installable(source, atoms, flags));
    });
}

function addUpgrade(program: Command): void {
  program
    .command('upgrade')
    .requiredOption('--from <BASELINE>', 'VDB or Packages file that a client has: where it starts')
    .requiredOption('--to <SOURCE>', `${SOURCE}: where it goes`)
    .summary('a safe merge order, or the step at which the system breaks')
    .description(
      'Updates a client from a baseline to what a binhost offers, one package after the other, such that the programs it cannot do without work after every step.',
    )
    .option('--with <SOURCE>', 'binhost that only satisfies (repeatable)', collect)
    .option('--tree <REPO>', 'ebuild repository (repeatable, masters among them)', collect)
    .option('--profile <PATH>', 'profile of the client: what it masks is not taken', collect)
    .option('--client <DIR>', "the client's /etc/portage", collect)
    .option('--critical <NAMES>', 'packages that must work throughout', collect)
    .option('--config <FILE>', 'not the nearest binpkg-check.yaml')
    .option('--format <NAME>', 'text (default), json or ndjson')
    .option('--output <FILE>', 'write there, not to standard output')
    .option('--verbose', 'every step and everything held back')
    .option('--no-progress', 'no progress on standard error')
    .option('--no-color', 'no colour')
    .action(async (flags: UpgradeFlags) => {
      const { upgrade } = await import('./upgrade.js');
      await deliver(await upgrade(flags));
    });
}

function addHitRate(program: Command): void {
  addLoading(program.command('hit-rate'))
    .argument('<SOURCE>', SOURCE)
    .argument(
      '[ATOM...]',
      'only these, or @world, @selected, @system; default: every name that index and tree have',
    )
    .summary('what clients take as binaries, what not and why')
    .description(
      'Chooses for each client (--profile or --client, repeatable) the version that it would build from the tree (--tree), and whether it takes a binary package for it, as Portage decides with --usepkg.',
    )
    .option('--min <PERCENT>', 'fail (1) where a client takes less of it', parsePercent)
    .option('--package-use', 'print the smallest package.use that makes it all binary')
    .option('--getbinpkg-include', 'print the packages that need nothing built, for binrepos.conf')
    .option('--format <NAME>', 'text (default), json or ndjson')
    .option('--output <FILE>', 'write there, not to standard output')
    .option('--verbose', 'every package')
    .option('--no-progress', 'no progress on standard error')
    .option('--no-color', 'no colour')
    .action(async (source: string, atoms: string[], flags: HitRateFlags) => {
      const { hitRate } = await import('./hit-rate.js');
      await deliver(await hitRate(source, atoms, flags));
    });
}

function addDivergence(program: Command): void {
  program
    .command('divergence')
    .argument('<SOURCE>', SOURCE)
    .requiredOption('--a <DIR>', 'an /etc/portage, or a profile: the builder')
    .requiredOption('--b <DIR>', 'another: the client')
    .option('--tree <REPO>', 'ebuild repository (repeatable, masters among them)', collect)
    .option('--with <SOURCE>', 'binhost that is judged too (repeatable)', collect)
    .option('--config <FILE>', 'not the nearest binpkg-check.yaml')
    .summary('settings of two clients that differ for a published package')
    .description(
      'Compares two configurations: only the settings that change a USE flag, a dependency or the visibility of a published package, with those packages.',
    )
    .option('--format <NAME>', 'text (default), json or ndjson')
    .option('--output <FILE>', 'write there, not to standard output')
    .option('--verbose', 'every package')
    .option('--no-progress', 'no progress on standard error')
    .option('--no-color', 'no colour')
    .action(async (source: string, flags: DivergenceFlags) => {
      const { divergence } = await import('./divergence.js');
      await deliver(await divergence(source, flags));
    });
}

function addInspect(program: Command): void {
  program
    .command('inspect')
    .argument('<FILE...>', 'xpak or gpkg files, or their URLs')
    .summary('metadata, structure, digests and signatures of package files')
    .description(
      'Shows what a package file says about itself, and what is wrong with it. Of a URL only what is needed is read, not the image.',
    )
    .option('--keyring <PATH>', 'trusted keys: file or directory (repeatable)', collect)
    .option('--payload', 'also what the image holds: files, ELF files, scripts')
    .option('--format <NAME>', 'text (default), json or ndjson')
    .option('--output <FILE>', 'write there, not to standard output')
    .option('--verbose', 'long values too')
    .option('--no-color', 'no colour')
    .addHelpText('after', '\nJSON is one object for one FILE, a list for several; NDJSON a line each.')
    .action(async (files: string[], flags: InspectFlags) => {
      const { inspect } = await import('./inspect.js');
      await deliver(await inspect(files, flags));
    });
}

function addIndex(program: Command): void {
  program
    .command('index')
    .argument('<PKGDIR>', 'directory of binary packages')
    .summary('the Packages that a PKGDIR ought to have')
    .description(
      'Prints the Packages that this PKGDIR ought to have; on standard error, what is left out and why.',
    )
    .option('--write', 'replace Packages (and Packages.gz) atomically instead')
    .option('--output <FILE>', 'write there, not to standard output')
    .option('--verbose', 'name every change')
    .option('--no-progress', 'no progress on standard error')
    .action(async (pkgdir: string, flags: IndexFlags) => {
      const { index } = await import('./index-command.js');
      await deliver(await index(pkgdir, flags));
    });
}

function addMetadata(program: Command): void {
  program
    .command('metadata')
    .argument('<REPO>', 'ebuild repository')
    .argument('[ATOM...]', 'only these ebuilds, each with what it says')
    .summary('what ebuilds say, without running bash')
    .description(
      'Reads the metadata of ebuilds from the md5-cache where it is valid, and evaluates them where not. Nothing of them is executed.',
    )
    .option('--verify', 'evaluate all and compare with the md5-cache of the repository')
    .option('--cache <DIR>', 'md5-cache to use instead of the one of the repository')
    .option('--out <DIR>', 'bring the md5-cache in this directory up to date')
    .option('--tree <REPO>', 'where masters are found (repeatable)', collect)
    .option('--jobs <N>', 'threads (default: one a processor)', parseCount)
    .option('--format <NAME>', 'text (default), json or ndjson')
    .option('--output <FILE>', 'write there, not to standard output')
    .option('--verbose', 'every ebuild and every reason')
    .option('--no-progress', 'no progress on standard error')
    .option('--no-color', 'no colour')
    .addHelpText('after', METADATA_HELP)
    .action(async (repo: string, atoms: string[], flags: MetadataFlags) => {
      const { metadata } = await import('./metadata.js');
      await deliver(await metadata(repo, atoms, flags));
    });
}

const METADATA_HELP = `
With --verify the exit code is 1 where an entry differs, lacks or has lost its ebuild,
and 3 where an ebuild cannot be known or an entry not be read.

Examples:
  binpkg-check metadata /var/db/repos/gentoo net-misc/wget
  binpkg-check metadata /var/db/repos/gentoo --verify
  binpkg-check metadata overlay --tree /var/db/repos/gentoo --out overlay/metadata/md5-cache
`;

function addGraph(program: Command): void {
  addLoading(program.command('graph'))
    .argument('<SOURCE>', SOURCE)
    .summary('the runtime dependency graph')
    .description(
      'Writes the runtime dependency graph: packages and missing needs as nodes, dependencies as edges.',
    )
    .addOption(new Option('--format <NAME>', 'dot, graphml, gexf or json').makeOptionMandatory())
    .option('--output <FILE>', 'write there, not to standard output')
    .option('--no-progress', 'no progress on standard error')
    .action(async (source: string, flags: GraphFlags) => {
      const { graph } = await import('./graph.js');
      await deliver(await graph(source, flags));
    });
}

function addExplain(program: Command): void {
  addLoading(program.command('explain'))
    .argument('[SUBJECT]', 'RULE, FINGERPRINT of a finding, or SOURCE')
    .argument('[ATOM]', 'with a SOURCE: the package asked about')
    .summary('a rule, a finding, or why a package is usable or not')
    .description(
      "Tells a rule's documentation, one finding as a story, or whether a package can be installed, why, and what hangs on it.",
    )
    .option('--report <FILE>', 'JSON report that has the fingerprint')
    .option('--verbose', 'of a package: every build, need and name')
    .option('--no-progress', 'no progress on standard error')
    .option('--no-color', 'no colour')
    .addHelpText('after', EXPLAIN_HELP)
    .action(async (subject: string | undefined, atom: string | undefined, flags: ExplainFlags) => {
      const { explain } = await import('./explain.js');
      await deliver(await explain(subject, atom, flags));
    });
}

const EXPLAIN_HELP = `
Examples:
  binpkg-check explain                                     lists the rules
  binpkg-check explain libc-floor
  binpkg-check explain 1f6c0a24 --report report.json
  binpkg-check explain /var/cache/binpkgs net-misc/wget
  binpkg-check explain Packages net-misc/wget --tree /var/db/repos/gentoo
`;

/** Options of commands that load binhosts. */
function addLoading(command: Command): Command {
  return command
    .option('--installed <[NAME=]PATH>', 'client baseline: VDB or Packages (repeatable)', collect)
    .option('--with <SOURCE>', 'binhost that only satisfies (repeatable)', collect)
    .option('--tree <REPO>', 'ebuild repository (repeatable, masters among them)', collect)
    .option('--profile <PATH>', 'profile of a client (repeatable)', collect)
    .option('--client <DIR>', "a client's /etc/portage (repeatable)", collect)
    .option('--config <FILE>', 'not the nearest binpkg-check.yaml');
}

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
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
