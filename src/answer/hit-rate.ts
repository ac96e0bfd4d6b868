// What a client takes as binaries, what not and why: for each target the version that it would build from the tree, and whether it takes a
// binary package for it, as Portage decides with `--usepkg`.

import type { ClientSettings } from '../model/client/client-settings.js';
import { viewClient } from '../model/client/client-view.js';
import { type Choice, type DependencyComparison, makeChooser } from '../model/client/hit-rate.js';
import { findPackageUse, type PackageUse, type UseLine } from '../model/client/hit-rate-package-use.js';
import {
  type HitOutcome,
  type HitSummary,
  outcomeOf,
  reasonsOf,
  summariseHits,
} from '../model/client/hit-rate-summary.js';
import { findSafeSubset, includeList, type SafeSubset } from '../model/client/safe-subset.js';
import { isOffered } from '../model/newest.js';
import { instanceName, RUNTIME_CLASSES } from '../model/package.js';
import { changedDependencies } from '../model/repository/changed-dependencies.js';
import type { Tree } from '../model/repository/tree.js';
import type { Universe } from '../model/universe.js';
import type { Atom } from '../pms/atom.js';
import { formatCpn } from '../pms/cpv.js';
import { parseAtom } from '../pms/parse-atom.js';
import { PmsSyntaxError } from '../pms/syntax-error.js';
import { nearestName } from './complete-name.js';
import { type Decision, decide } from './decide.js';
import { atomsOfSet, isSet, type UnknownSet, unknownSets } from './find-goals.js';
import { QuestionError } from './question-error.js';
import type { InstanceName } from './reason-record.js';

export interface HitRateOptions {
  /** Atoms, or the sets `@world`, `@selected` and `@system`; none: every name of the index. */
  readonly words?: readonly string[];
  /** Whether the smallest package.use is wanted that makes it all binary. */
  readonly packageUse?: boolean;
  /** Whether the packages are wanted that need nothing built. */
  readonly subset?: boolean;
}

/** One client's answer. */
export interface ClientHits {
  readonly client: ClientSettings;
  readonly choices: readonly Choice[];
  readonly summary: HitSummary;
  readonly packageUse: PackageUse | null;
  readonly subset: SafeSubset | null;
}

export interface HitRateAnswer {
  readonly clients: readonly ClientHits[];
  readonly unknownSets: readonly UnknownSet[];
}

/** Throws `QuestionError` where a word names nothing. */
export function answerHitRate(
  universe: Universe,
  tree: Tree,
  clients: readonly ClientSettings[],
  options: HitRateOptions = {},
): HitRateAnswer {
  return {
    clients: clients.map(client => chooseAll(universe, tree, client, options)),
    unknownSets: unknownSets(universe, options.words ?? []),
  };
}

function chooseAll(
  universe: Universe,
  tree: Tree,
  client: ClientSettings,
  { words = [], packageUse = false, subset = false }: HitRateOptions,
): ClientHits {
  const changed = compareWith(universe);
  const chooserOf = (settings: ClientSettings) => makeChooser(universe, tree, viewClient(settings), changed);
  const chooser = chooserOf(client);
  const choices = targetsOf(universe, tree, client, words).map(atom => chooser.choose(atom));
  const withLines = (lines: readonly UseLine[]) => chooserOf(addLines(client, lines));
  return {
    client,
    choices,
    summary: summariseHits(choices, client),
    packageUse: packageUse ? findPackageUse(choices, chooser.view, withLines) : null,
    subset: subset ? findSafeSubset(universe, chooser, choices) : null,
  };
}

/** With `--usepkg` Portage compares what counts at run time (`with-bdeps` is off then). */
function compareWith(universe: Universe): DependencyComparison {
  const classes: ReadonlySet<string> = new Set(RUNTIME_CLASSES);
  return (pkg, ebuild) =>
    // Text that cannot be read counts as changed.
    (changedDependencies(universe, pkg, ebuild) ?? [{ class: 'RDEPEND' }])
      .map(change => change.class)
      .filter(name => classes.has(name));
}

function addLines(client: ClientSettings, lines: readonly UseLine[]): ClientSettings {
  const added = lines.map(({ atom, flags }, at) => ({
    atom: parseAtom(atom),
    value: flags,
    file: 'package.use',
    line: at + 1,
  }));
  return { ...client, userPackageUse: [...client.userPackageUse, ...added] };
}

/** The atoms named, those of a set, or every name of the index, in the order of names. */
function targetsOf(
  universe: Universe,
  tree: Tree,
  client: ClientSettings,
  words: readonly string[],
): readonly Atom[] {
  if (words.length === 0) {
    return [...universe.byCpn]
      .filter(([, packages]) => packages.some(isOffered))
      .map(([cpn]) => cpn)
      .sort()
      .map(cpn => parseAtom(cpn));
  }
  const atoms = words.flatMap(word => {
    if (isSet(word)) return atomsOfSet(universe, word, client);
    return [readTarget(universe, tree, word)];
  });
  return [...new Map(atoms.map(atom => [atom.text, atom])).values()];
}

function readTarget(universe: Universe, tree: Tree, word: string): Atom {
  const atom = tryAtom(word) ?? tryAtom(`=${word}`);
  if (atom === null) throw new QuestionError({ kind: 'no-target', word });
  const name = formatCpn(atom);
  // What is last-rited or renamed may still be here as a binary.
  if (!tree.byCpn.has(name) && !universe.byCpn.has(name))
    throw new QuestionError({ kind: 'not-in-tree', name, nearest: nearestName(name, tree.byCpn.keys()) });
  return atom;
}

function tryAtom(text: string): Atom | null {
  try {
    return parseAtom(text);
  } catch (error) {
    if (error instanceof PmsSyntaxError) return null;
    throw error;
  }
}

/** `least`: the percentage that each client must take. */
export function decideHitRate({ clients }: HitRateAnswer, least = 0): Decision {
  const below = clients.filter(({ summary }) => summary.percent < least);
  return decide({ found: below.map(() => 'error' as const), isIncomplete: false });
}

export const HIT_RATE_SCHEMA = 'binpkg-check/hit-rate/1' as const;

export interface HitRateRecord {
  readonly schema: typeof HIT_RATE_SCHEMA;
  /** As given. */
  readonly source: string;
  readonly clients: readonly ClientHitsRecord[];
}

export interface ClientHitsRecord {
  readonly client: string;
  readonly targets: number;
  /** Of the targets taken, with one decimal. */
  readonly percent: number;
  readonly counts: Readonly<Record<HitOutcome, number>>;
  readonly reasons: readonly {
    readonly outcome: HitOutcome;
    readonly reason: string;
    readonly targets: readonly string[];
  }[];
  readonly packages: readonly TargetRecord[];
  readonly packageUse?: PackageUseRecord | undefined;
  readonly getbinpkgInclude?: IncludeRecord | undefined;
}

export interface TargetRecord {
  /** The atom asked for. */
  readonly target: string;
  /** What the client would build; null where it sees no ebuild. */
  readonly ebuild: string | null;
  readonly outcome: HitOutcome;
  /** The binary package taken, or of those passed over the one that Portage tries first. */
  readonly package: InstanceName | null;
  /** Flags as the package was built, masks, keywords or classes. */
  readonly reasons: readonly string[];
  /** Newest binary package of another version, where absent. */
  readonly other: InstanceName | null;
}

export interface PackageUseRecord {
  readonly lines: readonly { readonly atom: string; readonly flags: readonly string[] }[];
  /** Targets taken with these lines. */
  readonly taken: number;
  readonly blocked: readonly {
    readonly target: string;
    readonly why: 'masked' | 'forced' | 'iuse' | 'not-use' | 'unproved';
    readonly flags: readonly string[];
  }[];
}

export interface IncludeRecord {
  /** As getbinpkg-include of binrepos.conf reads them. */
  readonly names: readonly string[];
  /** `needs`: what the client would build for it. */
  readonly unsafe: readonly { readonly package: InstanceName; readonly needs: string }[];
}

/** The answer as plain data (contract: `hit-rate --format json`). `source`: what is told of where it was asked. */
export function describeHitRate({ clients }: HitRateAnswer, source: string): HitRateRecord {
  return { schema: HIT_RATE_SCHEMA, source, clients: clients.map(describeHits) };
}

/** The same as records: whose packages first, then a line for each client. */
export function* listHitRate({ clients }: HitRateAnswer, source: string): Generator<object> {
  yield { kind: 'hit-rate', schema: HIT_RATE_SCHEMA, source };
  for (const hits of clients) yield { kind: 'client', ...describeHits(hits) };
}

function describeHits(hits: ClientHits): ClientHitsRecord {
  const { client, choices, summary, packageUse, subset } = hits;
  return {
    client: client.name,
    targets: summary.targets,
    percent: roundPercent(summary.percent),
    counts: summary.counts,
    reasons: summary.reasons.map(({ outcome, text, targets }) => ({
      outcome,
      reason: text,
      targets: [...targets],
    })),
    packages: choices.map(choice => describeChoice(choice, client)),
    ...(packageUse === null ? {} : { packageUse: describePackageUse(packageUse) }),
    ...(subset === null ? {} : { getbinpkgInclude: describeSubset(subset) }),
  };
}

/** Downwards: 100 is said only where all are taken. */
export function roundPercent(percent: number): number {
  return Math.floor(percent * 10) / 10;
}

function describeChoice(choice: Choice, client: ClientSettings): TargetRecord {
  const pkg = choice.taken ?? choice.passed[0]?.package ?? null;
  return {
    target: choice.atom.text,
    ebuild: choice.ebuild === null ? null : `${choice.ebuild.cpvText}::${choice.ebuild.repo}`,
    outcome: outcomeOf(choice),
    package: pkg === null ? null : instanceName(pkg),
    reasons: [...reasonsOf(choice, client)],
    other: choice.other === null ? null : instanceName(choice.other),
  };
}

function describePackageUse({ lines, taken, blocked }: PackageUse): PackageUseRecord {
  return {
    lines: lines.map(({ atom, flags }) => ({ atom, flags: [...flags] })),
    taken,
    blocked: blocked.map(({ choice, obstacle }) => ({
      target: choice.atom.text,
      why: obstacle.kind,
      flags: 'flags' in obstacle ? [...obstacle.flags] : [],
    })),
  };
}

function describeSubset(subset: SafeSubset): IncludeRecord {
  return {
    names: [...includeList(subset)],
    unsafe: subset.unsafe.map(({ package: pkg, need }) => ({
      package: instanceName(pkg),
      needs: need.text,
    })),
  };
}
