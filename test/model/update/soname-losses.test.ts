// Lost libraries against a reader of the same words that asks every package of every other one, over random small binhosts.

import { describe, expect, it } from 'vitest';
import { isSuperseded, newestInSlot } from '../../../src/model/newest.js';
import type { BinaryPackage } from '../../../src/model/package.js';
import type { Universe } from '../../../src/model/universe.js';
import { sonameLosses } from '../../../src/model/update/soname-losses.js';
import { compareVersions } from '../../../src/pms/compare-versions.js';
import { readScenario } from '../../support/scenario.js';

/** Mulberry32. */
function randomizer(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const SONAMES = ['liba.so.1', 'liba.so.2', 'plugin.so'];
const DEPENDENCIES = [
  '',
  'dev-libs/p',
  'dev-libs/p:0/0=',
  'dev-libs/p:0/1=',
  'dev-libs/p:=',
  '<dev-libs/p-3:=',
];

function randomText(next: (below: number) => number): string {
  const some = () => SONAMES.filter(() => next(5) < 2).join(' ');
  const list = (key: string) => {
    const names = some();
    return names === '' ? '' : `${key}: x86_64: ${names}\n`;
  };
  const section = () => {
    const packages: string[] = [];
    for (let count = 2 + next(7); count > 0; count--) {
      const name = ['dev-libs/p', 'dev-libs/p', 'app-misc/u', 'app-misc/v', 'dev-libs/q'][next(5)] as string;
      const isUser = name.startsWith('app-misc');
      const slot = isUser ? '' : `SLOT: ${['0', '0', '0/1', '2'][next(4)]}\n`;
      const depend = isUser ? `RDEPEND: ${DEPENDENCIES[next(6)]}\n` : '';
      packages.push(
        `CPV: ${name}-${1 + next(isUser && next(4) > 0 ? 1 : 3)}\nBUILD_TIME: ${1 + next(5)}\n${depend}${list('PROVIDES')}${list('REQUIRES')}${slot}`,
      );
    }
    return packages.join('\n');
  };
  const parts = [`[binhost]\n${section()}`];
  for (let count = 1 + next(2); count > 0; count--) parts.push(`[published g${count}]\n${section()}`);
  if (next(3) === 0) parts.push(`[installed]\n${section()}`);
  return parts.join('');
}

type Said = readonly string[];

/** `BROKEN|KEPT PROVIDER SONAME USER`, by the words of the rule. */
function readSlowly(universe: Universe): Said {
  const said: string[] = [];
  const last = universe.sources.findLastIndex(({ role }) => role === 'published');
  const sameSlot = (a: BinaryPackage, b: BinaryPackage) => a.cpn === b.cpn && a.slot.slot === b.slot.slot;
  const isOlder = (a: BinaryPackage, b: BinaryPackage) => {
    const version = compareVersions(a.cpv.version ?? '0', b.cpv.version ?? '0');
    return (
      version < 0 ||
      (version === 0 && (a.buildTime < b.buildTime || (a.buildTime === b.buildTime && a.id < b.id)))
    );
  };
  const ofLast = universe.packages.filter(
    pkg =>
      pkg.source === last &&
      !universe.packages.some(one => one.source === last && sameSlot(one, pkg) && isOlder(pkg, one)),
  );
  const current = universe.judged.filter(pkg => !isSuperseded(universe, pkg));
  const baselines = universe.sources.flatMap(({ role }, at) => (role === 'installed' ? [at] : []));
  for (const to of current) {
    const before = [...universe.judged, ...ofLast]
      .filter(pkg => pkg !== to && sameSlot(pkg, to) && pkg.slot.subSlot === to.slot.subSlot)
      .sort((a, b) => (isOlder(a, b) ? -1 : 1));
    for (const name of SONAMES) {
      const has = (pkg: BinaryPackage) => pkg.provides.some(({ soname }) => soname === name);
      const needs = (pkg: BinaryPackage) => pkg.requires.some(({ soname }) => soname === name);
      const from = before.findLast(has);
      if (from === undefined || has(to) || current.some(has)) continue;
      const keptBy = (at: number) =>
        universe.packages.some(
          pkg => pkg.source === at && has(pkg) && newestInSlot(universe, pkg.cpn, pkg.slot.slot) === null,
        );
      if (baselines.length > 0 && baselines.every(keptBy)) continue;
      for (const user of new Set([...universe.judged, ...ofLast])) {
        if (!needs(user) || user.cpn === to.cpn) continue;
        const dependency = user.record.RDEPEND;
        const subSlot = /:0\/(\d)=/.exec(dependency)?.[1];
        const fits = (pkg: BinaryPackage) =>
          dependency.includes('dev-libs/p') &&
          pkg.cpn === 'dev-libs/p' &&
          (subSlot === undefined || (pkg.slot.slot === '0' && pkg.slot.subSlot === subSlot)) &&
          (!dependency.startsWith('<') || compareVersions(pkg.cpv.version ?? '0', '3') < 0);
        if (fits(from) && !fits(to)) continue;
        if (current.includes(user)) said.push(`broken ${to.id} ${name} ${user.id}`);
        else {
          const heir = current.find(pkg => sameSlot(pkg, user));
          const isMended =
            heir !== undefined &&
            (needs(heir) || compareVersions(heir.cpv.version ?? '0', user.cpv.version ?? '0') > 0);
          if (!isMended && dependency.includes('=') && fits(from))
            said.push(`kept ${to.id} ${name} ${user.cpn}`);
        }
      }
    }
  }
  return [...new Set(said)].sort();
}

function read(universe: Universe): Said {
  return sonameLosses(universe)
    .flatMap(({ to, soname: { soname }, broken, kept }) => [
      ...broken.map(user => `broken ${to.id} ${soname} ${user.id}`),
      ...kept.map(user => `kept ${to.id} ${soname} ${user.cpn}`),
    ])
    .sort();
}

describe('lost libraries', () => {
  it('are those that a slow reader finds', () => {
    const next = randomizer(5);
    let [found, kept] = [0, 0];
    for (let round = 0; round < 1000; round++) {
      const text = randomText(next);
      const universe = readScenario(text);
      const said = read(universe);
      expect(said, text).toEqual(readSlowly(universe));
      found += said.length;
      kept += said.filter(line => line.startsWith('kept')).length;
    }
    // The generator would be of no use if it met few.
    expect(found - kept).toBeGreaterThan(150);
    expect(kept).toBeGreaterThan(20);
  });
});
