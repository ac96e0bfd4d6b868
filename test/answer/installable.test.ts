import { describe, expect, it } from 'vitest';
import { answerInstallable, decideInstallable, describeInstallable } from '../../src/answer/installable.js';
import { makeClient } from '../support/make-client.js';
import { readScenario } from '../support/scenario.js';

const HOST = '[binhost]\nCPV: x/a-1\nRDEPEND: x/b\n\nCPV: x/b-1\n\nCPV: x/c-1\nRDEPEND: x/gone\n';
const ROOTS = '[installed one]\nCPV: x/gone-1\n[installed two]\nCPV: x/other-1\n';

describe('which packages can be installed', () => {
  it('is answered for each package from an empty root', () => {
    const answer = answerInstallable(readScenario(HOST));
    const record = describeInstallable(answer);
    expect(record.schema).toBe('binpkg-check/installable/1');
    expect(record.verdicts.map(({ cpv, verdict, baseline }) => [cpv, verdict, baseline])).toEqual([
      ['x/a-1', 'installable', null],
      ['x/b-1', 'installable', null],
      ['x/c-1', 'not-installable', null],
    ]);
    expect(record.verdicts[0]?.merge).toEqual(['x/b-1', 'x/a-1']);
    expect(decideInstallable(answer)).toBe('fail');
    expect(decideInstallable(answer, 'never')).toBe('pass');
  });

  it('is answered from each baseline, for what is asked', () => {
    const answer = answerInstallable(readScenario(HOST + ROOTS), { words: ['x/c'] });
    const { verdicts } = describeInstallable(answer);
    expect(verdicts.map(({ cpv, verdict, baseline }) => [cpv, verdict, baseline])).toEqual([
      ['x/c-1', 'installable', 'one'],
      ['x/c-1', 'not-installable', 'two'],
    ]);
  });

  it('names which of several clients is meant', () => {
    const clients = [makeClient({ name: 'stable' }), makeClient({ name: 'testing' })];
    const names = (count: number) =>
      answerInstallable(readScenario(HOST), {
        words: ['x/b'],
        clients: clients.slice(0, count),
      }).standings.map(({ baseline }) => baseline);
    expect(names(2)).toEqual(['an empty root as stable', 'an empty root as testing']);
    expect(names(1)).toEqual([null]);
  });

  it('is undecided where nothing is refused and something is not known', () => {
    const answer = answerInstallable(readScenario('[binhost]\nCPV: x/a-1\n'));
    const [standing] = answer.standings;
    const [verdict] = standing!.verdicts;
    const unknown = { package: verdict!.package, verdict: 'unknown' as const, why: 'a limit was reached' };
    const undecided = { ...answer, standings: [{ ...standing!, verdicts: [unknown] }] };
    expect(decideInstallable(undecided)).toBe('undecided');
    const both = answerInstallable(readScenario(`${HOST}\nCPV: x/d-1\nRDEPEND: x/b (\n`));
    expect(decideInstallable(both)).toBe('fail');
  });
});
