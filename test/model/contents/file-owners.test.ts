import { describe, expect, it } from 'vitest';
import { collapsePath } from '../../../src/model/collapse-path.js';
import { FileOwners } from '../../../src/model/contents/file-owners.js';
import { membersOf } from '../../../src/model/payload.js';
import { payloadOf } from '../../../src/model/payload-of.js';
import { readScenario } from '../../support/scenario.js';

function universeOf(images: readonly string[], header = 'IUSE: split-usr\n') {
  const index = images.map(
    (_, i) => `CPV: app-misc/p${i}x-1\nPATH: p${i}.gpkg.tar\n${i === 0 ? header : ''}`,
  );
  const payloads = images.map((image, i) => `[payload p${i}.gpkg.tar]\n${image}\n`);
  return readScenario(`[binhost]\n${index.join('\n')}${payloads.join('')}`);
}

/** A small generator of numbers below `n`, the same in every run. */
function numbers(seed: number): (n: number) => number {
  let state = seed;
  return n => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % n;
  };
}

function randomImages(seed: number): readonly string[] {
  const next = numbers(seed);
  const directories = [
    '/bin',
    '/usr/bin',
    '/usr/sbin',
    '/lib64',
    '/usr/lib64',
    '/usr/share/a',
    '/var/run',
    '/run',
  ];
  return Array.from({ length: 5 }, () => {
    const lines = new Map<string, string>();
    for (let i = 0; i < 12; i++) {
      const path = `${directories[next(directories.length)]}/${'abc'[next(3)]}`;
      const kind = next(4);
      if (kind === 0 && seed % 2 === 0) lines.set(`${path}`, `${path}/`);
      else if (kind === 1 && seed % 2 === 1) lines.set(path, `${path} -> ${'abc'[next(3)]}`);
      else lines.set(path, `${path} file`);
    }
    return [...lines.values()].join('\n');
  });
}

/** By text alone: no table, no hash. */
function placeByHand(path: string): string {
  return path
    .replace(/^\/(?:s?bin|usr\/sbin)(?=\/)/, '/usr/bin')
    .replace(/^\/lib64(?=\/)/, '/usr/lib64')
    .replace(/^\/var\/run(?=\/)/, '/run');
}

describe('FileOwners', () => {
  it('agrees with a plain search of all members, on random universes', () => {
    let judged = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const universe = universeOf(randomImages(seed));
      const owners = new FileOwners(universe);
      // What links to directories of others do has a test of its own.
      if (owners.linked.length > 0) continue;
      judged++;
      const byHand = new Map<string, string[]>();
      for (const pkg of universe.packages) {
        const payload = payloadOf(universe, pkg);
        for (const { path, kind } of payload === null ? [] : membersOf(payload)) {
          const place = placeByHand(path);
          byHand.set(place, [...(byHand.get(place) ?? []), `${pkg.cpvText} ${path} ${kind}`]);
        }
      }
      for (const [place, expected] of byHand) {
        const found = [...owners.ownersOf(place)].map(
          ({ package: pkg, written, kind }) => `${pkg.cpvText} ${written} ${kind}`,
        );
        expect(found.sort()).toEqual(expected.sort());
      }
      const contested = [...byHand].filter(
        ([, list]) => list.length > 1 && list.some(text => !text.endsWith('directory')),
      );
      const shared = [...owners.shared()].map(([first]) => first?.path ?? '');
      expect(shared.sort()).toEqual(contested.map(([place]) => place).sort());
    }
    expect(judged).toBeGreaterThan(50);
  });

  it('does without the members of a superseded version in what is shared', () => {
    const universe = readScenario(
      '[binhost]\nCPV: app-misc/a-1\nPATH: a1\n\nCPV: app-misc/a-2\nPATH: a2\n\nCPV: app-misc/b-1\nPATH: b\n[payload a1]\n/usr/bin/x elf\n[payload a2]\n/usr/bin/y elf\n[payload b]\n/usr/bin/x elf\n',
    );
    expect([...new FileOwners(universe).shared()]).toEqual([]);
  });

  it('follows a symlink that is a directory of another package', () => {
    const owners = new FileOwners(
      universeOf(['/usr/share/new/\n/usr/share/old -> new', '/usr/share/old/\n/usr/share/old/x file']),
    );
    expect(owners.linked.map(([first]) => first?.path)).toEqual(['/usr/share/old']);
    expect(owners.pathOf('/usr/share/old/x')).toBe('/usr/share/new/x');
    expect(owners.isThroughLink('/usr/share/old/x')).toBe(true);
    expect([...owners.ownersOf('/usr/share/new/x')].map(({ written }) => written)).toEqual([
      '/usr/share/old/x',
    ]);
    expect(owners.find('/usr/share/old/x')?.package.cpvText).toBe('app-misc/p1x-1');
  });

  it('finds what is behind symlinks of directories, and nothing in a circle', () => {
    const owners = new FileOwners(
      universeOf([
        '/usr/lib64/real/\n/usr/lib64/real/x file\n/usr/share/one -> ../lib64/two\n/usr/lib64/two -> real\n/usr/a -> b\n/usr/b -> a',
      ]),
    );
    expect(owners.find('/usr/share/one/x')?.path).toBe('/usr/lib64/real/x');
    expect(owners.find('/usr/share/../share/one/./x')?.path).toBe('/usr/lib64/real/x');
    expect(owners.find('/usr/share/one/y')).toBeNull();
    expect(owners.find('/usr/a/x')).toBeNull();
    expect(collapsePath(owners.targetOf({ path: '/usr/b/c', link: '../../..' }))).toBe('/');
  });

  it('has no place for the symlinks that make a merged /usr', () => {
    const owners = new FileOwners(
      universeOf(['/bin -> usr/bin\n/usr/sbin -> bin\n/bin/x -> y\n/usr/bin/', '']),
    );
    expect([...owners.ownersOf('/bin')].map(({ kind, written }) => `${kind} ${written}`)).toEqual([
      'directory /usr/bin',
    ]);
    expect([...owners.ownersOf('/usr/sbin/x')].map(({ written }) => written)).toEqual(['/bin/x']);
  });
});
