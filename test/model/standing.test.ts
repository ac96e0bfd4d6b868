// What a client has that stands on a baseline.

import { describe, expect, it } from 'vitest';
import { standingOn } from '../../src/model/standing.js';
import { readScenario } from '../support/scenario.js';

const TEXT =
  '[binhost]\nCPV: a/new-2\nBUILD_TIME: 2\n\nCPV: a/new-1\nBUILD_TIME: 1\n\nCPV: a/same-1\nBUILD_TIME: 1\n\nCPV: a/rebuilt-1\nBUILD_TIME: 9\n\nCPV: a/older-1\n\nCPV: a/fresh-1\n[installed one]\nCPV: a/new-1\nBUILD_TIME: 1\nPROVIDES: x86_64: libn.so.1\n\nCPV: a/same-1\nBUILD_TIME: 1\nREQUIRES: x86_64: libn.so.1\n\nCPV: a/rebuilt-1\nBUILD_TIME: 3\n\nCPV: a/rebuilt-1\nBUILD_TIME: 1\n\nCPV: a/older-2\n[installed two]\nCPV: a/fresh-1\n';
const universe = readScenario(TEXT);
const one = standingOn(universe, 1);
const offered = (cpv: string) => universe.judged.find(({ cpvText }) => cpvText === cpv)!;
const stood = (cpv: string) => one.installed.find(({ cpvText }) => cpvText === cpv)!;

describe('a standing', () => {
  it('has the newest of each slot of its own baseline', () => {
    expect(one.name).toBe('one');
    const found = one.installed.map(({ cpvText, buildTime }) => `${cpvText} ${buildTime}`);
    expect(found.sort()).toEqual(['a/new-1 1', 'a/older-2 0', 'a/rebuilt-1 3', 'a/same-1 1']);
    expect(one.inSlotOf(offered('a/fresh-1'))).toBeNull();
    expect(one.satisfies(universe.atom('>=a/older-2'))).toBe(true);
    expect(one.satisfies(universe.atom('a/fresh'))).toBe(false);
  });

  it('lacks all but the builds that it has', () => {
    const lacking = universe.judged.filter(pkg => one.lacks(pkg)).map(({ cpvText }) => cpvText);
    expect(lacking).toEqual(['a/new-2', 'a/rebuilt-1', 'a/older-1', 'a/fresh-1']);
  });

  it('knows who has a library and who needs it', () => {
    const [soname] = stood('a/new-1').provides;
    expect(one.providersOf(soname!)).toEqual([stood('a/new-1')]);
    expect(one.usersOf(soname!)).toEqual([stood('a/same-1')]);
    expect(standingOn(universe, 2).providersOf(soname!)).toEqual([]);
  });
});
