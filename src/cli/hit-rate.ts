// `hit-rate SOURCE --tree REPO --profile P [ATOM]...`: what a client takes as binaries, what not and why.

import {
  answerHitRate,
  type ClientHits,
  decideHitRate,
  describeHitRate,
  listHitRate,
} from '../answer/hit-rate.js';
import { hideCredentials } from '../base/hide-credentials.js';
import { tellHitRate } from '../report/client/tell-hit-rate.js';
import { tellInclude, tellPackageUse } from '../report/client/tell-package-use.js';
import { sayUnknownSets } from '../report/installability/say-goals.js';
import { ask } from './ask.js';
import type { CommandOutcome } from './deliver.js';
import { exitCodeOf, UsageError } from './failure.js';
import type { HitRateFlags } from './flags.js';
import { openClients } from './open-clients.js';
import { ANSWER_FORMATS, render, settleTelling, toJson, toNdjson, toText } from './render.js';
import { codeFor, sayProblems } from './say-settings.js';
import { settleSources } from './settle-sources.js';

export async function hitRate(
  source: string,
  words: readonly string[],
  given: HitRateFlags,
): Promise<CommandOutcome> {
  const { flags, settings, notes } = await settleSources('hit-rate', source, given);
  const telling = settleTelling(flags, ANSWER_FORMATS);
  if (flags.packageUse && flags.getbinpkgInclude && telling.format === 'text')
    throw new UsageError(BOTH_FILES);
  const { universe, tree, clients } = await openClients(settings);
  const answer = ask(() =>
    answerHitRate(universe, tree, clients, {
      words,
      packageUse: flags.packageUse === true,
      subset: flags.getbinpkgInclude === true,
    }),
  );
  const hits = answer.clients;
  return render(
    telling,
    {
      text: style => {
        if (!style.quiet) return toText(tell(hits, style));
        return toText(hits.map(one => tellHitRate([one], style)[0] ?? ''));
      },
      json: () => toJson(describeHitRate(answer, hideCredentials(source))),
      ndjson: () => toNdjson(listHitRate(answer, hideCredentials(source))),
    },
    {
      code: codeFor(exitCodeOf(decideHitRate(answer, flags.min)), clients),
      notes: [
        ...notes,
        ...sayProblems(clients),
        ...sayUnknownSets(answer.unknownSets),
        ...(hits.some(({ choices }) => choices.some(({ isGone }) => !isGone)) ? [] : [NO_TARGETS]),
      ],
    },
  );
}

const BOTH_FILES =
  '--package-use and --getbinpkg-include write two files; ask for one after the other, or for --format json';
const NO_TARGETS =
  'no name of the index is in the tree: is it the repository that the packages were built from?';

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
