import { describe, expect, it } from 'vitest';
import { findPackageUse, type UseLine } from '../../../src/model/client/hit-rate-package-use.js';
import { parseAtom } from '../../../src/pms/parse-atom.js';
import { readWorld } from '../../support/client-world.js';

function find(text: string, targets = ['app-misc/a']) {
  const { chooser, chooserOf, clients } = readWorld(text);
  const client = clients[0]!;
  const choices = targets.map(target => chooser.choose(parseAtom(target)));
  const withLines = (lines: readonly UseLine[]) =>
    chooserOf({
      ...client,
      userPackageUse: [
        ...client.userPackageUse,
        ...lines.map(({ atom, flags }) => ({ atom: parseAtom(atom), value: flags, file: 'new', line: 1 })),
      ],
    });
  const { lines, taken, blocked } = findPackageUse(choices, chooser.view, withLines);
  return {
    lines: lines.map(({ atom, flags }) => `${atom} ${flags.join(' ')}`),
    taken,
    blocked: blocked.map(({ choice, obstacle }) => [
      choice.atom.text,
      obstacle.kind,
      'flags' in obstacle ? obstacle.flags.join(' ') : '',
    ]),
  };
}

const TREE = '[tree gentoo]\nCPV: app-misc/a-1\nIUSE: x y z\nKEYWORDS: amd64\n';
const build = (id: number, use: string, iuse = 'x y z') =>
  `CPV: app-misc/a-1\nBUILD_ID: ${id}\nBUILD_TIME: ${id}\nIUSE: ${iuse}\nKEYWORDS: amd64\n${use === '' ? '' : `USE: ${use}\n`}\n`;
const CLIENT = '[profile amd64]\nUSE: x\n';

describe('the smallest package.use', () => {
  it('is empty where everything is taken', () => {
    expect(find(`[binhost]\n${build(1, 'x')}${TREE}${CLIENT}`)).toEqual({ lines: [], taken: 1, blocked: [] });
  });

  it('has the flags of the build that differs least', () => {
    expect(find(`[binhost]\n${build(1, 'x y')}${build(2, 'y z')}${TREE}${CLIENT}`)).toEqual({
      lines: ['=app-misc/a-1 y'],
      taken: 1,
      blocked: [],
    });
  });

  it('overrules a line of the client about the same package', () => {
    const client = `${CLIENT}package.use: app-misc/a -y z\n`;
    expect(find(`[binhost]\n${build(1, 'x y')}${TREE}${client}`)).toEqual({
      lines: ['=app-misc/a-1 y -z'],
      taken: 1,
      blocked: [],
    });
  });

  it('takes a build farther off where the profile forbids the flags of the nearest', () => {
    expect(find(`[binhost]\n${build(1, 'x y')}${build(2, '')}${TREE}${CLIENT}use.mask: y\n`)).toMatchObject({
      lines: ['=app-misc/a-1 -x'],
      taken: 1,
    });
  });

  it('says which flags stand in the way: masked, forced, not of the ebuild', () => {
    expect(find(`[binhost]\n${build(1, 'x y')}${TREE}${CLIENT}use.mask: y\n`).blocked).toEqual([
      ['app-misc/a', 'masked', 'y'],
    ]);
    expect(find(`[binhost]\n${build(1, 'x')}${TREE}${CLIENT}use.force: z\n`).blocked).toEqual([
      ['app-misc/a', 'forced', 'z'],
    ]);
    expect(find(`[binhost]\n${build(1, 'x', 'x y old')}${TREE}${CLIENT}`).blocked).toEqual([
      ['app-misc/a', 'iuse', 'old z'],
    ]);
  });

  it('does not help where flags are not the reason', () => {
    const text = `[binhost]\n${build(1, 'y').replace('KEYWORDS: amd64', 'KEYWORDS: ~amd64')}${TREE}${CLIENT}`;
    expect(find(text)).toEqual({ lines: [], taken: 0, blocked: [['app-misc/a', 'not-use', '']] });
  });

  it('is tried: a line that does not do it is told as such', () => {
    const text = `[binhost]\n${build(1, 'x y').replace('KEYWORDS', 'RDEPEND: dev-libs/gone\nKEYWORDS')}${TREE}${CLIENT}`;
    expect(find(text).blocked).toEqual([['app-misc/a', 'unproved', '']]);
  });
});
