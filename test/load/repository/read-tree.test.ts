import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRepositories } from '../../../src/load/repository/read-repository.js';
import { listEbuilds } from '../../../src/load/repository/read-repository-ebuilds.js';
import { readEbuilds } from '../../../src/load/repository/read-repository-metadata.js';
import { loadTree } from '../../../src/load/repository/read-tree.js';
import { ebuildPath, makeRepository } from '../../support/make-repository.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const directory = useTemporaryDirectory();
const make = (options: Parameters<typeof makeRepository>[1]) => makeRepository(directory.path, options);

async function readAll(...locations: string[]) {
  const repository = openRepositories(locations).at(-1)!;
  const readings = [];
  for await (const one of readEbuilds(repository, listEbuilds(repository).ebuilds)) readings.push(one);
  return readings;
}

/** Fills the cache from what is read now. */
async function fillCache(location: string, ...masters: string[]) {
  for (const one of await readAll(...masters, location)) {
    if (one.outcome !== 'metadata') continue;
    const { category, pn, version } = one.file;
    mkdirSync(join(location, 'metadata/md5-cache', category), { recursive: true });
    writeFileSync(join(location, 'metadata/md5-cache', category, `${pn}-${version}`), one.text);
  }
}

const origins = async (...locations: string[]) =>
  (await readAll(...locations)).map(one => (one.outcome === 'metadata' ? one.origin : one.outcome));

describe('readEbuilds', () => {
  it('believes an entry only while ebuild and eclasses are as they were', async () => {
    const location = make({
      name: 'base',
      ebuilds: { 'app-misc/a-1': 'inherit one\n', 'app-misc/b-1': 'inherit two\n', 'app-misc/c-1': '' },
      eclasses: { one: 'IUSE="x"\n', two: 'IUSE="y"\n' },
    });
    expect(await origins(location)).toEqual(['evaluation', 'evaluation', 'evaluation']);
    await fillCache(location);
    expect(await origins(location)).toEqual(['cache', 'cache', 'cache']);
    appendFileSync(join(location, 'eclass/one.eclass'), '\n');
    appendFileSync(join(location, ebuildPath('app-misc/c-1')), '\n');
    expect(await origins(location)).toEqual(['evaluation', 'cache', 'evaluation']);
    writeFileSync(join(location, 'metadata/md5-cache/app-misc/b-1'), 'damaged');
    expect((await origins(location))[1]).toBe('evaluation');
  });

  it('does not believe an entry whose eclass an overlay has replaced', async () => {
    const base = make({ name: 'base', eclasses: { one: 'IUSE="x"\n' } });
    const overlay = make({
      name: 'overlay',
      masters: ['base'],
      ebuilds: { 'app-misc/a-1': 'inherit one\n' },
    });
    await fillCache(overlay, base);
    expect(await origins(base, overlay)).toEqual(['cache']);
    mkdirSync(join(overlay, 'eclass'));
    writeFileSync(join(overlay, 'eclass/one.eclass'), 'IUSE="z"\n');
    const [reading] = await readAll(base, overlay);
    expect(reading).toMatchObject({ origin: 'evaluation', entry: { values: { IUSE: 'z' } } });
  });

  it('takes the eclass of the last master', async () => {
    const base = make({ name: 'base', eclasses: { one: 'IUSE="x"\n' } });
    const second = make({ name: 'second', masters: ['base'], eclasses: { one: 'IUSE="y"\n' } });
    const top = make({
      name: 'top',
      masters: ['base', 'second'],
      ebuilds: { 'app-misc/a-1': 'inherit one\n' },
    });
    expect(await readAll(base, second, top)).toMatchObject([{ entry: { values: { IUSE: 'y' } } }]);
  });

  it('reads no eclass outside the repository', async () => {
    const outside = directory.write('secret.eclass', 'DESCRIPTION="secret"\n');
    const location = make({
      name: 'base',
      ebuilds: { 'app-misc/a-1': `inherit ../../secret ${outside.slice(0, -7)}\n` },
    });
    expect(await readAll(location)).toMatchObject([{ outcome: 'refused' }]);
  });
});

describe('loadTree', () => {
  it('makes ebuilds of the model, masters first, and sorts them by version and priority', async () => {
    const base = make({
      name: 'base',
      ebuilds: {
        'app-misc/a-1.10': '',
        'app-misc/a-1.9': 'SLOT="2/3"\nKEYWORDS="~amd64 arm"\nIUSE="+x y"\nRDEPEND="dev-libs/b"\n',
      },
    });
    const overlay = make({ name: 'overlay', masters: ['base'], ebuilds: { 'app-misc/a-1.9': '' } });
    const tree = await loadTree([overlay, base]);
    expect(tree.repositories.map(({ name, masters }) => [name, masters])).toEqual([
      ['base', []],
      ['overlay', ['base']],
    ]);
    expect(tree.byCpn.get('app-misc/a')?.map(({ cpvText, repo }) => `${cpvText}::${repo}`)).toEqual([
      'app-misc/a-1.9::base',
      'app-misc/a-1.9::overlay',
      'app-misc/a-1.10::base',
    ]);
    expect(tree.byCpn.get('app-misc/a')?.[0]).toMatchObject({
      cpn: 'app-misc/a',
      eapi: '8',
      slot: { slot: '2', subSlot: '3' },
      keywords: ['~amd64', 'arm'],
      iuse: ['+x', 'y'],
      text: { RDEPEND: 'dev-libs/b', DESCRIPTION: 'A package', DEPEND: '' },
    });
  });

  it('keeps what cannot be known beside the rest, with the reason', async () => {
    const location = make({
      name: 'base',
      ebuilds: {
        'app-misc/a-1': 'die "not for us"\n',
        'app-misc/b-1': 'SLOT=""\n',
        'app-misc/c-1': '',
        'app-misc/d-1': 'while :; do :; done\n',
      },
      files: { 'app-misc/c/x-1.ebuild': '' },
    });
    const { ebuilds, unread } = (await loadTree([location])).repositories[0]!;
    expect(ebuilds.map(({ cpvText }) => cpvText)).toEqual(['app-misc/c-1']);
    expect(unread.map(({ cpvText, outcome }) => [cpvText, outcome])).toEqual([
      ['app-misc/x-1', 'refused'],
      ['app-misc/a-1', 'refused'],
      ['app-misc/b-1', 'refused'],
      ['app-misc/d-1', 'unknown'],
    ]);
    expect(unread.map(({ why }) => why).join('\n')).toContain('not for us');
  });

  it('reads moves, advisories, licence groups and the notes that are asked for', async () => {
    const notes =
      '<pkgmetadata><maintainer type="person"><email>x@example.org</email></maintainer></pkgmetadata>';
    const location = make({
      name: 'base',
      ebuilds: { 'app-misc/a-1': '', 'app-misc/b-1': '' },
      files: {
        'profiles/updates/1Q-2021': 'move app-misc/z app-misc/b\n',
        'profiles/updates/4Q-2020': 'move app-misc/y app-misc/z\nnonsense\n',
        'profiles/license_groups': '# comment\nFREE MIT @GPL\nGPL GPL-2\n',
        'app-misc/a/metadata.xml': notes,
        'app-misc/b/metadata.xml': notes,
      },
    });
    const [repository] = (await loadTree([location], { notesFor: new Set(['app-misc/a', 'x/gone']) }))
      .repositories;
    expect(repository?.moves).toMatchObject([
      { from: 'app-misc/y', to: 'app-misc/z', file: '4Q-2020' },
      { from: 'app-misc/z', to: 'app-misc/b', file: '1Q-2021' },
    ]);
    expect(repository?.problems).toMatchObject([{ file: 'profiles/updates/4Q-2020' }]);
    expect([...(repository?.licenseGroups ?? [])]).toEqual([
      ['FREE', ['MIT', '@GPL']],
      ['GPL', ['GPL-2']],
    ]);
    expect([...(repository?.notes.keys() ?? [])]).toEqual(['app-misc/a']);
    expect((await loadTree([location])).repositories[0]?.notes.size).toBe(0);
  });
});
