// `installable SOURCE [ATOM]...`: a verdict with witness or reasons for each package, from an empty root and from each baseline.

import type { ClientSettings } from '../model/client/client-settings.js';
import { universeSeenBy } from '../model/client/client-universe.js';
import { isOffered } from '../model/newest.js';
import type { BinaryPackage } from '../model/package.js';
import { nameOfPlace, type Place } from '../model/place.js';
import type { Universe } from '../model/universe.js';
import { describeVerdict, INSTALLABLE_SCHEMA } from '../report/installability/describe-verdict.js';
import { type Standing, tellVerdicts } from '../report/installability/tell-verdicts.js';
import { makePrintable } from '../report/words/make-printable.js';
import { chooseForm, sayCount } from '../report/words/say-count.js';
import { judgeForClient } from '../solver/installability/judge-for-client.js';
import { judgeInstallability } from '../solver/installability/judge-installability.js';
import type { Outcome } from './deliver.js';
import { EXIT, type ExitCode } from './failure.js';
import { findGoals, isSet, sayUnknownSets } from './find-goals.js';
import type { InstallableFlags } from './flags.js';
import { openSettings, openSources } from './open-sources.js';
import { ANSWER_FORMATS, render, settleTelling, toJson, toNdjson } from './render.js';
import { sayProblems } from './say-settings.js';
import { sayIdleTree, settleSources } from './settle-sources.js';

export async function installable(
  source: string,
  atoms: readonly string[],
  flags: InstallableFlags,
): Promise<Outcome> {
  const telling = settleTelling(flags, ANSWER_FORMATS);
  const settings = await settleSources(source, flags);
  const clients = await openSettings(settings);
  const { universe } = await openSources({ ...settings, indexOnly: true });
  const sonames = flags.sonames === true;
  const absent = new Set<string>();
  const goalsOf = (client: ClientSettings | null, baseline: Place) => {
    if (atoms.length === 0) return universe.judged;
    const goals = findGoals(universe, atoms, client, baseline);
    for (const atom of goals.absent) absent.add(atom);
    return goals.packages;
  };
  const standings = placesOf(universe).flatMap(baseline =>
    clients.length === 0
      ? [judgeFrom(universe, goalsOf(null, baseline), { baseline, sonames })]
      : clients.map(client => {
          const goals = goalsOf(client, baseline);
          return judgeAs(client, clients.length > 1, universe, goals, { baseline, sonames });
        }),
  );
  // Whoever asks for a package wants to see what comes with it.
  const verbose = telling.verbose || atoms.some(word => !isSet(word));
  const records = () =>
    standings.flatMap(({ verdicts, baseline }) =>
      verdicts.map(verdict => describeVerdict(verdict, baseline)),
    );
  return render(
    { ...telling, verbose },
    {
      text: style => {
        const told = standings.map(standing => tellVerdicts(standing.universe, standing, style).join('\n'));
        return `${told.join('\n\n')}\n`;
      },
      json: () => toJson({ schema: INSTALLABLE_SCHEMA, verdicts: records() }),
      ndjson: () => toNdjson(records()),
    },
    {
      code: judge(standings),
      notes: [
        ...sayIdleTree(flags, clients),
        ...sayProblems(clients),
        ...sayUnknownSets(universe, atoms),
        ...sayAbsent([...absent]),
      ],
    },
  );
}

/** What is selected and not here: nothing was asked of it. */
function sayAbsent(atoms: readonly string[]): readonly string[] {
  if (atoms.length === 0) return [];
  const shown = atoms.slice(0, MOST_ABSENT).join(', ');
  const rest = atoms.length > MOST_ABSENT ? ', ...' : '';
  return [
    makePrintable(
      `${sayCount(atoms.length, 'atom')} of the set ${chooseForm(atoms.length, 'matches', 'match')} nothing here: ${shown}${rest}`,
    ),
  ];
}

const MOST_ABSENT = 5;

/** Every declared baseline, or without one an empty root. */
function placesOf(universe: Universe): readonly (number | null)[] {
  const baselines = [...universe.sources.entries()]
    .filter(([, { role }]) => role === 'installed')
    .map(([at]) => at);
  return baselines.length === 0 ? [null] : baselines;
}

/** What is told about one place, with what a client sees there. */
interface SeenStanding extends Standing {
  readonly universe: Universe;
}

interface From {
  readonly baseline: number | null;
  readonly sonames: boolean;
}

function judgeFrom(universe: Universe, goals: readonly BinaryPackage[], from: From): SeenStanding {
  const { baseline } = from;
  return {
    universe,
    place: baseline,
    baseline: nameOfPlace(universe, baseline),
    sees: pkg => isOffered(pkg) || pkg.source === baseline,
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
): SeenStanding {
  const { baseline } = from;
  const place = nameOfPlace(universe, baseline);
  return {
    universe: universeSeenBy(universe, client),
    place: baseline,
    baseline: isNamed ? `${place ?? 'an empty root'} as ${client.name}` : place,
    sees: pkg => isOffered(pkg) || pkg.source === baseline,
    verdicts: judgeForClient(universe, client, goals, from),
  };
}

function judge(standings: readonly Standing[]): ExitCode {
  const verdicts = standings.flatMap(standing => standing.verdicts.map(({ verdict }) => verdict));
  if (verdicts.includes('not-installable')) return EXIT.findings;
  return verdicts.includes('unknown') ? EXIT.notChecked : EXIT.clean;
}
