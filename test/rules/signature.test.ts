// Bigger cases of the rules about signatures and mirrors.

import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { RULES } from '../../src/rules/index.js';
import { expectFindings, fixturesOf, runFixture } from '../support/rule-fixtures.js';
import { readScenario } from '../support/scenario.js';

const MIRRORS = ['mirror-incomplete', 'mirror-stale'];
const IDS = ['bad', 'expiring', 'form-refused', 'missing', 'untrusted'].map(defect => `signature-${defect}`);

describe.each([...IDS, ...MIRRORS].flatMap(id => fixturesOf(id).map(name => [id, name] as const)))(
  '%s %s',
  (id, name) => {
    const { found, expected, render } = runFixture(id, name);

    it('yields exactly its findings, each under its cause', () => {
      expectFindings(found, expected);
    });

    it('is told within 80 columns', async () => {
      for (const line of (await render()).split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    });
  },
);

describe('the data of a finding', () => {
  const file =
    '[binhost]\nCPV: app-misc/a-1\nPATH: app-misc/a/a-1-1.gpkg.tar\n[keyring]\nat: 9\n[file app-misc/a/a-1-1.gpkg.tar]\nPF: a-1\nCATEGORY: app-misc\nSLOT: 0\nsignature: ';
  const run = (state: string) => check(readScenario(`${file}${state}\n`), [], RULES, { only: IDS }).findings;

  it('are those of the contract, and whose signature it is', () => {
    const [finding] = run(
      'bad code=digest-mismatch field=image.tar.zst offset=9728 expected=aa actual=bb userId=me',
    );
    expect(finding).toMatchObject({
      subject: { cpv: 'app-misc/a-1', path: 'app-misc/a/a-1-1.gpkg.tar' },
      data: {
        code: 'digest-mismatch',
        field: 'image.tar.zst',
        offset: 9728,
        expected: 'aa',
        actual: 'bb',
        who: 'me',
      },
    });
  });

  it('say nothing of a good signature, or of one that nothing was held against', () => {
    expect(run('good')).toEqual([]);
    expect(run('unchecked')).toEqual([]);
  });
});
