import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatBaseline, parseBaseline } from '../../../src/cli/config/baseline-argument.js';
import { findConfig } from '../../../src/cli/config/find-config.js';
import { readConfig } from '../../../src/cli/config/read-config.js';

const root = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, 'hosts/arm64/dev-lang'), { recursive: true });
writeFileSync(join(root, 'hosts/arm64/Packages'), '');
const config = join(root, 'hosts/binpkg-check.yaml');
writeFileSync(
  config,
  'installed: [stage3=vdb, /abs, a]\nwith: [../other, https://x.org/a=b]\noutput: out.json\n',
);

describe('findConfig', () => {
  it('looks upwards from a directory, a file, or what is missing', async () => {
    expect(await findConfig(join(root, 'hosts/arm64'))).toBe(config);
    expect(await findConfig(join(root, 'hosts/arm64/Packages'))).toBe(config);
    expect(await findConfig(join(root, 'hosts/none/at/all'))).toBe(config);
    expect(await findConfig(root)).toBeNull();
  });

  it('does not take a directory of that name', async () => {
    mkdirSync(join(root, 'hosts/arm64/dev-lang/binpkg-check.yaml'));
    expect(await findConfig(join(root, 'hosts/arm64/dev-lang'))).toBe(config);
  });
});

describe('readConfig', () => {
  it('takes paths from where the file is', async () => {
    const here = (path: string) => relative(process.cwd(), join(root, 'hosts', path));
    expect(await readConfig(config, { rules: [], formats: ['text'] })).toEqual({
      installed: [`stage3=${here('vdb')}`, '/abs', here('a')],
      with: [here('../other'), 'https://x.org/a=b'],
      output: here('out.json'),
    });
  });

  it('says that a file cannot be read', async () => {
    const missing = join(root, 'missing.yaml');
    await expect(readConfig(missing, { rules: [], formats: [] })).rejects.toThrow(
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
