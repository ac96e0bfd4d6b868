// `divergence --a DIR --b DIR --tree REPO SOURCE`: two configurations, and only what differs between them for a published package.

import { type Divergence, findDivergence } from '../model/client/divergence.js';
import type { DivergenceRecord } from '../report/client/divergence-schema.js';
import { tellDivergence } from '../report/client/tell-divergence.js';
import { chooseWord } from './choose-word.js';
import type { Outcome } from './deliver.js';
import { EXIT } from './failure.js';
import type { DivergenceFlags } from './flags.js';
import { openPair } from './open-clients.js';
import { sayProblems } from './say-settings.js';
import { settleOutput } from './settle-flags.js';
import { makePalette, wantsColour, widthOf } from './terminal.js';

const FORMATS = ['text', 'json', 'ndjson'] as const;

export async function divergence(source: string, flags: DivergenceFlags): Promise<Outcome> {
  const format = chooseWord(flags.format ?? 'text', FORMATS, 'format');
  const output = settleOutput(flags.output);
  const { universe, tree, a, b } = await openPair(source, flags);
  const found = findDivergence(universe, tree, a, b);
  const toScreen = output === null;
  const style = {
    width: toScreen ? widthOf(process.stdout) : widthOf({}),
    verbose: flags.verbose === true,
    palette: makePalette(toScreen && wantsColour(process.stdout, process.env, flags.color)),
  };
  const record = () => describeDivergence(found, source, flags);
  const texts: Record<typeof format, () => string> = {
    text: () => `${tellDivergence(found, { a: flags.a, b: flags.b }, style).join('\n')}\n`,
    json: () => `${JSON.stringify(record(), null, 2)}\n`,
    ndjson: () => {
      const { settings, ...whole } = record();
      return [whole, ...settings].map(line => `${JSON.stringify(line)}\n`).join('');
    },
  };
  return {
    code: found.settings.length > 0 ? EXIT.findings : EXIT.clean,
    text: texts[format](),
    output,
    notes: sayProblems([a, b]),
  };
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
