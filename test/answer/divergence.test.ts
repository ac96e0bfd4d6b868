import { describe, expect, it } from 'vitest';
import {
  answerDivergence,
  decideDivergence,
  describeDivergence,
  listDivergence,
} from '../../src/answer/divergence.js';
import { readWorld } from '../support/client-world.js';
import { makeClient } from '../support/make-client.js';

const { universe, tree } = readWorld(
  '[binhost]\nCPV: app-misc/b-1\nKEYWORDS: ~amd64\n\n[tree gentoo]\nCPV: app-misc/b-1\nKEYWORDS: ~amd64\n[profile amd64]\n',
);
const stable = makeClient();
const testing = makeClient({ acceptKeywords: ['amd64', '~amd64'] });

describe('two configurations', () => {
  it('fail where a setting differs for a published package', () => {
    const found = answerDivergence(universe, tree, { a: stable, b: testing });
    const record = describeDivergence(found, 'live', { a: 'builder', b: 'client' });
    expect(record).toMatchObject({
      ...{ schema: 'binpkg-check/divergence/1', a: 'builder', b: 'client', source: 'live' },
      ...{ versions: 1, divergent: 1 },
      settings: [{ effects: [{ kind: 'visibility', cpv: 'app-misc/b-1', hiddenFrom: 'a' }] }],
    });
    expect(listDivergence(record)).toHaveLength(2);
    expect(decideDivergence(found)).toBe('fail');
  });

  it('pass where none does', () => {
    const found = answerDivergence(universe, tree, { a: stable, b: stable });
    expect(decideDivergence(found)).toBe('pass');
  });
});
