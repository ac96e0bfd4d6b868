import { describe, expect, it } from 'vitest';
import { instanceName } from '../../../src/model/package.js';
import { compareUniverses } from '../../../src/solver/change/compare-universes.js';
import { readScenario } from '../../support/scenario.js';

const TEXT = '[binhost]\nCPV: a/a-1\n\nCPV: a/b-1\nRDEPEND: a/a\n\nCPV: a/c-1\nSLOT: 2\n\nCPV: a/d-1\n';

function compare(before: string, after: string) {
  const [one, two] = [readScenario(before), readScenario(after)];
  const { gone, added, heirs } = compareUniverses(one, two);
  const pairs = heirs.flatMap((heir, id) => (heir === null ? [] : [[id, heir.id]]));
  for (const [id, heir] of pairs as [number, number][])
    expect(one.packages[id]?.cpvText).toBe(two.packages[heir]?.cpvText);
  return { gone: gone.map(instanceName), added: added.map(instanceName), same: pairs.length };
}

describe('compareUniverses', () => {
  it('finds all packages of an equal universe again, in any order', () => {
    expect(compare(TEXT, TEXT)).toEqual({ gone: [], added: [], same: 4 });
    const [header, ...stanzas] = TEXT.replace('[binhost]\n', '[binhost]\n\n').trimEnd().split('\n\n');
    const turned = `${header}\n${stanzas.reverse().join('\n\n')}\n`;
    expect(compare(TEXT, turned)).toEqual({ gone: [], added: [], same: 4 });
  });

  it('tells what went and what came', () => {
    expect(compare(TEXT, TEXT.replace('CPV: a/b-1', 'CPV: a/b-2'))).toEqual({
      gone: ['a/b-1'],
      added: ['a/b-2'],
      same: 3,
    });
    expect(compare(TEXT, `${TEXT}\nCPV: a/e-1\n`)).toEqual({ gone: [], added: ['a/e-1'], same: 4 });
  });

  it('counts a changed package as gone and come', () => {
    for (const changed of [
      TEXT.replace('RDEPEND: a/a', 'RDEPEND: a/c'),
      TEXT.replace('RDEPEND: a/a', 'RDEPEND: a/a\nBUILD_ID: 2'),
      TEXT.replace('RDEPEND: a/a', 'RDEPEND: a/a\nPROVIDES: x86_64: l.so'),
    ]) {
      const { gone, added, same } = compare(TEXT, changed);
      expect([gone, added.length, same]).toEqual([['a/b-1'], 1, 3]);
    }
  });

  it('takes no notice of where files lie', () => {
    expect(compare(TEXT, TEXT.replace('RDEPEND: a/a', 'RDEPEND: a/a\nSHA1: 0\nMTIME: 5')).same).toBe(4);
  });

  it('finds nothing again under other implied flags, nor in another role', () => {
    const header = 'VERSION: 0\nIUSE_IMPLICIT: elibc_glibc\n\n';
    expect(compare(TEXT, TEXT.replace('[binhost]\n', `[binhost]\n${header}`)).same).toBe(0);
    expect(compare(TEXT, TEXT.replace('[binhost]', '[with]')).same).toBe(0);
  });

  it('tells equal stanzas of one index apart by their number', () => {
    const twice = '[binhost]\nCPV: a/a-1\n\nCPV: a/a-1\n';
    expect(compare(twice, twice).same).toBe(2);
    expect(compare(twice, '[binhost]\nCPV: a/a-1\n')).toEqual({ gone: ['a/a-1'], added: [], same: 1 });
  });
});
