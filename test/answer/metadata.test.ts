import { describe, expect, it } from 'vitest';
import {
  answerMetadata,
  decideMetadata,
  describeEbuild,
  describeVerification,
  listMetadata,
  type Reading,
  type Verification,
} from '../../src/answer/metadata.js';

const SUBJECT = { repository: 'base', ignored: [{ path: 'x/a/y.ebuild', why: 'is none' }] };
const file = { category: 'x', pn: 'a', version: '1' };
const known = (origin: 'cache' | 'evaluation') => ({
  ...{ outcome: 'metadata' as const, file, origin },
  entry: { values: { SLOT: '0', EAPI: '8', IUSE: '' }, eclasses: [{ name: 'one', md5: 'ff' }], md5: 'aa' },
});
const READINGS: readonly Reading[] = [
  known('cache'),
  known('evaluation'),
  { outcome: 'refused', file, why: 'die' },
  { outcome: 'unknown', file, why: 'loops' },
];

async function* pass(readings: readonly Reading[]): AsyncGenerator<Reading> {
  yield* readings;
}

const SOUND: Verification = {
  ...{ ebuilds: 2, equal: 2, different: [], unknown: [], refused: [] },
  ...{ missing: [], stale: [], damaged: [], notCompared: [] },
};
const decideOn = (more: Partial<Verification>) =>
  decideMetadata(describeVerification(SUBJECT, 'cache', { ...SOUND, ...more }));
const REASON = { cpv: 'x/a-1', why: 'it does' };

describe('what ebuilds say', () => {
  it('is summed up as it passes by', async () => {
    const record = await answerMetadata(SUBJECT, pass(READINGS));
    expect(record).toEqual({
      ...{ schema: 'binpkg-check/metadata/1', repository: 'base', ignored: SUBJECT.ignored },
      ...{ ebuilds: 4, cached: 1, evaluated: 1 },
      refused: [{ cpv: 'x/a-1', why: 'die' }],
      unknown: [{ cpv: 'x/a-1', why: 'loops' }],
    });
    expect(decideMetadata(record)).toBe('undecided');
    expect(decideMetadata(await answerMetadata(SUBJECT, pass(READINGS.slice(0, 2))))).toBe('pass');
    expect([...listMetadata(record)]).toEqual([{ kind: 'metadata', ...record }]);
  });

  it('is told of one ebuild in the order of the cache, without what it leaves empty', () => {
    expect(JSON.stringify(describeEbuild(known('cache')))).toBe(
      '{"cpv":"x/a-1","origin":"cache","metadata":{"EAPI":"8","SLOT":"0"},"eclasses":{"one":"ff"},"md5":"aa"}',
    );
  });

  it('fails for an ebuild that was asked for and has no metadata, whatever else is unknown', async () => {
    const record = { ...(await answerMetadata(SUBJECT, pass(READINGS))), packages: [] };
    expect(decideMetadata(record)).toBe('fail');
  });
});

describe('a comparison with an md5-cache', () => {
  it('fails where they differ, whatever else is unknown', () => {
    expect(decideOn({})).toBe('pass');
    expect(decideOn({ missing: ['x/b-1'] })).toBe('fail');
    expect(decideOn({ stale: ['x/b-1'], unknown: [REASON] })).toBe('fail');
    expect(decideOn({ different: [{ cpv: 'x/a-1', key: 'SLOT', expected: '0', actual: '1' }] })).toBe('fail');
    expect(decideOn({ refused: [{ ...REASON, listed: true }] })).toBe('fail');
    expect(decideOn({ refused: [{ ...REASON, listed: false }] })).toBe('pass');
    expect(decideOn({ unknown: [REASON] })).toBe('undecided');
    expect(decideOn({ damaged: [REASON] })).toBe('undecided');
  });

  it('is a line for each thing that is to be looked at', () => {
    const record = describeVerification(SUBJECT, 'cache', { ...SOUND, stale: ['x/b-1'], damaged: [REASON] });
    const [whole, ...lines] = listMetadata(record);
    expect(whole).toMatchObject({ kind: 'metadata', schema: 'binpkg-check/metadata/1' });
    expect(lines).toEqual([
      { kind: 'damaged', ...REASON },
      { kind: 'stale', cpv: 'x/b-1' },
    ]);
  });
});
