// Which packages can be installed, with a witness, and why the others cannot: from an empty root, or from each baseline, for each client.

import type { ClientSettings } from '../model/client/client-settings.js';
import { universeSeenBy } from '../model/client/client-universe.js';
import { type BinaryPackage, instanceName } from '../model/package.js';
import { baselinesOf, nameOfPlace, type Place } from '../model/place.js';
import type { Universe } from '../model/universe.js';
import { describeRefusal } from '../solver/installability/describe-reason.js';
import { judgeForClient } from '../solver/installability/judge-for-client.js';
import { judgeInstallability } from '../solver/installability/judge-installability.js';
import type { Verdict } from '../solver/installability/verdict.js';
import { type Decision, decide, type Threshold } from './decide.js';
import { findGoals, type UnknownSet, unknownSets } from './find-goals.js';
import type { InstanceName, ReasonRecord } from './reason-record.js';

export interface InstallableOptions {
  /** Atoms, names, or the sets `@world`, `@selected` and `@system`; none: every judged package. */
  readonly words?: readonly string[];
  /** Those that the question is asked for; without any nothing is masked. */
  readonly clients?: readonly ClientSettings[];
  /** Whether libraries in REQUIRES must be provided too. */
  readonly sonames?: boolean;
}

/** The verdicts from one place, for one client. */
export interface PlaceVerdicts {
  readonly place: Place;
  /** Name of the baseline, of several clients with that of the client; null for an empty root. */
  readonly baseline: string | null;
  /** As the client sees it. */
  readonly universe: Universe;
  readonly verdicts: readonly Verdict[];
}

export interface InstallableAnswer {
  readonly standings: readonly PlaceVerdicts[];
  /** Atoms of sets that nothing here matches: nothing was asked of them. */
  readonly absent: readonly string[];
  readonly unknownSets: readonly UnknownSet[];
}

/** Throws `QuestionError` where a word names nothing. */
export function answerInstallable(universe: Universe, options: InstallableOptions = {}): InstallableAnswer {
  const { words = [], clients = [], sonames = false } = options;
  const absent = new Set<string>();
  const goalsOf = (client: ClientSettings | null, place: Place) => {
    if (words.length === 0) return universe.judged;
    const goals = findGoals(universe, words, client, place);
    for (const atom of goals.absent) absent.add(atom);
    return goals.packages;
  };
  const baselines = baselinesOf(universe);
  const places: readonly Place[] = baselines.length === 0 ? [null] : baselines;
  const standings = places.flatMap(place =>
    clients.length === 0
      ? [judgeFrom(universe, goalsOf(null, place), { baseline: place, sonames })]
      : clients.map(client =>
          judgeAs(client, clients.length > 1, universe, goalsOf(client, place), {
            baseline: place,
            sonames,
          }),
        ),
  );
  return { standings, absent: [...absent], unknownSets: unknownSets(universe, words) };
}

interface From {
  readonly baseline: Place;
  readonly sonames: boolean;
}

function judgeFrom(universe: Universe, goals: readonly BinaryPackage[], from: From): PlaceVerdicts {
  const { baseline: place } = from;
  return {
    place,
    baseline: nameOfPlace(universe, place),
    universe,
    verdicts: judgeInstallability(universe, goals, from),
  };
}

/** One of several clients is named with the place. */
function judgeAs(
  client: ClientSettings,
  isNamed: boolean,
  universe: Universe,
  goals: readonly BinaryPackage[],
  from: From,
): PlaceVerdicts {
  const place = from.baseline;
  const name = nameOfPlace(universe, place);
  return {
    place,
    baseline: isNamed ? `${name ?? 'an empty root'} as ${client.name}` : name,
    universe: universeSeenBy(universe, client),
    verdicts: judgeForClient(universe, client, goals, from),
  };
}

export function decideInstallable({ standings }: InstallableAnswer, failOn?: Threshold): Decision {
  const kinds = standings.flatMap(({ verdicts }) => verdicts.map(({ verdict }) => verdict));
  const found = kinds.filter(kind => kind === 'not-installable').map(() => 'error' as const);
  return decide({ found, isIncomplete: kinds.includes('unknown') }, failOn);
}

export const INSTALLABLE_SCHEMA = 'binpkg-check/installable/1' as const;

export interface InstallableRecord {
  readonly schema: typeof INSTALLABLE_SCHEMA;
  readonly verdicts: readonly VerdictRecord[];
}

export interface VerdictRecord {
  readonly cpv: string;
  readonly buildId: number | null;
  /** Name of the baseline; null is an empty root. */
  readonly baseline: string | null;
  readonly verdict: Verdict['verdict'];
  /** In an order in which they can be merged, the package included. */
  readonly merge: readonly InstanceName[];
  /** Installed, and replaced by what is merged. */
  readonly replaces?: readonly InstanceName[] | undefined;
  /** Installed, and not any more afterwards. */
  readonly removes: readonly InstanceName[];
  /** Of a refusal: without any one of them the rest could be met. */
  readonly reasons: readonly ReasonRecord[];
}

/** The answer as plain data (contract: `installable --format json`). */
export function describeInstallable(answer: InstallableAnswer): InstallableRecord {
  return { schema: INSTALLABLE_SCHEMA, verdicts: [...listVerdicts(answer)] };
}

/** The same as records: what it is first, then a line for each verdict. */
export function* listInstallable(answer: Pick<InstallableAnswer, 'standings'>): Generator<object> {
  yield { kind: 'installable', schema: INSTALLABLE_SCHEMA };
  for (const verdict of listVerdicts(answer)) yield { kind: 'verdict', ...verdict };
}

/** One by one. */
export function* listVerdicts({ standings }: Pick<InstallableAnswer, 'standings'>): Generator<VerdictRecord> {
  for (const { verdicts, baseline } of standings)
    for (const verdict of verdicts) yield describeVerdict(verdict, baseline);
}

export function describeVerdict(verdict: Verdict, baseline: string | null): VerdictRecord {
  const { package: pkg } = verdict;
  const witness = verdict.verdict === 'installable' ? verdict : null;
  return {
    cpv: pkg.cpvText,
    buildId: pkg.buildId,
    baseline,
    verdict: verdict.verdict,
    merge: (witness?.merge ?? []).map(instanceName),
    replaces: (witness?.replaces ?? []).map(instanceName),
    removes: (witness?.removes ?? []).map(instanceName),
    reasons: describeReasons(verdict),
  };
}

function describeReasons(verdict: Verdict): readonly ReasonRecord[] {
  switch (verdict.verdict) {
    case 'installable':
      return [];
    case 'unknown':
      return [{ kind: 'unknown', why: verdict.why }];
    case 'not-installable':
      return describeRefusal(verdict);
  }
}
