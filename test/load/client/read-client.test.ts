// Profiles and client configuration against what Portage itself made of the same hand-written trees (fixtures/profiles/expected, recorded
// with fixtures/profiles/ask-portage.py), and the cases in which they cannot be read.

import { readFileSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type ClientRequest, loadClient } from '../../../src/load/client/read-client.js';
import { InputError } from '../../../src/load/file/input-error.js';
import { answerFor, makeEbuild, readAnswer, type WrittenPackage } from '../../support/portage-answer.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/profiles', import.meta.url));
const TREES = [`${FIXTURES}/main`, `${FIXTURES}/overlay`];
const PACKAGES = JSON.parse(readFileSync(`${FIXTURES}/packages.json`, 'utf8')) as WrittenPackage[];

const REQUESTS: Readonly<Record<string, ClientRequest>> = {
  desktop: { profile: 'desktop', tree: TREES },
  'special-client': {
    profile: `${FIXTURES}/overlay/profiles/special`,
    client: `${FIXTURES}/client`,
    tree: TREES,
  },
};

describe.each(Object.entries(REQUESTS))('%s', (name, request) => {
  const expected = readAnswer(`${FIXTURES}/expected/${name}.json`);

  it('comes to what Portage makes of it', async () => {
    const client = await loadClient(request);
    const known = PACKAGES.map(makeEbuild);
    const answer = answerFor(client, Object.keys(expected.variables), known);
    expect(answer).toEqual(expected);
  });
});

describe('loadClient', () => {
  const directory = useTemporaryDirectory();

  function writeProfile(files: Readonly<Record<string, string>>): string {
    for (const [name, text] of Object.entries(files)) directory.write(`p/${name}`, text);
    return `${directory.path}/p`;
  }

  it('knows where a mask stands and what is said above it', async () => {
    const client = await loadClient(REQUESTS['special-client'] as ClientRequest);
    const broken = client.masks.find(({ atom }) => atom.text === 'dev-libs/broken');
    expect(broken).toMatchObject({
      file: `${FIXTURES}/main/profiles/package.mask`,
      line: 4,
      comment:
        'Jane Doe <jane@example.org> (2026-05-01)\nBreaks at run time, bug #1.\nRemoval on 2026-06-01.',
    });
    const unwanted = client.masks.find(({ atom }) => atom.text === 'dev-libs/unwanted');
    expect(unwanted).toMatchObject({
      file: `${FIXTURES}/client/package.mask/all`,
      line: 2,
      comment: 'Not for me.',
    });
  });

  // As `config.soname_provided` of Portage 3.0.82 answers for the same files.
  it("stacks soname.provided by ABI, the user's last", async () => {
    directory.write(
      'p/base/soname.provided',
      'x86_64 liba.so.1 libb.so.1\nx86_32 liba.so.1\n# x86_64 libz.so.1\n',
    );
    directory.write('p/child/parent', '../base\n');
    directory.write('p/child/make.defaults', 'ARCH="amd64"\n');
    directory.write('p/child/soname.provided/1', 'x86_64 -liba.so.1 libc.so.6\nx86_64\n');
    directory.write('p/child/soname.provided/2', 'x86_64 libm.so.6 # libn.so.1\nx86_32 -*\n');
    directory.write('etc/profile/soname.provided', 'x86_64 -libm.so.6 libu.so.1\n');
    directory.write('etc/make.conf', '');
    const profile = `${directory.path}/p/child`;
    const client = await loadClient({ profile, client: `${directory.path}/etc` });
    expect([...(client.providedSonames ?? [])].sort()).toEqual([
      'x86_64 libb.so.1',
      'x86_64 libc.so.6',
      'x86_64 libu.so.1',
    ]);
    expect(client.problems).toEqual([]);
    const without = await loadClient({ profile: `${directory.path}/p/base` });
    expect([...(without.providedSonames ?? [])].sort()).toEqual([
      'x86_32 liba.so.1',
      'x86_64 liba.so.1',
      'x86_64 libb.so.1',
    ]);
  });

  it('finds the repository around a profile, without being given a tree', async () => {
    const client = await loadClient({ profile: `${FIXTURES}/main/profiles/desktop` });
    expect(client.masks.map(({ atom }) => `${atom.text} ${atom.repo}`)).toContain('dev-libs/broken main');
    expect(client.arch).toBe('amd64');
  });

  it('follows make.profile, also from another machine', async () => {
    directory.write('etc/make.conf', 'USE="own"\n');
    symlinkSync('/nowhere/var/db/repos/main/profiles/desktop', `${directory.path}/etc/make.profile`);
    const client = await loadClient({ client: `${directory.path}/etc`, tree: TREES });
    expect(client.use).toContain('own');
    expect(client.system.map(({ text }) => text)).toContain('app-misc/desktop');
    await expect(loadClient({ client: `${directory.path}/etc` })).rejects.toThrow(/make\.profile leads to/);
  });

  it('says where a make.profile leads that leads nowhere', async () => {
    directory.write('etc/make.conf', '');
    symlinkSync('../nowhere', `${directory.path}/etc/make.profile`);
    await expect(loadClient({ client: `${directory.path}/etc`, tree: TREES })).rejects.toThrow(
      /: its make\.profile leads to '\.\.\/nowhere', which is not here; give the profile/,
    );
  });

  it('names the profile that was meant, and a tree that is none before that', async () => {
    for (const name of ['17.1', '17.1/desktop', '23.0'])
      directory.write(`tree/profiles/default/linux/amd64/${name}/eapi`, '8\n');
    directory.write('tree/profiles/repo_name', 'tree\n');
    const tree = [`${directory.path}/tree`];
    const near = (profile: string) => expect(loadClient({ profile, tree })).rejects;
    await near('default/linux/amd64/17.2').toThrow(/did you mean 'default\/linux\/amd64\/17\.1'\?/);
    await near('default/linux/amd64/17.2/desktop').toThrow(
      /did you mean 'default\/linux\/amd64\/17\.1\/desktop'/,
    );
    await near('elsewhere/at/all').toThrow(/there is no such profile; give its directory/);
    await expect(loadClient({ profile: 'desktop', tree: [directory.path] })).rejects.toThrow(
      `${directory.path}: is no ebuild repository`,
    );
  });

  it('finds repositories in repos.conf', async () => {
    directory.write('etc/make.conf', '');
    directory.write(
      'etc/repos.conf/all.conf',
      `[DEFAULT]\nmain-repo = main\n[overlay]\nlocation = ${FIXTURES}/overlay\n[main]\nlocation = ${FIXTURES}/main\n[gone]\nlocation = /nowhere\n`,
    );
    symlinkSync(`${FIXTURES}/overlay/profiles/special`, `${directory.path}/etc/make.profile`);
    const client = await loadClient({ client: `${directory.path}/etc` });
    expect([...client.repositoryLevels.keys()]).toEqual(['main', 'overlay']);
    expect(client.use).toContain('special');
  });

  it('tells what Portage passes over with a warning', async () => {
    const profile = writeProfile({
      'package.mask': 'dev-libs/good\ndev-libs/bad[\n!dev-libs/blocker\n',
      'use.mask': 'good\nb%d\n',
      'package.use': 'dev-libs/a fine n.t\n',
      'make.defaults': 'A="1"\nB=$A\n1C="no"\nD "2"\nE="3"\n',
      'package.provided': 'dev-libs/unversioned\n',
    });
    const client = await loadClient({ profile });
    expect(
      client.problems.map(({ file, line }) => `${file.slice(profile.length + 1)}:${line}`).sort(),
    ).toEqual([
      'make.defaults:3',
      'make.defaults:4',
      'package.mask:2',
      'package.mask:3',
      'package.provided:1',
      'package.use:1',
      'use.mask:2',
    ]);
    expect(client.variables.get('B')).toBe('1');
    expect(client.variables.has('E')).toBe(false);
    expect(client.useMask).toEqual(new Set(['good']));
  });

  it.each([
    ['a parent that is not there', { parent: '../gone\n' }, /there is no parent '\.\.\/gone'/],
    ['a profile among its own parents', { parent: '.\n' }, /among its own parents/],
    ['an EAPI that nobody knows', { eapi: '99\n' }, /EAPI of this profile is '99'/],
    ['a repository that is not here', { parent: 'other:base\n' }, /in a repository that is not here/],
  ])('refuses %s', async (_, files, why) => {
    const loading = loadClient({ profile: writeProfile(files as Record<string, string>) });
    await expect(loading).rejects.toThrow(InputError);
    await expect(loading).rejects.toThrow(why);
  });

  it('refuses directories where the repository allows none', async () => {
    directory.write('repo/profiles/repo_name', 'strict\n');
    directory.write('repo/metadata/layout.conf', 'masters =\nprofile-formats = pms\n');
    directory.write('repo/profiles/p/package.mask/a', 'dev-libs/a\n');
    const client = await loadClient({ profile: `${directory.path}/repo/profiles/p` });
    expect(client.masks).toEqual([]);
    expect(client.problems).toMatchObject([{ line: 0, message: expect.stringMatching('is a directory') }]);
  });

  it('ends where files source each other, and where links lead in a circle', async () => {
    const profile = writeProfile({ 'make.defaults': 'ARCH="x86"\n' });
    directory.write('etc/make.conf', 'source make.conf\nUSE="a"\n');
    directory.write('etc/package.use/a', 'dev-libs/a b\n');
    symlinkSync('..', `${directory.path}/etc/package.use/up`);
    const client = await loadClient({ client: `${directory.path}/etc`, profile });
    expect(client.use).toEqual(new Set(['a', 'x86']));
    expect(client.problems.some(({ message }) => message.includes('source each other'))).toBe(true);
  });

  it('does not let a value grow without end', async () => {
    const profile = writeProfile({
      'make.defaults': `A="0123456789"\n${'A="$A$A$A$A"\n'.repeat(40)}`,
    });
    const client = await loadClient({ profile });
    expect((client.variables.get('A') ?? '').length).toBeLessThanOrEqual(1 << 20);
    expect(client.problems.some(({ message }) => message.includes('too long'))).toBe(true);
  });
});
