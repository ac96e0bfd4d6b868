import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { describeVerdict, INSTALLABLE_SCHEMA } from '../../src/answer/installable.js';
import { installableSchema } from '../../src/answer/installable-schema.js';
import { loadClient } from '../../src/load/client/read-client.js';
import { baselinesOf } from '../../src/model/place.js';
import { judgeForClient } from '../../src/solver/installability/judge-for-client.js';
import { judgeInstallability } from '../../src/solver/installability/judge-installability.js';
import type { Verdict } from '../../src/solver/installability/verdict.js';
import { readScenario } from '../support/scenario.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/profiles', import.meta.url));
const client = await loadClient({ profile: 'desktop', tree: [`${FIXTURES}/main`] });
const SCHEMA_FILE = new URL('../../bindings/schema/installable-1.schema.json', import.meta.url);

/** What the command writes of one scenario. */
function write(text: string, options: { sonames?: boolean } = {}) {
  const universe = readScenario(text);
  const baseline = baselinesOf(universe)[0] ?? null;
  const name = baseline === null ? null : universe.sources[baseline]!.name;
  const verdicts = judgeInstallability(universe, universe.judged, { baseline, ...options });
  const undecided: Verdict = { package: universe.judged[0]!, verdict: 'unknown', why: 'conflicts' };
  const records = [...verdicts, undecided].map(verdict => describeVerdict(verdict, name));
  return JSON.parse(JSON.stringify({ schema: INSTALLABLE_SCHEMA, verdicts: records }));
}

/** The client of `fixtures/profiles` takes no testing packages. */
function describeMasked(text: string): ReturnType<typeof write> {
  const universe = readScenario(text);
  const verdicts = judgeForClient(universe, client, universe.judged, { baseline: null });
  const records = verdicts.map(verdict => describeVerdict(verdict, null));
  return JSON.parse(JSON.stringify({ schema: INSTALLABLE_SCHEMA, verdicts: records }));
}

/** Between them every kind of reason. */
const OUTPUTS: Readonly<Record<string, ReturnType<typeof write>>> = {
  requirement: write('[binhost]\nCPV: x/a-1\nBUILD_ID: 2\nRDEPEND: x/gone\n\nCPV: x/b-1\n'),
  soname: write('[binhost]\nCPV: x/a-1\nREQUIRES: x86_64: libx.so.1\n', { sonames: true }),
  blocker: write('[binhost]\nCPV: x/a-1\nRDEPEND: x/b !x/b\n\nCPV: x/b-1\n'),
  'same-slot': write(
    '[binhost]\nCPV: x/a-1\nRDEPEND: x/b:0/1= x/b:0/2=\n\nCPV: x/b-1\nSLOT: 0/1\n\nCPV: x/b-2\nSLOT: 0/2\n',
  ),
  installed: write(
    '[binhost]\nCPV: x/b-2\nSLOT: 0/2\n[installed old]\nCPV: x/a-1\nRDEPEND: x/b:0/1=\n\nCPV: x/b-1\nSLOT: 0/1\n',
  ),
  cycle: write('[binhost]\nCPV: x/a-1\nSLOT: 0/1\nRDEPEND: x/b\n\nCPV: x/b-1\nRDEPEND: x/a:0/1=\n'),
  masked: describeMasked('[binhost]\nCPV: x/a-1\nKEYWORDS: ~amd64\n'),
  unknown: write('[binhost]\nCPV: x/a-1\n'),
};

describe('JSON of installable', () => {
  it.each(Object.entries(OUTPUTS))(
    '%s: fits its schema without a key that the schema does not know',
    (kind, output) => {
      expect(v.parse(installableSchema, output)).toEqual(output);
      const kinds = output.verdicts.flatMap(({ reasons }: { reasons: { kind: string }[] }) => reasons);
      expect(kinds.map((reason: { kind: string }) => reason.kind)).toContain(kind);
    },
  );

  it('has the keys of the contract', () => {
    const [verdict] = OUTPUTS['requirement']!.verdicts;
    expect(Object.keys(verdict)).toEqual(
      expect.arrayContaining(['cpv', 'buildId', 'baseline', 'verdict', 'merge', 'removes', 'reasons']),
    );
    expect(verdict).toMatchObject({ cpv: 'x/a-1', buildId: 2, baseline: null, verdict: 'not-installable' });
  });

  it('is refused by the schema when a part is wrong', () => {
    const output = OUTPUTS['requirement']!;
    const [verdict] = output.verdicts;
    const wrong = [
      { ...output, schema: 'binpkg-check/installable/2' },
      { ...output, verdicts: [{ ...verdict, verdict: 'maybe' }] },
      { ...output, verdicts: [{ ...verdict, merge: 'x/a-1' }] },
      { ...output, verdicts: [{ ...verdict, reasons: [{ kind: 'other' }] }] },
      { ...output, verdicts: [{ ...verdict, reasons: [{ ...verdict.reasons[0], item: null }] }] },
    ];
    for (const one of wrong) expect(v.safeParse(installableSchema, one).success).toBe(false);
  });

  it('has a published schema that is up to date (UPDATE_SCHEMA=1 npm run unit && npm run format rewrites it)', () => {
    const { $schema, ...body } = toJsonSchema(installableSchema);
    const schema = {
      $schema,
      $id: INSTALLABLE_SCHEMA,
      title: 'Verdicts of binpkg-check installable',
      ...body,
    };
    if (process.env['UPDATE_SCHEMA'] === '1')
      writeFileSync(SCHEMA_FILE, `${JSON.stringify(schema, null, 2)}\n`);
    expect(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'))).toEqual(schema);
  });
});
