import { readFileSync, writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { describeUpgrade, UPGRADE_SCHEMA } from '../../src/answer/upgrade.js';
import { upgradeSchema } from '../../src/answer/upgrade-schema.js';
import { baselinesOf } from '../../src/model/place.js';
import { planUpgrade, type UpgradeAnswer } from '../../src/solver/upgrade/plan-upgrade.js';
import { readScenario } from '../support/scenario.js';

const SCHEMA_FILE = new URL('../../bindings/schema/upgrade-1.schema.json', import.meta.url);

function answer(text: string): UpgradeAnswer {
  const universe = readScenario(text);
  return planUpgrade(universe, { baseline: baselinesOf(universe)[0]!, critical: ['app-shells/bash'] });
}

const write = (plan: UpgradeAnswer) =>
  JSON.parse(JSON.stringify(describeUpgrade(plan, 'old/Packages', 'live')));

const READLINE =
  '[binhost]\nCPV: app-shells/bash-5.2\nRDEPEND: sys-libs/readline:0/8=\nREQUIRES: x86_64: libreadline.so.8\n\nCPV: sys-libs/readline-8\nSLOT: 0/8\nPROVIDES: x86_64: libreadline.so.8\n' +
  '[installed]\nCPV: app-shells/bash-5.1\nRDEPEND: sys-libs/readline:0/7=\nREQUIRES: x86_64: libreadline.so.7\n\nCPV: sys-libs/readline-7\nSLOT: 0/7\nPROVIDES: x86_64: libreadline.so.7\n';

const OUTPUTS: Readonly<Record<string, ReturnType<typeof write>>> = {
  safe: write(answer('[binhost]\nCPV: app-shells/bash-5.2\n[installed]\nCPV: app-shells/bash-5.1\n')),
  broken: write(answer(READLINE)),
  'held back': write(
    answer(
      '[binhost]\nCPV: dev-libs/x-2\n[installed]\nCPV: dev-libs/x-1\n\nCPV: app-misc/user-1\nRDEPEND: <dev-libs/x-2\n',
    ),
  ),
  unknown: write({ ...answer(READLINE), outcome: 'unknown', why: 'conflicts' }),
};

describe('JSON of upgrade', () => {
  it.each(Object.entries(OUTPUTS))(
    '%s: fits its schema without a key that the schema does not know',
    (_, output) => {
      expect(v.parse(upgradeSchema, output)).toEqual(output);
    },
  );

  it('has the keys of the contract, and something in each', () => {
    const { safe, broken, unknown } = OUTPUTS;
    expect(safe).toMatchObject({
      schema: 'binpkg-check/upgrade/1',
      from: 'old/Packages',
      to: 'live',
      safe: true,
      steps: [{ merge: 'app-shells/bash-5.2', replaces: ['app-shells/bash-5.1'], removes: [] }],
      heldBack: [],
      broken: [],
    });
    expect(broken).toMatchObject({
      safe: false,
      broken: [{ step: 1, program: expect.stringContaining('bash') }],
    });
    expect(OUTPUTS['held back'].heldBack).toMatchObject([
      { package: 'dev-libs/x-2', installed: 'dev-libs/x-1', reasons: expect.arrayContaining([]) },
    ]);
    expect(unknown).toMatchObject({ safe: false, reasons: [{ kind: 'unknown', why: 'conflicts' }] });
  });

  it('is refused by the schema when a part is wrong', () => {
    const output = OUTPUTS['broken'];
    const wrong = [
      { ...output, schema: 'binpkg-check/upgrade/2' },
      { ...output, safe: 'no' },
      { ...output, steps: ['app-shells/bash-5.2'] },
      { ...output, broken: [{ ...output.broken[0], step: 0 }] },
      { ...output, broken: [{ ...output.broken[0], program: null }] },
    ];
    for (const one of wrong) expect(v.safeParse(upgradeSchema, one).success).toBe(false);
  });

  it('has a published schema that is up to date (UPDATE_SCHEMA=1 npm run unit && npm run format rewrites it)', () => {
    const { $schema, ...body } = toJsonSchema(upgradeSchema);
    const schema = { $schema, $id: UPGRADE_SCHEMA, title: 'Plan of binpkg-check upgrade', ...body };
    if (process.env['UPDATE_SCHEMA'] === '1')
      writeFileSync(SCHEMA_FILE, `${JSON.stringify(schema, null, 2)}\n`);
    expect(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'))).toEqual(schema);
  });
});
