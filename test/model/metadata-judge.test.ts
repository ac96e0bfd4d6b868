// The validity of metadata against Portage's own answers (`fixtures/portage/metadata-validity.tsv`), and what follows from it.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { readPackagesIndex } from '../../src/formats/packages-index/packages-index.js';
import { buildUniverse } from '../../src/model/build-universe.js';
import type { Universe } from '../../src/model/universe.js';
import { effectiveIuse } from '../../src/pms/iuse.js';
import { RULES } from '../../src/rules/index.js';
import { judgeInstallability } from '../../src/solver/installability/judge-installability.js';
import { readScenario } from '../support/scenario.js';

const TABLE = new URL('../../fixtures/portage/metadata-validity.tsv', import.meta.url);
const PROVIDER = 'CPV: lib/d-1\nEAPI: 8\nIUSE: f g\nSLOT: 0/1\nUSE: f\n';

function universeOf(entry: string): Universe {
  const index = readPackagesIndex(
    new TextEncoder().encode(`ARCH: x86\nVERSION: 0\n\n${entry}\n${PROVIDER}\n`),
  );
  const source = { role: 'candidate', location: 'x', name: 'x', kind: 'index' } as const;
  const { header, entries: records } = index;
  const nothing = { problems: [], files: null, discrepancies: null, digest: null };
  return buildUniverse([{ ...source, ...nothing, header, records, iuseEffective: effectiveIuse(header) }]);
}

/** As the letters of the table. */
function answer(entry: string): string {
  const universe = universeOf(entry);
  const [pkg] = universe.judged;
  if (pkg === undefined) return 'none';
  if (pkg.faults.some(({ stopsReader }) => stopsReader === true)) return 's';
  if (pkg.faults.length > 0) return 'i';
  return judgeInstallability(universe, [pkg], { baseline: null })[0]?.verdict === 'installable' ? 't' : 'u';
}

const rows = readFileSync(TABLE, 'utf8')
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'))
  .map(line => line.split('\t') as [string, string, string, string, string]);

describe.each([...new Set(rows.map(([keys]) => keys))])('%s', keys => {
  it('is valid for the EAPIs for which it is to Portage', () => {
    for (const [own, eapis, answers, iuse, value] of rows) {
      if (own !== keys) continue;
      const list = eapis === '0-9' ? [...'0123456789'] : eapis.split(',');
      for (const key of keys.split(',')) {
        const got = list.map(eapi => {
          const lines = [key === 'EAPI' ? '' : `EAPI: ${eapi}\n`, key === 'IUSE' ? '' : `IUSE: ${iuse}\n`];
          return answer(`CPV: app/e0-1\n${lines.join('')}${key}: ${value}\n`);
        });
        expect([key, iuse, value, got.join('')]).toEqual([key, iuse, value, answers]);
      }
    }
  });
});

describe('a package that no client takes', () => {
  const CASE_02 =
    '[binhost]\nCPV: dev-libs/a-1\nEAPI: 7-hdepend\n\nCPV: dev-libs/b-1\nRDEPEND: dev-libs/a\n\nCPV: dev-libs/c-1\nRDEPEND: dev-libs/b\n';

  it('serves nobody, and its dependents follow from it', () => {
    const universe = readScenario(CASE_02);
    const verdicts = judgeInstallability(universe, universe.judged, { baseline: null });
    expect(verdicts.map(({ verdict }) => verdict)).toEqual([
      'not-installable',
      'not-installable',
      'not-installable',
    ]);
    const { findings, unusable, faulty } = check(universe, [], RULES, {
      only: ['metadata-invalid', 'environment-mixed', 'unmet-dependency', 'not-installable'],
      prove: true,
    });
    const [root, ...others] = findings.filter(({ causedBy }) => causedBy === null);
    expect([root?.rule, root?.subject.cpv, others]).toEqual(['metadata-invalid', 'dev-libs/a-1', []]);
    const unmet = findings.find(({ rule }) => rule === 'unmet-dependency');
    expect([unmet?.message, unmet?.causedBy]).toEqual(['masked', root?.fingerprint]);
    expect([unusable, faulty]).toEqual([3, 1]);
  });

  it('leaves its place to an older build that clients take', () => {
    const universe = readScenario(
      '[binhost]\nCPV: dev-libs/a-1\n\nCPV: dev-libs/a-2\nEAPI: 99\n\nCPV: dev-libs/b-1\nRDEPEND: dev-libs/a\n',
    );
    const b = universe.judged.filter(({ cpn }) => cpn === 'dev-libs/b');
    const [verdict] = judgeInstallability(universe, b, { baseline: null });
    expect(verdict?.verdict === 'installable' && verdict.merge.map(({ cpvText }) => cpvText)).toEqual([
      'dev-libs/a-1',
      'dev-libs/b-1',
    ]);
  });

  it('is told once, by one rule', () => {
    const text =
      '[binhost]\nCPV: app-misc/a-1\nEAPI: 99\n\nCPV: app-misc/b-1\nRDEPEND: || ( app-misc/a\nSLOT: -1\n';
    const { findings } = check(readScenario(text), [], RULES, {
      only: ['metadata-invalid', 'environment-mixed', 'index-grammar'],
    });
    expect(findings.map(({ rule, data }) => [rule, data['key'] ?? data['value']])).toEqual([
      ['metadata-invalid', '99'],
      ['metadata-invalid', 'RDEPEND'],
      ['metadata-invalid', 'SLOT'],
    ]);
  });

  it('is told of a background binhost as what cannot be taken from there', () => {
    const text =
      '[binhost]\nCPV: app-misc/a-1\nRDEPEND: app-misc/b\n[with other]\nCPV: app-misc/b-1\nEAPI: 99\n';
    const { findings } = check(readScenario(text), [], RULES, {
      only: ['metadata-invalid', 'index-grammar', 'unmet-dependency'],
    });
    expect(findings.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      'index-grammar input',
      'unmet-dependency masked',
    ]);
  });

  it('is no matter where it is installed: Portage keeps it and lets it satisfy', () => {
    const text =
      '[binhost]\nCPV: app-misc/a-1\nRDEPEND: app-misc/b\n[installed]\nCPV: app-misc/b-1\nEAPI: 99\n';
    expect(check(readScenario(text), [], RULES, { only: ['unmet-dependency'] }).findings).toEqual([]);
  });

  it('is not one for a flag that its profile may imply, where nothing is known of the profile', () => {
    const faults = (header: string, flag: string) =>
      readScenario(`[binhost]\n${header}VERSION: 0\n\nCPV: app-misc/a-1\nRDEPEND: ${flag}? ( app-misc/b )\n`)
        .judged[0]?.faults.length;
    expect([faults('', 'elibc_musl'), faults('', 'x86'), faults('', 'ssl')]).toEqual([0, 0, 1]);
    expect(faults('USE_EXPAND_IMPLICIT: ELIBC\n', 'elibc_musl')).toBe(1);
  });
});
