import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { RootPaths } from '../../../src/load/file/root-paths.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const directory = useTemporaryDirectory();
const at = (path: string) => join(directory.path, 'root', path);
const find = (path: string) => new RootPaths(join(directory.path, 'root')).find(path);
const link = (target: string, path: string) => symlinkSync(target, at(path));

beforeEach(() => {
  mkdirSync(at('usr/lib/deep'), { recursive: true });
  mkdirSync(join(directory.path, 'outside'));
  directory.write('root/usr/file', '');
});

describe('a path in a root', () => {
  it('is found with all its directories', () => {
    expect(find('/usr/lib/a.so')).toBe(at('usr/lib/a.so'));
    expect(find('/a')).toBe(at('a'));
    expect(find('/usr/none/a')).toBeNull();
    expect(find('/usr/file/a')).toBeNull();
  });

  it('goes through links as a system does that has the root for its own', () => {
    link('usr/lib', 'lib');
    link('/usr/lib', 'lib64');
    link('../usr/lib/deep', 'usr/up');
    expect(find('/lib/a.so')).toBe(at('usr/lib/a.so'));
    expect(find('/lib64/deep/a.so')).toBe(at('usr/lib/deep/a.so'));
    expect(find('/usr/up/a.so')).toBe(at('usr/lib/deep/a.so'));
  });

  it('never leaves the root', () => {
    link('../outside', 'away');
    link('../../../../../../usr', 'above');
    link(join(directory.path, 'outside'), 'absolute');
    expect(find('/away/a')).toBeNull();
    expect(find('/absolute/a')).toBeNull();
    expect(find('/above/lib/a')).toBe(at('usr/lib/a'));
    expect(find('/../outside/a')).toBeNull();
    expect(find('/usr/..')).toBeNull();
  });

  it('does not follow its last part, nor a circle', () => {
    link('/etc/passwd', 'usr/last');
    link('b', 'a');
    link('a', 'b');
    expect(find('/usr/last')).toBe(at('usr/last'));
    expect(find('/a/x')).toBeNull();
  });

  it('follows as many links as the kernel for one path, however they are nested', () => {
    link('/usr/lib', 'l0');
    for (let at = 1; at <= 40; at++) link(`/l${at - 1}/../../l${at - 1}`, `l${at}`);
    const paths = new RootPaths(join(directory.path, 'root'));
    // 1, 3, 7, 15, 31 and 63 links.
    expect([0, 1, 2, 3, 4, 5, 40].map(last => paths.find(`/l${last}/a`) !== null)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('is none where its name is too long for any', () => {
    expect(find(`/${'x'.repeat(300)}/a`)).toBeNull();
    expect(find(`/${'./'.repeat(500_000)}a`)).toBeNull();
    link(`${'./'.repeat(2000)}usr`, 'dots');
    expect(find('/dots/a')).toBe(at('usr/a'));
  });
});
