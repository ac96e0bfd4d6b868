import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { loadDirectory } from '../../src/load/load-directory.js';
import { buildUniverse } from '../../src/model/build-universe.js';
import { RULES } from '../../src/rules/index.js';
import { HEADER, indexText } from '../support/index-text.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { writeXpakPackage } from '../support/write-xpak-package.js';

const directory = useTemporaryDirectory();
const PATH = 'app-misc/hello/hello-2.12-1.xpak';

async function writeHello(path = PATH): Promise<void> {
  const metadata = {
    BUILD_ID: '1\n',
    BUILD_TIME: '1700000000\n',
    CATEGORY: 'app-misc\n',
    CHOST: `${HEADER.CHOST}\n`,
    EAPI: '8\n',
    KEYWORDS: 'amd64\n',
    PF: 'hello-2.12\n',
    SLOT: '0\n',
    repository: 'gentoo\n',
  };
  directory.write(
    path,
    await writeXpakPackage({ metadata, image: [{ name: 'usr/bin/hello', content: 'hi' }] }),
  );
}

const load = () => loadDirectory({ role: 'candidate', location: directory.path, files: true, jobs: 1 });

async function findings(only: readonly string[]) {
  const universe = buildUniverse([await load()]);
  const { findings } = check(universe, [], RULES, { only });
  return findings.map(({ rule, message, data, causedBy }) => ({
    what: [rule, message, data['code'] ?? null],
    follows: causedBy !== null,
  }));
}

describe('a PKGDIR', () => {
  it.each([
    ['no', null],
    ['an empty', ''],
  ])('with %s index has no TIMESTAMP to be late for, and says once what a new one lacks', async (_, text) => {
    await writeHello();
    if (text !== null) directory.write('Packages', text);
    expect((await load()).header.has('TIMESTAMP')).toBe(false);
    const told = await findings(['index-header', 'container-invalid']);
    expect(told.map(({ what }) => what)).toEqual([
      ['index-header', 'header', 'header-missing'],
      ['index-header', 'minimal', 'header-minimal'],
    ]);
  });

  it('without index is told to write one, not to write it again', async () => {
    await writeHello();
    const { findings } = check(buildUniverse([await load()]), [], RULES, { only: ['index-header'] });
    expect(findings[0]?.data).toMatchObject({ code: 'header-missing', again: null });
  });

  it('with nothing but an index whose header has URI is judged by that index alone', async () => {
    const header = { ...HEADER, URI: 'http://b.org/pool' };
    directory.write('Packages', indexText([{ CPV: 'app-misc/hello-2.12', BUILD_ID: '1', PATH }], header));
    const only = ['package-missing'];
    const { findings, unchecked, notRun } = check(buildUniverse([await load()]), [], RULES, { only });
    expect(findings).toEqual([]);
    expect(notRun.map(({ rule }) => rule)).toEqual(only);
    expect(unchecked).toContainEqual({ kind: 'elsewhere', uri: header.URI });
    await writeHello('app-misc/bye/hello-2.12-1.xpak');
    expect((await load()).kind).toBe('pkgdir');
  });

  it('with garbage for an index is judged as a garbage index is', async () => {
    await writeHello();
    directory.write('Packages', 'A: b\rc\nD\rE: f\n\nCPV: a/b-1\rx\nDESC: \r\r\n\u0000\n\n');
    const { records, discrepancies } = await load();
    expect(records).toHaveLength(1);
    expect(discrepancies?.map(({ kind }) => kind)).toEqual(['removed', 'added']);
    expect((await findings(['index-grammar'])).length).toBeGreaterThan(0);
  });

  it('tells of entries behind a symlink that Portage skips it', async () => {
    mkdirSync(join(directory.path, 'away'));
    await writeHello('away/hello/hello-2.12-1.xpak');
    symlinkSync('away', join(directory.path, 'app-misc'));
    directory.write('Packages', indexText([{ CPV: 'app-misc/hello-2.12', BUILD_ID: '1', PATH }]));
    const told = await findings(['package-missing', 'container-invalid']);
    expect(told).toContainEqual({
      what: ['container-invalid', 'linked', 'directory-symlink'],
      follows: false,
    });
    expect(told).toContainEqual({ what: ['package-missing', 'linked', null], follows: true });
  });
});
