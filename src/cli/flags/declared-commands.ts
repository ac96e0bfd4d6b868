// Every command there is: what it takes, what it does, and examples. Its flags say themselves that they are of it
// (`declared-flags.ts`), what it does is in `actions.ts`.

import type { CommandName, Completion } from './flag.js';

export interface Operand {
  readonly name: string;
  readonly help: string;
  /** One, one or none, one or more, any number. */
  readonly times: '1' | '?' | '+' | '*';
  readonly completes: Completion;
}

export interface Command {
  readonly operands: readonly Operand[];
  /** In the list of commands. */
  readonly summary: string;
  readonly description: string;
  /** After the options. */
  readonly more?: string;
  /** Without the name of the program. */
  readonly examples: readonly string[];
}

const SOURCE: Operand = {
  name: 'SOURCE',
  help: 'PKGDIR, Packages file, or URL of a binhost',
  times: '1',
  completes: 'file',
};

export const COMMANDS: Readonly<Record<CommandName, Command>> = {
  audit: {
    operands: [SOURCE],
    summary: 'judge one binhost as it is (the default)',
    description: 'Judges one binhost as it is. Plain "binpkg-check SOURCE" does the same.',
    more: 'IDS are rule ids with commas between them: "binpkg-check explain" lists them.',
    examples: [
      'audit /var/cache/binpkgs',
      'audit Packages --installed stage3=/mnt/stage3/var/db/pkg',
      'audit PKGDIR --payload --format json --output report.json',
    ],
  },
  gate: {
    operands: [],
    summary: 'does this change make it worse: only new findings fail',
    description:
      'Judges what is published and what would be, and tells what is new: in the index, and for a client that holds what is published.',
    more: 'The next state is --candidate, or what is live with --add and without --remove.',
    examples: [
      'gate --published https://binhost.example.org --candidate PKGDIR',
      'gate --published live --add staged --remove =net-misc/wget-1.21.3',
    ],
  },
  installable: {
    operands: [
      SOURCE,
      {
        name: 'ATOM',
        help: 'only these packages, or @world, @selected, @system, each with its witness',
        times: '*',
        completes: null,
      },
    ],
    summary: 'which packages can be installed, and why the others cannot',
    description:
      'Proves for each package that it can be installed, jointly with all it needs, from each baseline or from an empty root.',
    examples: [
      'installable /var/cache/binpkgs',
      'installable Packages net-misc/wget --installed /mnt/stage3',
      'installable Packages @world --installed / --client /etc/portage',
    ],
  },
  upgrade: {
    operands: [],
    summary: 'a safe merge order, or the step at which the system breaks',
    description:
      'Updates a client from a baseline to what a binhost offers, one package after the other, such that the programs it cannot do without work after every step.',
    examples: ['upgrade --from /mnt/stage3 --to /var/cache/binpkgs'],
  },
  'hit-rate': {
    operands: [
      SOURCE,
      {
        name: 'ATOM',
        help: 'only these, or @world, @selected, @system; default: every name that index and tree have',
        times: '*',
        completes: null,
      },
    ],
    summary: 'what clients take as binaries, what not and why',
    description:
      'Chooses for each client (--profile or --client, repeatable) the version that it would build from the tree (--tree), and whether it takes a binary package for it, as Portage decides with --usepkg.',
    examples: [
      'hit-rate PKGDIR --tree REPO --client /etc/portage',
      'hit-rate PKGDIR @system --tree REPO --profile PROFILE --min 95',
    ],
  },
  divergence: {
    operands: [SOURCE],
    summary: 'settings of two clients that differ for a published package',
    description:
      'Compares two configurations: only the settings that change a USE flag, a dependency or the visibility of a published package, with those packages.',
    examples: ['divergence PKGDIR --a BUILDER --b /etc/portage --tree REPO'],
  },
  inspect: {
    operands: [{ name: 'FILE', help: 'xpak or gpkg files, or their URLs', times: '+', completes: 'file' }],
    summary: 'metadata, structure, digests and signatures of package files',
    description:
      'Shows what a package file says about itself, and what is wrong with it. Of a URL only what is needed is read, not the image.',
    more: 'JSON is one object for one FILE, for several a list in one; NDJSON a line each.',
    examples: [
      'inspect wget-1.24.5-1.gpkg.tar',
      'inspect wget-1.24.5-1.gpkg.tar --payload --keyring keys.asc',
    ],
  },
  index: {
    operands: [{ name: 'PKGDIR', help: 'directory of binary packages', times: '1', completes: 'directory' }],
    summary: 'the Packages that a PKGDIR ought to have',
    description:
      'Prints the Packages that this PKGDIR ought to have; on standard error, what is left out and why.',
    examples: [
      'index /var/cache/binpkgs | diff /var/cache/binpkgs/Packages -',
      'index /var/cache/binpkgs --write',
    ],
  },
  metadata: {
    operands: [
      { name: 'REPO', help: 'ebuild repository', times: '1', completes: 'directory' },
      { name: 'ATOM', help: 'only these ebuilds, each with what it says', times: '*', completes: null },
    ],
    summary: 'what ebuilds say, without running bash',
    description:
      'Reads the metadata of ebuilds from the md5-cache where it is valid, and evaluates them where not. Nothing of them is executed.',
    more: [
      'With --verify the exit code is 1 where an entry differs, lacks or has lost its',
      'ebuild, and 3 where an ebuild cannot be known or an entry not be read.',
    ].join('\n'),
    examples: [
      'metadata /var/db/repos/gentoo net-misc/wget',
      'metadata /var/db/repos/gentoo --verify',
      'metadata OVERLAY --tree REPO --out OVERLAY/metadata/md5-cache',
    ],
  },
  graph: {
    operands: [SOURCE],
    summary: 'the runtime dependency graph',
    description:
      'Writes the runtime dependency graph: packages and missing needs as nodes, dependencies as edges.',
    examples: ['graph Packages --format dot | dot -Tsvg > graph.svg'],
  },
  explain: {
    operands: [
      {
        name: 'SUBJECT',
        help: 'RULE, FINGERPRINT of a finding, or SOURCE',
        times: '?',
        completes: 'rule',
      },
      { name: 'ATOM', help: 'with a SOURCE: the package asked about', times: '?', completes: null },
    ],
    summary: 'a rule, a finding, or why a package is usable or not',
    description:
      "Tells a rule's documentation, one finding as a story, or whether a package can be installed, why, and what hangs on it.",
    examples: [
      'explain                                     lists the rules',
      'explain libc-floor',
      'explain 1f6c0a24 --report report.json',
      'explain /var/cache/binpkgs net-misc/wget',
      'explain Packages net-misc/wget --tree /var/db/repos/gentoo',
    ],
  },
};
