import { describe, expect, it } from 'vitest';
import { cycleBoundWays } from '../../../src/solver/change/cycle-bound.js';
import { readScenario } from '../../support/scenario.js';

function bound(text: string): readonly string[] {
  const universe = readScenario(`[binhost]\n${text}`);
  const ways = cycleBoundWays(universe);
  return universe.packages.filter(({ id }) => ways[id] !== null).map(({ cpvText }) => cpvText);
}

const RING = 'CPV: s/gpm-1\nRDEPEND: s/ncurses:0/6=\n\nCPV: s/ncurses-6\nSLOT: 0/6\nRDEPEND: s/gpm\n';

describe('cycleBoundWays', () => {
  it('binds a cycle through a slot operator and all who need it', () => {
    expect(bound(`${RING}\nCPV: s/user-1\nRDEPEND: || ( s/gpm s/ncurses )\n\nCPV: s/free-1\n`)).toEqual([
      's/gpm-1',
      's/ncurses-6',
      's/user-1',
    ]);
  });

  it('binds no cycle without a slot operator, and none that PDEPEND closes', () => {
    expect(bound(RING.replace(':0/6=', ''))).toEqual([]);
    expect(bound(RING.replace('RDEPEND: s/gpm', 'PDEPEND: s/gpm'))).toEqual([]);
  });

  it('binds those whom PDEPEND leads into a cycle', () => {
    expect(bound(`${RING}\nCPV: s/user-1\nPDEPEND: s/gpm\n`)).toContain('s/user-1');
  });

  it('binds nobody who has another way', () => {
    expect(bound(`${RING}\nCPV: s/gpm-2\n`)).toEqual([]);
    expect(
      bound(RING.replace('RDEPEND: s/gpm', 'RDEPEND: || ( s/free s/gpm )').concat('\nCPV: s/free-1\n')),
    ).toEqual([]);
  });

  it('sees through a slot operator that leads away from the cycle', () => {
    expect(
      bound('CPV: a/a-1\nRDEPEND: a/b a/lib:0/1=\n\nCPV: a/b-1\nRDEPEND: a/a\n\nCPV: a/lib-1\nSLOT: 0/1\n'),
    ).toEqual([]);
  });

  it('counts what cannot be had at all with the bound', () => {
    expect(bound('CPV: a/a-1\nRDEPEND: a/gone\n')).toEqual(['a/a-1']);
  });
});
