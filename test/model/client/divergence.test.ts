import { describe, expect, it } from 'vitest';
import type { ClientSettings } from '../../../src/model/client/client-settings.js';
import { type Effect, findDivergence } from '../../../src/model/client/divergence.js';
import { parseAtom } from '../../../src/pms/parse-atom.js';
import { readWorld } from '../../support/client-world.js';
import { makeClient, makeLevel } from '../../support/make-client.js';

const PACKAGES =
  '[binhost]\nCPV: app-misc/a-1\nIUSE: ssl\nKEYWORDS: amd64\n\nCPV: app-misc/b-1\nKEYWORDS: ~amd64\n\n' +
  '[tree gentoo]\nCPV: app-misc/a-1\nIUSE: ssl\nKEYWORDS: amd64\nRDEPEND: ssl? ( dev-libs/openssl ) !ssl? ( dev-libs/none )\n\n' +
  'CPV: app-misc/b-1\nKEYWORDS: ~amd64\n';

function compare(a: Partial<ClientSettings>, b: Partial<ClientSettings>, text = PACKAGES) {
  const { universe, tree } = readWorld(`${text}[profile amd64]\n`);
  const { settings, divergent, versions } = findDivergence(
    universe,
    tree,
    makeClient({ ...a, name: 'a' }),
    makeClient({ ...b, name: 'b' }),
  );
  const told = settings.map(({ setting: { side, name, text: words, file, line }, effects }) => ({
    setting: `${side ?? 'both'} ${name} ${words}${file === null ? '' : ` ${file}:${line}`}`,
    effects: effects.map(say),
  }));
  return { told, divergent, versions };
}

function say(effect: Effect): string {
  switch (effect.kind) {
    case 'flag':
      return `${effect.cpv} ${effect.flag} on ${effect.on}: ${effect.needs.map(({ item, only }) => `${only} ${item}`).join(', ')}`;
    case 'visibility':
      return `${effect.cpv} hidden from ${effect.hiddenFrom}: ${effect.why}`;
    case 'provided':
      return `${effect.cpv} provided by ${effect.by}`;
  }
}

const line = (atom: string, value: readonly string[], file: string, at: number) => ({
  atom: parseAtom(atom, { wildcard: true }),
  value,
  file,
  line: at,
});
const SSL = 'app-misc/a-1 ssl on a: a dev-libs/openssl, b dev-libs/none';

describe('two clients', () => {
  it('that are alike do not differ', () => {
    expect(compare({}, {})).toEqual({ told: [], divergent: 0, versions: 2 });
  });

  it('do not differ in what is about no published package', () => {
    const a = {
      userPackageUse: [
        line('app-misc/other', ['ssl'], 'package.use', 1),
        line('app-misc/a', ['gtk'], 'package.use', 2),
      ],
    };
    expect(compare(a, {}).told).toEqual([]);
  });

  it('differ by a line of package.use, with what hangs on the flag', () => {
    const a = { userPackageUse: [line('app-misc/a', ['ssl'], 'package.use', 3)] };
    expect(compare(a, {})).toEqual({
      told: [{ setting: 'a package.use app-misc/a ssl package.use:3', effects: [SSL] }],
      divergent: 1,
      versions: 2,
    });
  });

  it('differ by the strongest of several settings', () => {
    const a = {
      userVariables: new Map([['USE', 'ssl']]),
      userPackageUse: [line('app-misc/a', ['ssl'], 'package.use', 3)],
    };
    expect(compare(a, {}).told.map(({ setting }) => setting)).toEqual([
      'a package.use app-misc/a ssl package.use:3',
    ]);
    expect(compare({ userVariables: a.userVariables }, {}).told).toEqual([
      { setting: 'a make.conf ssl', effects: [SSL] },
    ]);
    expect(compare({ levels: [makeLevel({ use: ['ssl'] })] }, {}).told).toEqual([
      { setting: 'a make.defaults ssl', effects: [SSL] },
    ]);
    expect(
      compare(
        { levels: [makeLevel({ use: ['ssl'] })] },
        { levels: [makeLevel({ use: ['ssl'], useMask: ['ssl'] })] },
      ).told,
    ).toEqual([{ setting: 'b use.mask ssl', effects: [SSL] }]);
  });

  it('differ where both set a flag, unlike each other', () => {
    const of = (use: string) => ({ userVariables: new Map([['USE', use]]) });
    expect(compare(of('ssl'), of('-ssl')).told).toEqual([
      { setting: 'both make.conf ssl, -ssl', effects: [SSL] },
    ]);
  });

  it('differ in what they see: by keywords, a mask, a license', () => {
    const hidden = 'app-misc/b-1 hidden from b: KEYWORDS ~amd64';
    expect(compare({ acceptKeywords: ['amd64', '~amd64'] }, {}).told).toEqual([
      { setting: 'a ACCEPT_KEYWORDS ~amd64', effects: [hidden] },
    ]);
    const lines = [[line('app-misc/b', ['~amd64'], 'package.accept_keywords', 7)]];
    expect(compare({ packageAcceptKeywords: lines }, {}).told).toEqual([
      { setting: 'a package.accept_keywords app-misc/b ~amd64 package.accept_keywords:7', effects: [hidden] },
    ]);
    const masks = [{ ...line('<app-misc/a-2', [], 'package.mask', 9), value: null, comment: 'broken' }];
    expect(compare({ masks }, {}).told).toEqual([
      {
        setting: 'a package.mask <app-misc/a-2 package.mask:9',
        effects: ['app-misc/a-1 hidden from a: package.mask <app-misc/a-2'],
      },
    ]);
  });

  it('do not differ in what is hidden from both, for whatever reason', () => {
    const masks = [{ ...line('app-misc/b', [], 'package.mask', 9), value: null, comment: '' }];
    expect(compare({ masks }, {}).told).toEqual([]);
  });

  it('differ in what package.provided stands for', () => {
    expect(compare({}, { provided: ['app-misc/a-1'] }).told).toEqual([
      { setting: 'b package.provided app-misc/a-1', effects: ['app-misc/a-1 provided by b'] },
    ]);
  });
});
