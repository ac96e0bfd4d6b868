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

describe('client-floor', () => {
  it('says what raises it, the highest first, and how many packages', () => {
    const text =
      '[binhost]\nCPV: app-misc/a-1\nPATH: a.gpkg.tar\n\nCPV: app-misc/b-1\nEAPI: 9\n\nCPV: app-misc/c-1\nEAPI: 7\n';
    const [finding, ...others] = judge('client-floor', text);
    expect([finding?.severity, finding?.data['floor'], others]).toEqual(['info', '3.0.76', []]);
    expect(finding?.data['steps']).toEqual([
      'EAPI 9 needs 3.0.76 (1 of 3)',
      'gpkg needs 3.0.31 (1 of 3)',
      'EAPI 8 needs 3.0.20 (1 of 3)',
    ]);
  });
});
