import { describe, expect, it } from 'vitest';
import { findGaps } from '../../src/answer/find-gaps.js';
import { check } from '../../src/check/check.js';
import { unreadPayload } from '../../src/model/payload.js';
import { RULES } from '../../src/rules/index.js';
import { readScenario } from '../support/scenario.js';

const universe = readScenario('[binhost]\nCPV: app-misc/a-1\nRDEPEND: dev-libs/absent\n');
const NOTHING = { required: [], payload: false };

describe('what an audit was asked for and could not do', () => {
  it('is nothing where all ran that had to', () => {
    expect(findGaps(universe, check(universe, [], RULES), NOTHING)).toEqual([]);
  });

  it('is a rule that was asked for, with what it lacked', () => {
    const result = check(universe, [], RULES, { force: ['mirror-stale', 'unmet-dependency'] });
    expect(
      findGaps(universe, result, { required: ['mirror-stale', 'unmet-dependency'], payload: false }),
    ).toEqual([{ kind: 'rule', rule: 'mirror-stale', wanted: ['mirror'] }]);
  });

  it('is everything where no rule ran', () => {
    const result = check(universe, [], RULES, { only: [] });
    expect(findGaps(universe, result, NOTHING)).toEqual([{ kind: 'no-rule' }]);
  });

  it('is the contents of an index, and of packages that cannot be unpacked', () => {
    const result = check(universe, [], RULES);
    const demands = { required: [], payload: true };
    const [location] = universe.sources.map(source => source.location);
    expect(findGaps(universe, result, demands)).toEqual([{ kind: 'index-only', location }]);
    const problem = { code: 'x', message: 'cut off', offset: null, effect: 'unchecked' } as const;
    const payloads = new Map([['a.xpak', unreadPayload([problem])]]);
    const read = { ...universe, sources: universe.sources.map(source => ({ ...source, payloads })) };
    expect(findGaps(read, result, demands)).toEqual([
      { kind: 'contents', location, places: [{ path: 'a.xpak', why: 'cut off' }] },
    ]);
    expect(findGaps(read, result, NOTHING)).toEqual([]);
  });

  it('is a place of the binhost that could not be looked into', () => {
    const problem = { code: 'directory-unreadable', file: 'app-misc', message: 'EACCES.', offset: null };
    const closed = {
      ...universe,
      sources: universe.sources.map(source => ({ ...source, problems: [problem] })),
    };
    expect(findGaps(closed, check(universe, [], RULES), NOTHING)).toMatchObject([
      { kind: 'unread', places: [{ path: 'app-misc', why: 'EACCES' }] },
    ]);
  });

  it('is a proof that was given up', () => {
    // Deeper than is read here, though not deeper than Portage reads.
    const deep = `${'( '.repeat(1001)}dev-libs/b${' )'.repeat(1001)}`;
    const unreadable = readScenario(`[binhost]\nCPV: app-misc/a-1\nRDEPEND: ${deep}\n`);
    const result = check(unreadable, [], RULES, { prove: true });
    expect(findGaps(unreadable, result, NOTHING)).toEqual([{ kind: 'unproved', packages: 1 }]);
  });
});
