import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatBaseline, parseBaseline } from '../../../src/cli/config/baseline-argument.js';
import { findConfig } from '../../../src/cli/config/find-config.js';
import { readConfig } from '../../../src/cli/config/read-config.js';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'config-')));
afterAll(() => rmSync(root, { recursive: true }));

function write(path: string, text = ''): string {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

const RELOCATED = `
installed: [stage3=vdb, /abs, a]
with: [../other, https://x.org/a=b]
published: old
tree: [repo]
client: [etc/portage]
profile: [default/linux/amd64/23.0, ./profile]
output: out.json
`;
const config = write('work/binpkg-check.yaml', RELOCATED);

describe('findConfig', () => {
  const outer = write('outer/binpkg-check.yml');
  const hostile = write('outer/host/binpkg-check.yaml');
  write('outer/host/net-misc/wget/wget-1-1.gpkg.tar');
  const index = write('outer/host/Packages');
  const host = dirname(hostile);

  it('looks upwards from the working directory, for both endings', async () => {
    expect(await findConfig([], join(root, 'work'))).toEqual({ path: config, ignored: [] });
    mkdirSync(join(root, 'work/deep/er'), { recursive: true });
    expect(await findConfig(['https://x.org/'], join(root, 'work/deep/er'))).toEqual({
      path: config,
      ignored: [],
    });
    expect(await findConfig([], join(root, 'outer'))).toEqual({ path: outer, ignored: [] });
    expect((await findConfig([], root)).path).toBeNull();
  });

  it('never takes one in or below what is judged, and says which it passes over', async () => {
    const elsewhere = join(root, 'work');
    for (const source of [host, index, `file://${host}`])
      expect(await findConfig([source], elsewhere), source).toEqual({ path: config, ignored: [hostile] });
    for (const start of [host, join(host, 'net-misc')])
      for (const source of [host, index])
        expect(await findConfig([source], start)).toEqual({ path: outer, ignored: [hostile] });
    const below = write('outer/host/net-misc/binpkg-check.yaml');
    expect((await findConfig([host], dirname(below))).path).toBe(outer);
  });

  it('is not led there by links', async () => {
    symlinkSync(host, join(root, 'alias'));
    expect((await findConfig([join(root, 'alias')], host)).path).toBe(outer);
    mkdirSync(join(root, 'linked'));
    symlinkSync(hostile, join(root, 'linked/binpkg-check.yaml'));
    expect((await findConfig([host], join(root, 'linked'))).path).toBeNull();
  });

  it('takes the one beside an index that lies in no PKGDIR: somebody laid them there', async () => {
    const alone = write('alone/Packages');
    const own = write('alone/binpkg-check.yaml');
    expect(await findConfig([alone], dirname(alone))).toEqual({ path: own, ignored: [] });
  });

  it('says that one above what is judged does not count', async () => {
    write('pool/host/Packages');
    const above = write('pool/binpkg-check.yaml');
    expect(await findConfig([join(root, 'pool/host')], join(root, 'work'))).toEqual({
      path: config,
      ignored: [above],
    });
  });

  it('does not take a directory of that name', async () => {
    mkdirSync(join(root, 'work/folder/binpkg-check.yaml'), { recursive: true });
    expect((await findConfig([], join(root, 'work/folder'))).path).toBe(config);
  });
});

describe('readConfig', () => {
  it('takes every path from where the file is, and says which file it was', async () => {
    const here = (path: string) => relative(process.cwd(), join(root, 'work', path));
    expect(await readConfig(config, { rules: [] })).toEqual({
      config: {
        installed: [`stage3=${here('vdb')}`, '/abs', here('a')],
        with: [here('../other'), 'https://x.org/a=b'],
        published: [here('old')],
        tree: [here('repo')],
        client: [here('etc/portage')],
        profile: ['default/linux/amd64/23.0', here('profile')],
        output: here('out.json'),
      },
      digest: `sha256:${createHash('sha256').update(RELOCATED).digest('hex')}`,
    });
  });

  it('says that a file cannot be read', async () => {
    const missing = join(root, 'missing.yaml');
    await expect(readConfig(missing, { rules: [] })).rejects.toThrow(
      `${missing}: the configuration cannot be read: there is no such file or directory`,
    );
  });
});

describe('parseBaseline', () => {
  it('takes a name before the first equals sign, where it is one', () => {
    expect(parseBaseline('stage3=/var/db/pkg')).toEqual({ name: 'stage3', path: '/var/db/pkg' });
    expect(parseBaseline('/var/db/pkg')).toEqual({ name: null, path: '/var/db/pkg' });
    expect(parseBaseline('https://x.org/?a=b')).toEqual({ name: null, path: 'https://x.org/?a=b' });
    expect(parseBaseline('dir/a=b')).toEqual({ name: null, path: 'dir/a=b' });
    expect(formatBaseline(parseBaseline('a=b=c'))).toBe('a=b=c');
  });
});
