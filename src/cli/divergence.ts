// `divergence --a DIR --b DIR --tree REPO SOURCE`: two configurations, and only what differs between them for a published package.

import {
  answerDivergence,
  decideDivergence,
  describeDivergence,
  listDivergence,
} from '../answer/divergence.js';
import { hideCredentials } from '../base/hide-credentials.js';
import { tellDivergence } from '../report/client/tell-divergence.js';
import type { CommandOutcome } from './deliver.js';
import { exitCodeOf } from './failure.js';
import type { DivergenceFlags } from './flags.js';
import { openPair } from './open-clients.js';
import { ANSWER_FORMATS, render, settleTelling, tellLines, toJson, toNdjson } from './render.js';
import { codeFor, sayProblems } from './say-settings.js';
import { settleSources } from './settle-sources.js';

export async function divergence(source: string, given: DivergenceFlags): Promise<CommandOutcome> {
  const { flags, settings: loading, notes } = await settleSources('divergence', source, given);
  const telling = settleTelling(flags, ANSWER_FORMATS);
  const { universe, tree, a, b } = await openPair(loading, flags);
  const found = answerDivergence(universe, tree, { a, b });
  const record = () => describeDivergence(found, hideCredentials(source), flags);
  return render(
    telling,
    {
      text: style =>
        tellLines(
          style,
          wide => tellDivergence(found, { a: flags.a, b: flags.b }, wide),
          // After the names of the two.
          (_, at) => at === 2,
        ),
      json: () => toJson(record()),
      ndjson: () => toNdjson(listDivergence(record())),
    },
    { code: codeFor(exitCodeOf(decideDivergence(found)), [a, b]), notes: [...notes, ...sayProblems([a, b])] },
  );
}
