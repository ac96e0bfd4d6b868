// `divergence --a DIR --b DIR --tree REPO SOURCE`: two configurations, and only what differs between them for a published package.

import {
  answerDivergence,
  decideDivergence,
  describeDivergence,
  listDivergence,
} from '../answer/divergence.js';
import { tellDivergence } from '../report/client/tell-divergence.js';
import type { CommandOutcome } from './deliver.js';
import { exitCodeOf } from './failure.js';
import type { DivergenceFlags } from './flags.js';
import { openPair } from './open-clients.js';
import { ANSWER_FORMATS, render, settleTelling, toJson, toNdjson, toText } from './render.js';
import { codeFor, sayProblems } from './say-settings.js';

export async function divergence(source: string, flags: DivergenceFlags): Promise<CommandOutcome> {
  const telling = settleTelling(flags, ANSWER_FORMATS);
  const { universe, tree, a, b } = await openPair(source, flags);
  const found = answerDivergence(universe, tree, { a, b });
  const record = () => describeDivergence(found, source, flags);
  return render(
    telling,
    {
      text: style => toText(tellDivergence(found, { a: flags.a, b: flags.b }, style)),
      json: () => toJson(record()),
      ndjson: () => toNdjson(listDivergence(record())),
    },
    { code: codeFor(exitCodeOf(decideDivergence(found)), [a, b]), notes: sayProblems([a, b]) },
  );
}
