// `divergence --a DIR --b DIR --tree REPO SOURCE`: two configurations, and only what differs between them for a published package.

import { type Divergence, findDivergence } from '../model/client/divergence.js';
import type { DivergenceRecord } from '../report/client/divergence-schema.js';
import { tellDivergence } from '../report/client/tell-divergence.js';
import type { Outcome } from './deliver.js';
import { EXIT } from './failure.js';
import type { DivergenceFlags } from './flags.js';
import { openPair } from './open-clients.js';
import { ANSWER_FORMATS, render, settleTelling, toJson, toNdjson, toText } from './render.js';
import { sayProblems } from './say-settings.js';

export async function divergence(source: string, flags: DivergenceFlags): Promise<Outcome> {
  const telling = settleTelling(flags, ANSWER_FORMATS);
  const { universe, tree, a, b } = await openPair(source, flags);
  const found = findDivergence(universe, tree, a, b);
  const record = () => describeDivergence(found, source, flags);
  return render(
    telling,
    {
      text: style => toText(tellDivergence(found, { a: flags.a, b: flags.b }, style)),
      json: () => toJson(record()),
      ndjson: () => {
        const { settings, ...whole } = record();
        return toNdjson([whole, ...settings]);
      },
    },
    { code: found.settings.length > 0 ? EXIT.findings : EXIT.clean, notes: sayProblems([a, b]) },
  );
}

export const DIVERGENCE_SCHEMA = 'binpkg-check/divergence/1' as const;

export function describeDivergence(
  { settings, versions, divergent }: Divergence,
  source: string,
  { a, b }: { readonly a: string; readonly b: string },
): DivergenceRecord {
  return {
    schema: DIVERGENCE_SCHEMA,
    a,
    b,
    source,
    versions,
    divergent,
    settings: settings.map(({ setting, effects }) => ({
      ...setting,
      effects: effects.map(effect =>
        effect.kind === 'flag'
          ? { ...effect, needs: effect.needs.map(need => ({ ...need })) }
          : { ...effect },
      ),
    })),
  };
}
