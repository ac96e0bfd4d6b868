import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instanceName } from '../../../src/model/package.js';
import { baselinesOf } from '../../../src/model/place.js';
import type { Universe } from '../../../src/model/universe.js';
import { findImpact, type Loss } from '../../../src/solver/installability/find-impact.js';
import { judgeInstallability } from '../../../src/solver/installability/judge-installability.js';
import { runs } from '../../support/long.js';
import { realData } from '../../support/real-data.js';
import { readScenario } from '../../support/scenario.js';

const placeOf = (universe: Universe) => baselinesOf(universe)[0] ?? null;

function impactOf(text: string, name: string) {
  const universe = readScenario(text);
  const pkg = universe.judged.find(one => instanceName(one) === name)!;
  const [impact] = findImpact(universe, [pkg], placeOf(universe));
  return impact!;
}

const namesOf = ({ lost, directly }: Loss) => ({
  lost: lost.map(instanceName),
  directly: directly.map(instanceName),
});

const CHAIN =
  '[binhost]\nCPV: x/a-1\nRDEPEND: x/b\n\nCPV: x/b-1\nRDEPEND: x/c\n\nCPV: x/c-1\n\nCPV: x/free-1\nRDEPEND: || ( x/c x/other )\n\nCPV: x/other-1\n';

describe('findImpact', () => {
  it('tells who cannot be installed without a package, and who of them asks for it', () => {
    expect(namesOf(impactOf(CHAIN, 'x/c-1').build)).toEqual({
      lost: ['x/a-1', 'x/b-1'],
      directly: ['x/b-1'],
    });
    expect(namesOf(impactOf(CHAIN, 'x/a-1').build)).toEqual({ lost: [], directly: [] });
  });

  it('tells one build from all of its name', () => {
    const text = `${CHAIN}\nCPV: x/c-2\n\nCPV: x/new-1\nRDEPEND: >=x/c-2\n`;
    const { build, name } = impactOf(text, 'x/c-1');
    expect(namesOf(build)).toEqual({ lost: [], directly: [] });
    expect(name.withdrawn.map(instanceName)).toEqual(['x/c-1', 'x/c-2']);
    expect(namesOf(name)).toEqual({ lost: ['x/a-1', 'x/b-1', 'x/new-1'], directly: ['x/b-1', 'x/new-1'] });
    expect(namesOf(impactOf(text, 'x/c-2').build)).toEqual({ lost: ['x/new-1'], directly: ['x/new-1'] });
  });

  it('sees losses that no single need shows', () => {
    // The other alternative is there, but it blocks what the package needs besides.
    const text =
      '[binhost]\nCPV: x/a-1\nRDEPEND: || ( x/b x/c ) x/d\n\nCPV: x/b-1\n\nCPV: x/c-1\nRDEPEND: !x/d\n\nCPV: x/d-1\n';
    expect(namesOf(impactOf(text, 'x/b-1').build)).toEqual({ lost: ['x/a-1'], directly: [] });
    expect(namesOf(impactOf(text, 'x/c-1').build)).toEqual({ lost: [], directly: [] });
  });

  it('counts no loss of what cannot be installed anyway', () => {
    expect(namesOf(impactOf(CHAIN.replace('x/b\n', 'x/b x/gone\n'), 'x/c-1').build).lost).toEqual(['x/b-1']);
  });

  it('leaves what is installed where it is', () => {
    const installed = '[installed]\nCPV: x/c-1\n';
    expect(namesOf(impactOf(CHAIN + installed, 'x/c-1').name)).toEqual({ lost: [], directly: [] });
    const newer = CHAIN.replace('RDEPEND: x/c\n', 'RDEPEND: >=x/c-2\n').replace('CPV: x/c-1', 'CPV: x/c-2');
    expect(namesOf(impactOf(newer + installed, 'x/c-2').name).lost).toEqual(['x/a-1', 'x/b-1']);
  });

  it('takes no way that removes what is installed without need', () => {
    // Only x/b, which nothing asks for, would drive out x/a, and then x/c could go for the sake of x/e.
    const text = `[binhost]
CPV: x/b-1

CPV: x/c-1
RDEPEND: x/d

CPV: x/d-1

CPV: x/e-1

[installed]
CPV: x/a-1
RDEPEND: || ( x/c x/d ) !x/b

CPV: x/c-1
RDEPEND: !x/e

CPV: x/e-1
`;
    expect(namesOf(impactOf(text, 'x/d-1').build).lost).toEqual(['x/c-1', 'x/e-1']);
  });

  it('gives no verdict on what the limit leaves open', () => {
    const universe = readScenario(CHAIN);
    const loss = findImpact(universe, universe.judged.slice(2, 3), null, { conflictLimit: 0 })[0]!.build;
    expect([...loss.lost, ...loss.undecided].map(instanceName).sort()).toEqual(['x/a-1', 'x/b-1']);
  });
});

const CPVS = ['x/a-1', 'x/a-2', 'x/b-1', 'x/b-2', 'x/c-1', 'x/d-1', 'x/e-1'];
const need = fc.constantFrom(
  ...[
    'x/a',
    '>=x/a-2',
    'x/b',
    '=x/b-1',
    '!x/b',
    'x/c',
    '|| ( x/c x/d )',
    '|| ( >=x/a-2 x/d )',
    'x/d',
    'x/e',
    '!x/e',
  ],
);
const entries = fc.array(
  fc.record({ needs: fc.uniqueArray(need, { maxLength: 3 }), slot: fc.constantFrom('0', '0', '1') }),
  { minLength: CPVS.length, maxLength: CPVS.length },
);

describe('against a binhost that lacks the packages', () => {
  const write = (
    list: readonly { needs: readonly string[]; slot: string }[],
    left: (cpv: string) => boolean,
  ) =>
    list
      .map(({ needs, slot }, at) => ({ cpv: CPVS[at]!, text: `SLOT: ${slot}\nRDEPEND: ${needs.join(' ')}` }))
      .filter(({ cpv }) => left(cpv))
      .map(({ cpv, text }) => `CPV: ${cpv}\n${text}\n`)
      .join('\n');

  const installable = (universe: Universe) =>
    judgeInstallability(universe, universe.judged, {
      baseline: placeOf(universe),
      withoutOrder: true,
      reasons: false,
    })
      .filter(({ verdict }) => verdict === 'installable')
      .map(({ package: pkg }) => instanceName(pkg));

  it.each([false, true])('loses the same (on a baseline: %s)', hasBaseline => {
    fc.assert(
      fc.property(entries, entries, (offered, installed) => {
        const end = hasBaseline
          ? `[installed]\n${write(installed, cpv => ['x/a-1', 'x/c-1', 'x/e-1'].includes(cpv))}`
          : '';
        const scenario = (left: (cpv: string) => boolean) => `[binhost]\n${write(offered, left)}${end}`;
        const universe = readScenario(scenario(() => true));
        const before = installable(universe);
        for (const { package: pkg, build, name } of findImpact(
          universe,
          universe.judged,
          placeOf(universe),
        )) {
          for (const { withdrawn, lost } of [build, name]) {
            const gone = withdrawn.map(instanceName);
            const after = installable(readScenario(scenario(cpv => !gone.includes(cpv))));
            const expected = before.filter(one => !gone.includes(one) && !after.includes(one));
            expect(lost.map(instanceName), `without ${gone} for ${instanceName(pkg)}`).toEqual(expected);
          }
        }
      }),
      { ...runs(40), seed: 7 },
    );
  });
});

const INDEX = fileURLToPath(
  new URL('../../../../shared/data/indices/x86-1M2-2022-11-clean/Packages', import.meta.url),
);

describe.skipIf(realData('indices/x86-1M2-2022-11-clean') === null)('a real index', () => {
  const text = () => readFileSync(INDEX, 'utf8').replace(/^[\s\S]*?\n\n/, '');
  const solvable = (universe: Universe) =>
    judgeInstallability(universe, universe.judged, { baseline: null, withoutOrder: true, reasons: false })
      .filter(({ verdict }) => verdict === 'installable')
      .map(({ package: pkg }) => instanceName(pkg));

  it.each(['sys-libs/ncurses', 'dev-lang/perl'])('%s: the same as without its entries', name => {
    const universe = readScenario(`[binhost]\n${text()}`);
    const pkg = universe.byCpn.get(name)!.at(-1)!;
    const loss = findImpact(universe, [pkg], null)[0]!.name;
    const rest = text()
      .split('\n\n')
      .filter(entry => !entry.includes(`CPV: ${name}-`))
      .join('\n\n');
    const after = new Set(solvable(readScenario(`[binhost]\n${rest}`)));
    const gone = new Set(loss.withdrawn.map(instanceName));
    const expected = solvable(universe).filter(one => !gone.has(one) && !after.has(one));
    expect(expected.length).toBeGreaterThan(100);
    expect(loss.lost.map(instanceName).sort()).toEqual(expected.sort());
  });
});
