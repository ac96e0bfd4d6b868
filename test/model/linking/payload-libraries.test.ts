// What clients find, against a client that is built file by file and asks as the dynamic linker does.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, answerFor, librariesOf } from '../../../src/model/linking/payload-libraries.js';
import { isOffered } from '../../../src/model/newest.js';
import type { BinaryPackage } from '../../../src/model/package.js';
import { payloadOf } from '../../../src/model/payload-of.js';
import type { Universe } from '../../../src/model/universe.js';
import { runs } from '../../support/long.js';
import { readScenario } from '../../support/scenario.js';

const NAMES = ['a', 'b', 'c'];
const SONAMES = ['liba.so.1', 'libb.so.2'];
const VERSIONS = ['V_1', 'V_2', 'V_3'];

interface Made {
  readonly where: 'binhost' | 'with other' | 'installed one' | 'installed two';
  readonly name: string;
  readonly version: number;
  readonly slot: string;
  readonly soname: string;
  readonly directory: string;
  /** Null: its files are not known. */
  readonly defines: readonly string[] | null;
}

const made: fc.Arbitrary<Made> = fc.record({
  where: fc.constantFrom('binhost', 'binhost', 'with other', 'installed one', 'installed two'),
  name: fc.constantFrom(...NAMES),
  version: fc.integer({ min: 1, max: 3 }),
  slot: fc.constantFrom('0', '1'),
  soname: fc.constantFrom(...SONAMES),
  directory: fc.constantFrom('/usr/lib64', '/lib64', '/opt/x/lib'),
  defines: fc.option(fc.subarray(VERSIONS, { minLength: 0 }), { nil: null, freq: 4 }),
});

/** A package for each, the later of equal name, version and slot the newer. */
function write(packages: readonly Made[]): string {
  const sections = new Map<string, string[]>([['binhost', []]]);
  const payloads: string[] = [];
  for (const [at, { where, name, version, slot, soname, directory, defines }] of packages.entries()) {
    // In a database a CPV is there once.
    const pn = where.startsWith('installed') ? `${name}${at}` : name;
    const cpv = `dev-libs/${pn}-${version}`;
    const list = sections.get(where) ?? [];
    list.push(
      `CPV: ${cpv}\nBUILD_TIME: ${at + 1}\nSLOT: ${slot}\nPATH: p${at}.xpak\nPROVIDES: x86_64: ${soname}\n`,
    );
    sections.set(where, list);
    if (defines === null) continue;
    const key = where.startsWith('installed') ? cpv : `p${at}.xpak`;
    payloads.push(
      `[payload ${key}]\n${directory}/${soname} elf soname=${soname}${defines.length > 0 ? ` defines=${defines}` : ''}\n`,
    );
  }
  const bodies = [...sections].map(([where, list]) => `[${where}]\n${list.join('\n')}`);
  return [...bodies, ...payloads].join('');
}

/** By trying every package one by one. */
function oracle(universe: Universe, soname: string, version: string): Answer {
  const held = (packages: readonly BinaryPackage[]) =>
    packages.filter(
      pkg =>
        !packages.some(
          other =>
            other.cpn === pkg.cpn &&
            other.slot.slot === pkg.slot.slot &&
            (Number(other.cpv.version?.text) > Number(pkg.cpv.version?.text) ||
              (other.cpv.version?.text === pkg.cpv.version?.text && other.buildTime > pkg.buildTime)),
        ),
    );
  const having = universe.packages.filter(pkg => pkg.provides.some(one => one.soname === soname));
  const elf = (pkg: BinaryPackage) => payloadOf(universe, pkg)?.elf[0];
  const isOpen = (pkg: BinaryPackage) => elf(pkg)?.path.startsWith('/opt/') !== true;
  const seen = having.some(isOpen) ? having.filter(isOpen) : having;
  const look = (client: readonly BinaryPackage[]): Answer => {
    const there = held(client).filter(pkg => seen.includes(pkg));
    if (there.length === 0) return 'absent';
    const sure = there.some(pkg => {
      const file = elf(pkg);
      if (file === undefined) return false;
      return file.versionDefinitions.length === 0 || file.versionDefinitions.includes(version);
    });
    if (sure) return 'defined';
    return there.every(pkg => elf(pkg) !== undefined) ? 'undefined' : 'unknown';
  };
  const offered = look(universe.packages.filter(isOffered));
  if (offered === 'defined' || offered === 'unknown') return offered;
  const clients = universe.sources.flatMap(({ role }, at) =>
    role === 'installed' ? [look(universe.packages.filter(({ source }) => source === at))] : [],
  );
  const lacking = clients.map(answer => (answer === 'absent' ? offered : answer));
  if (lacking.includes('undefined')) return 'undefined';
  if (lacking.includes('absent')) return 'absent';
  if (lacking.includes('unknown')) return 'unknown';
  return lacking.length > 0 ? 'defined' : offered;
}

describe('answerFor', () => {
  it('is what clients built file by file find', () => {
    const seen = new Set<Answer>();
    fc.assert(
      fc.property(fc.array(made, { maxLength: 9 }), packages => {
        const universe = readScenario(write(packages));
        for (const soname of SONAMES) {
          for (const version of VERSIONS) {
            const answer = answerFor(universe, 'x86_64', soname, version);
            seen.add(answer);
            expect([soname, version, answer]).toEqual([soname, version, oracle(universe, soname, version)]);
          }
        }
      }),
      runs(600),
    );
    expect([...seen].sort()).toEqual(['absent', 'defined', 'undefined', 'unknown']);
  });
});

describe('librariesOf', () => {
  const isPublic = (directory: string, more = '') => {
    const universe = readScenario(
      `[binhost]\nCPV: app-misc/a-1\nPATH: a.xpak\n[payload a.xpak]\n${directory}/liba.so.1 elf soname=liba.so.1\n${more}`,
    );
    return librariesOf(universe, 'x86_64', 'liba.so.1')[0]?.isPublic;
  };

  it.each([
    ['/lib', true],
    ['/lib64', true],
    ['/usr/lib', true],
    ['/usr/lib32', true],
    ['/usr/libx32', true],
    ['/usr/local/lib64', true],
    ['/lib64/glibc-hwcaps/x86-64-v3', true],
    ['/usr/lib/aarch64-linux-gnu', true],
    ['/gentoo/usr/lib64', true],
    ['/usr/lib64/firefox', false],
    ['/opt/a/lib', false],
    ['/usr/lib/llvm/17/lib64', false],
    ['/usr/libexec', false],
  ])('%s', (directory, expected) => {
    expect(isPublic(directory)).toBe(expected);
  });

  it('a package with a file in /etc/env.d adds to the directories of the linker', () => {
    expect(isPublic('/usr/lib/llvm/17/lib64', '/etc/env.d/\n')).toBe(false);
    expect(isPublic('/usr/lib/llvm/17/lib64', '/etc/env.d/60llvm-17 file\n')).toBe(true);
  });
});
