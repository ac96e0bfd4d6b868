// `hit-rate SOURCE --tree REPO --profile P [ATOM]...`: what a client takes as binaries, what not and why.

import type { ClientSettings } from '../model/client/client-settings.js';
import { viewClient } from '../model/client/client-view.js';
import { type DependencyComparison, makeChooser } from '../model/client/hit-rate.js';
import { findSafeSubset } from '../model/client/hit-rate-closure.js';
import { findPackageUse, type UseLine } from '../model/client/hit-rate-package-use.js';
import { summariseHits } from '../model/client/hit-rate-summary.js';
import { isOffered } from '../model/newest.js';
import { RUNTIME_CLASSES } from '../model/package.js';
import { changedDependencies } from '../model/repository/changed-dependencies.js';
import type { Tree } from '../model/repository/tree.js';
import type { Universe } from '../model/universe.js';
import type { Atom } from '../pms/atom.js';
import { formatCpn } from '../pms/cpv.js';
import { parseAtom } from '../pms/parse-atom.js';
import { PmsSyntaxError } from '../pms/syntax-error.js';
import { type ClientHits, describeHits, HIT_RATE_SCHEMA } from '../report/client/describe-hit-rate.js';
import { tellHitRate } from '../report/client/tell-hit-rate.js';
import { tellInclude, tellPackageUse } from '../report/client/tell-package-use.js';
import { suggest } from './choose-word.js';
import type { Outcome } from './deliver.js';
import { EXIT, UsageError } from './failure.js';
import { atomsOfSet, isSet, sayUnknownSets } from './find-goals.js';
import type { HitRateFlags } from './flags.js';
import { openClients } from './open-clients.js';
import { ANSWER_FORMATS, render, settleTelling, toJson, toNdjson, toText } from './render.js';
import { sayProblems } from './say-settings.js';

export async function hitRate(
  source: string,
  words: readonly string[],
  flags: HitRateFlags,
): Promise<Outcome> {
  const telling = settleTelling(flags, ANSWER_FORMATS);
  if (flags.packageUse && flags.getbinpkgInclude && telling.format === 'text')
    throw new UsageError(BOTH_FILES);
  const { universe, tree, clients } = await openClients(source, flags);
  const hits = clients.map(client => judge(universe, tree, client, words, flags));
  const below = hits.filter(({ summary }) => summary.percent < (flags.min ?? 0));
  return render(
    telling,
    {
      text: style => toText(tell(hits, style)),
      json: () => toJson({ schema: HIT_RATE_SCHEMA, source, clients: hits.map(describeHits) }),
      ndjson: () => toNdjson(hits.map(describeHits)),
    },
    {
      code: below.length > 0 ? EXIT.findings : EXIT.clean,
      notes: [
        ...sayProblems(clients),
        ...sayUnknownSets(universe, words),
        ...(hits.some(({ summary }) => summary.targets > 0) ? [] : [NO_TARGETS]),
      ],
    },
  );
}

const BOTH_FILES =
  '--package-use and --getbinpkg-include write two files; ask for one after the other, or for --format json';
const NO_TARGETS =
  'no name of the index is in the tree: is it the repository that the packages were built from?';

function judge(
  universe: Universe,
  tree: Tree,
  client: ClientSettings,
  words: readonly string[],
  flags: HitRateFlags,
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
    packageUse: flags.packageUse ? findPackageUse(choices, chooser.view, withLines) : null,
    subset: flags.getbinpkgInclude ? findSafeSubset(universe, chooser, choices) : null,
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

/** The atoms named, those of a set, or every name that index and tree have in common, in the order of names. */
function targetsOf(
  universe: Universe,
  tree: Tree,
  client: ClientSettings,
  words: readonly string[],
): readonly Atom[] {
  if (words.length === 0) {
    return [...universe.byCpn]
      .filter(([cpn, packages]) => tree.byCpn.has(cpn) && packages.some(isOffered))
      .map(([cpn]) => cpn)
      .sort()
      .map(cpn => parseAtom(cpn));
  }
  const atoms = words.flatMap(word => {
    if (isSet(word)) return atomsOfSet(universe, word, client);
    return [readTarget(tree, word)];
  });
  return [...new Map(atoms.map(atom => [atom.text, atom])).values()];
}

function readTarget(tree: Tree, word: string): Atom {
  const atom = tryAtom(word) ?? tryAtom(`=${word}`);
  if (atom === null) throw new UsageError(`'${word}' is no atom; give category/name, as in net-misc/wget`);
  const name = formatCpn(atom);
  if (!tree.byCpn.has(name))
    throw new UsageError(`there is no ${name} in the tree${suggest(name, [...tree.byCpn.keys()])}`);
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

function tell(hits: readonly ClientHits[], style: Parameters<typeof tellHitRate>[1]): readonly string[] {
  if (hits.length > 0 && hits[0]!.packageUse !== null)
    return joinParts(hits.map(one => tellPackageUse(one, one.packageUse!, style)));
  if (hits.length > 0 && hits[0]!.subset !== null)
    return joinParts(hits.map(one => tellInclude(one, one.subset!, style)));
  return tellHitRate(hits, style);
}

/** An empty line between them. */
function joinParts(parts: readonly (readonly string[])[]): readonly string[] {
  return parts.flatMap((part, at) => (at === 0 ? part : ['', ...part]));
}
