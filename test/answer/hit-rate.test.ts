import { describe, expect, it } from 'vitest';
import {
  answerHitRate,
  decideHitRate,
  describeHitRate,
  type HitRateOptions,
} from '../../src/answer/hit-rate.js';
import { readWorld } from '../support/client-world.js';
import { makeClient } from '../support/make-client.js';

const { universe, tree } = readWorld(
  '[binhost]\nCPV: app-misc/a-1\nIUSE: ssl\nUSE: ssl\nKEYWORDS: amd64\n\nCPV: app-misc/b-1\nKEYWORDS: amd64\n\n' +
    '[tree gentoo]\nCPV: app-misc/a-1\nIUSE: ssl\nKEYWORDS: amd64\n\nCPV: app-misc/b-1\nKEYWORDS: amd64\n[profile amd64]\n',
);
const ask = (options: HitRateOptions = {}) => answerHitRate(universe, tree, [makeClient()], options);

describe('what a client takes', () => {
  it('is counted over every name that index and tree have', () => {
    const answer = ask();
    const { clients, source } = describeHitRate(answer, 'live');
    expect(source).toBe('live');
    expect(clients[0]).toMatchObject({ client: 'desktop', targets: 2, percent: 50 });
    expect(clients[0]?.packages.map(({ target, outcome }) => [target, outcome])).toEqual([
      ['app-misc/a', 'use'],
      ['app-misc/b', 'taken'],
    ]);
    expect(decideHitRate(answer)).toBe('pass');
    expect([decideHitRate(answer, 50), decideHitRate(answer, 50.1)]).toEqual(['pass', 'fail']);
  });

  it('comes with the lines that would help and the packages that are safe, where asked', () => {
    const [client] = describeHitRate(ask({ packageUse: true, subset: true }), 'live').clients;
    expect(client?.packageUse).toMatchObject({ lines: [{ flags: ['ssl'] }], taken: 2 });
    expect(client?.getbinpkgInclude).toMatchObject({ names: ['app-misc/b'], unsafe: [] });
  });

  it('is asked of names that are in the tree', () => {
    expect(describeHitRate(ask({ words: ['app-misc/b-1'] }), '').clients[0]?.targets).toBe(1);
    const problem = (word: string) => {
      try {
        ask({ words: [word] });
      } catch (error) {
        return (error as { problem?: object }).problem;
      }
      return null;
    };
    expect(problem('!!')).toEqual({ kind: 'no-target', word: '!!' });
    expect(problem('app-misc/c')).toEqual({
      ...{ kind: 'not-in-tree', name: 'app-misc/c' },
      nearest: 'app-misc/a',
    });
  });
});
