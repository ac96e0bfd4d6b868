import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { RULES } from '../../src/rules/index.js';
import { readWorld } from '../support/client-world.js';

function judge(only: string, text: string) {
  const { universe, tree, clients } = readWorld(text);
  return check(universe, [], RULES, { only: [only], tree, clients }).findings;
}

const INDEX =
  '[binhost]\nCPV: app-misc/a-1\nBUILD_ID: 1\nBUILD_TIME: 10\nKEYWORDS: amd64\nIUSE: ssl\nUSE: ssl\n\nCPV: app-misc/a-1\nBUILD_ID: 2\nBUILD_TIME: 20\nKEYWORDS: amd64\nIUSE: ssl\n\nCPV: app-misc/b-1\nKEYWORDS: ~amd64\n';
const TREE =
  '[tree gentoo]\nCPV: app-misc/a-1\nKEYWORDS: amd64\nIUSE: ssl\n\nCPV: app-misc/b-1\nKEYWORDS: ~amd64\n';

describe('unreachable', () => {
  it('names what no client takes, with the reason for each client', () => {
    const one = judge('unreachable', `${INDEX}${TREE}[profile desktop]\nUSE: ssl\n`);
    expect(one.map(({ subject, data }) => [subject.cpv, subject.buildId, data['reasons']])).toEqual([
      ['app-misc/a-1', 2, ['desktop: built with -ssl']],
      ['app-misc/b-1', null, ['desktop: KEYWORDS ~amd64']],
    ]);
    const two = judge(
      'unreachable',
      `${INDEX}${TREE}[profile desktop]\nUSE: ssl\n[profile server]\nUSE: -ssl\n`,
    );
    expect(two.map(({ subject, data }) => [subject.cpv, data['why']])).toEqual([
      ['app-misc/b-1', 'KEYWORDS ~amd64'],
    ]);
  });

  it('leaves what no client whatever takes to another rule', () => {
    const text = `[binhost]\nCPV: app-misc/a-1\nEAPI: 99\nKEYWORDS: amd64\n${TREE}[profile desktop]\nUSE: ssl\n`;
    expect(judge('unreachable', text)).toEqual([]);
  });
});
