// `installable SOURCE [ATOM]...`: a verdict with witness or reasons for each package, from an empty root and from each baseline.

import { isSet } from '../answer/find-goals.js';
import {
  answerInstallable,
  decideInstallable,
  INSTALLABLE_SCHEMA,
  listInstallable,
  listVerdicts,
} from '../answer/installable.js';
import type { Universe } from '../model/universe.js';
import { sayAbsent, sayUnknownSets } from '../report/installability/say-goals.js';
import { tellVerdicts } from '../report/installability/tell-verdicts.js';
import { makePrintable } from '../report/words/make-printable.js';
import { Lazy, writeJson } from '../report/words/write-json.js';
import { ask } from './ask.js';
import type { CommandOutcome } from './deliver.js';
import { exitCodeOf } from './failure.js';
import type { InstallableFlags } from './flags.js';
import { openSettings, openSources } from './open-sources.js';
import { ANSWER_FORMATS, render, settleTelling, tellLines, toNdjson } from './render.js';
import { codeFor, sayProblems } from './say-settings.js';
import { settleFailOn } from './settle-flags.js';
import { sayIdleTree, settleSources } from './settle-sources.js';

export async function installable(
  source: string,
  atoms: readonly string[],
  given: InstallableFlags,
): Promise<CommandOutcome> {
  const { flags, settings, notes } = await settleSources('installable', source, given);
  const telling = settleTelling(flags, ANSWER_FORMATS);
  const failOn = settleFailOn(flags);
  const clients = await openSettings(settings);
  const { universe } = await openSources({ ...settings, indexOnly: true });
  const sonames = flags.sonames === true;
  const answer = ask(() => answerInstallable(universe, { words: atoms, clients, sonames }));
  // Whoever asks for a package wants to see what comes with it.
  const verbose = telling.verbose || atoms.some(word => !isSet(word));
  return render(
    { ...telling, verbose },
    {
      text: style => {
        const told = answer.standings.map(standing => tellLines(style, wide => tellVerdicts(standing, wide)));
        return told.join(style.quiet ? '' : '\n');
      },
      // Of a hub with thousands of users the witnesses together are longer than a string can be.
      json: () =>
        writeJson([
          ['schema', INSTALLABLE_SCHEMA],
          ['verdicts', new Lazy(listVerdicts(answer))],
        ]),
      ndjson: () => toNdjson(listInstallable(answer)),
    },
    {
      code: codeFor(exitCodeOf(decideInstallable(answer, failOn)), clients),
      notes: [
        ...notes,
        ...sayIdleTree(flags, clients),
        ...sayProblems(clients),
        ...sayUnknownSets(answer.unknownSets),
        ...sayAbsent(answer.absent),
        ...sayStopped(universe),
      ],
    },
  );
}

/** One entry can make Portage's reader throw: then the verdicts hold only without it. */
function sayStopped(universe: Universe): readonly string[] {
  return universe.packages.flatMap(pkg =>
    pkg.faults.some(({ stopsReader }) => stopsReader === true)
      ? [
          makePrintable(
            `no client can use any package of ${universe.sources[pkg.source]?.name}: at EAPI ${pkg.eapi} of ${pkg.cpvText} Portage stops reading the index; the verdicts are those without it`,
          ),
        ]
      : [],
  );
}
