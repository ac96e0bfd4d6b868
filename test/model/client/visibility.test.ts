// What masks a package for a client, of binary packages and ebuilds, and the universe that is left.

import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadClient } from '../../../src/load/client/read-client.js';
import type { ClientSettings } from '../../../src/model/client/client-settings.js';
import { universeSeenBy } from '../../../src/model/client/client-universe.js';
import { flagsOf } from '../../../src/model/client/package-flags.js';
import { isProvided, isVisible, maskReasons } from '../../../src/model/client/visibility.js';
import { parseAtom } from '../../../src/pms/parse-atom.js';
import { judgeForClient } from '../../../src/solver/installability/judge-for-client.js';
import { makeEbuild } from '../../support/portage-answer.js';
import { readScenario } from '../../support/scenario.js';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/profiles', import.meta.url));
const base = await loadClient({ profile: 'desktop', tree: [`${FIXTURES}/main`] });

function makeClient(changes: Partial<ClientSettings> = {}): ClientSettings {
  return { ...base, ...changes };
}

function readBinary(text: string) {
  return readScenario(`[binhost]\n${text}`).judged[0]!;
}

describe('maskReasons', () => {
  it('gives each reason as data', () => {
    const pkg = readBinary(
      'CPV: dev-libs/broken-1\nEAPI: 99\nKEYWORDS: ~amd64\nLICENSE: || ( Unfree Odd )\nCHOST: riscv64-unknown-linux-gnu\nREPO: main\n',
    );
    const [chost, eapi, keywords, mask, license] = maskReasons(base, pkg);
    expect(chost).toEqual({ kind: 'CHOST', chost: 'riscv64-unknown-linux-gnu' });
    expect(eapi).toEqual({ kind: 'EAPI.unsupported', eapi: '99' });
    expect(keywords).toEqual({ kind: 'KEYWORDS', missing: ['~amd64'], own: '~amd64' });
    expect(mask).toMatchObject({ kind: 'package.mask', atom: 'dev-libs/broken', line: 4 });
    expect(license).toEqual({ kind: 'LICENSE', missing: ['Unfree', 'Odd'] });
    expect(isVisible(base, pkg)).toBe(false);
  });

  it('reads LICENSE under the flags of a build, and of an ebuild under those the client would give it', () => {
    const license = 'MIT bin? ( Unfree )';
    const built = (use: string) =>
      maskReasons(
        base,
        readBinary(`CPV: a/b-1\nKEYWORDS: amd64\nIUSE: bin\nUSE: ${use}\nLICENSE: ${license}\n`),
      );
    expect(built('')).toEqual([]);
    expect(built('bin')).toEqual([{ kind: 'LICENSE', missing: ['Unfree'] }]);
    const ebuild = (iuse: string) =>
      maskReasons(base, makeEbuild({ cpv: 'a/b-1', repo: 'main', keywords: 'amd64', iuse, license }));
    expect(ebuild('bin')).toEqual([]);
    expect(ebuild('+bin')).toEqual([{ kind: 'LICENSE', missing: ['Unfree'] }]);
  });

  it('says that LICENSE cannot be read', () => {
    const reasons = maskReasons(base, readBinary('CPV: a/b-1\nKEYWORDS: amd64\nLICENSE: || ( MIT\n'));
    expect(reasons).toMatchObject([{ kind: 'invalid', key: 'LICENSE' }]);
  });

  it('takes ACCEPT_CHOSTS for expressions', () => {
    const variables = new Map([...base.variables, ['ACCEPT_CHOSTS', 'i[3-6]86-.* x86_64-pc-linux-gnu']]);
    const masks = (chost: string) =>
      maskReasons(makeClient({ variables }), readBinary(`CPV: a/b-1\nKEYWORDS: amd64\nCHOST: ${chost}\n`));
    expect(masks('i686-pc-linux-gnu')).toEqual([]);
    expect(masks('x86_64-pc-linux-gnu')).toEqual([]);
    expect(masks('x86_64-pc-linux-gnux32')).toMatchObject([{ kind: 'CHOST' }]);
  });
});

describe('flagsOf', () => {
  it('turns tests on with FEATURES=test, unless the ebuild restricts them', () => {
    const client = makeClient({ variables: new Map([...base.variables, ['FEATURES', 'test']]) });
    const ebuild = { cpv: 'a/b-1', repo: 'main', keywords: 'amd64', iuse: 'test doc' };
    const isOn = (restrict: string, of = client) =>
      flagsOf(of, makeEbuild({ ...ebuild, restrict })).enabled.has('test');
    expect(isOn('')).toBe(true);
    expect(isOn('test')).toBe(false);
    expect(isOn('!test? ( test )')).toBe(true);
    expect(isOn('doc? ( test )')).toBe(true);
    expect(isOn('', base)).toBe(false);
    const insisting = makeClient({ variables: new Map([...client.variables, ['ALLOW_TEST', 'all']]) });
    expect(isOn('test', insisting)).toBe(true);
  });
});

describe('isProvided', () => {
  it('goes by name and version, whatever the slot', () => {
    const client = makeClient({ provided: ['sys-kernel/own-6.1'] });
    const asks = (text: string) => isProvided(client, parseAtom(text));
    expect(['sys-kernel/own', '>=sys-kernel/own-6:5/7=', 'sys-kernel/own[flag]'].map(asks)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['>sys-kernel/own-6.1', 'sys-kernel/other'].map(asks)).toEqual([false, false]);
  });
});

describe('universeSeenBy', () => {
  const universe = readScenario(
    '[binhost]\nCPV: a/user-1\nKEYWORDS: amd64\nRDEPEND: a/lib\n\nCPV: a/strict-1\nKEYWORDS: amd64\nRDEPEND: >=a/lib-2\n\n' +
      'CPV: a/lib-1\nKEYWORDS: amd64\n\nCPV: a/lib-2\nKEYWORDS: ~amd64\n\n' +
      'CPV: a/own-1\nKEYWORDS: amd64\nRDEPEND: || ( a/gone sys-kernel/own ) a/lib\n' +
      '[installed here]\nCPV: a/lib-2\nKEYWORDS: ~amd64\n',
  );
  const client = makeClient({ provided: ['sys-kernel/own-6.1'] });
  const seen = universeSeenBy(universe, client);

  it('leaves out what is masked, and keeps what is installed', () => {
    expect(seen.judged.map(({ cpvText }) => cpvText)).not.toContain('a/lib-2');
    expect(seen.matches(seen.atom('a/lib')).map(({ cpvText, role }) => `${cpvText} ${role}`)).toEqual([
      'a/lib-1 candidate',
      'a/lib-2 installed',
    ]);
    expect(seen.masked(seen.atom('>=a/lib-2'))).toMatchObject([{ masks: [{ kind: 'KEYWORDS' }] }]);
  });

  it('is the universe in which verdicts are given', () => {
    const verdicts = (baseline: number | null) =>
      Object.fromEntries(
        judgeForClient(universe, client, universe.judged, { baseline }).map(verdict => [
          verdict.package.cpvText,
          verdict.verdict,
        ]),
      );
    expect(verdicts(null)).toEqual({
      'a/user-1': 'installable',
      'a/strict-1': 'not-installable',
      'a/lib-1': 'installable',
      'a/lib-2': 'not-installable',
      'a/own-1': 'installable',
    });
    expect(verdicts(1)).toMatchObject({ 'a/strict-1': 'installable', 'a/lib-2': 'not-installable' });
  });

  it('is the same for the same client', () => {
    expect(universeSeenBy(universe, client)).toBe(seen);
    expect(universeSeenBy(universe, makeClient())).not.toBe(seen);
  });
});
