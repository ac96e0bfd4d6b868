import { expect, it } from 'vitest';
import { collisionsOf } from '../../../src/model/contents/collisions.js';
import { membersOf } from '../../../src/model/payload.js';
import { payloadOf } from '../../../src/model/payload-of.js';
import { matchesAtom } from '../../../src/pms/match-atom.js';
import { readScenario } from '../../support/scenario.js';

/** Six packages of three names and two slots, with a blocker here and there, and files in four places. */
function randomScenario(seed: number): string {
  let state = seed;
  const next = (n: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % n;
  };
  const entries: string[] = [];
  const payloads: string[] = [];
  const taken = new Set<string>();
  for (let i = 0; i < 6; i++) {
    const name = `app-misc/${'abc'[next(3)]}`;
    const slot = next(2);
    const instance = `${name}-${i}:${slot}`;
    if (taken.has(instance)) continue;
    taken.add(instance);
    const blocker = next(3) === 0 ? `${next(2) === 0 ? '!' : '!!'}app-misc/${'abc'[next(3)]}:${next(2)}` : '';
    const layout = i === 0 ? 'IUSE: split-usr\n' : '';
    entries.push(
      `CPV: ${name}-${i}\nSLOT: ${slot}\nPATH: ${i}.gpkg.tar\n${layout}${['RDEPEND', 'PDEPEND', 'DEPEND'][next(3)]}: ${blocker}\n`,
    );
    const files = ['/bin', '/usr/bin', '/usr/share/x', '/etc'].filter(() => next(2) === 0);
    payloads.push(
      `[payload ${i}.gpkg.tar]\n${files.map(directory => `${directory}/f${next(2)} file\n`).join('')}`,
    );
  }
  return `[binhost]\n${entries.join('\n')}${payloads.join('')}`;
}

it('finds the pairs that a comparison of each package with each other finds', () => {
  let total = 0;
  for (let seed = 1; seed <= 300; seed++) {
    const universe = readScenario(randomScenario(seed));
    const newest = universe.packages.filter(
      pkg =>
        !universe.packages.some(
          ({ cpn, slot, id }) => cpn === pkg.cpn && slot.slot === pkg.slot.slot && id > pkg.id,
        ),
    );
    const placesOf = (pkg: (typeof newest)[number]) => {
      const payload = payloadOf(universe, pkg);
      return [...(payload === null ? [] : membersOf(payload))].map(({ path }) =>
        path.replace(/^\/bin/, '/usr/bin'),
      );
    };
    const blocks = (a: (typeof newest)[number], b: (typeof newest)[number]) =>
      [a.record.RDEPEND, a.record.PDEPEND, a.record.DEPEND].some(text => {
        const atom = /^!+(.+)$/.exec(text)?.[1];
        return atom !== undefined && matchesAtom(universe.atom(atom), b);
      });
    const expected: string[] = [];
    for (const a of newest) {
      for (const b of newest) {
        if (a.cpvText >= b.cpvText || blocks(a, b) || blocks(b, a)) continue;
        const common = placesOf(a).filter(path => placesOf(b).includes(path));
        for (const path of common)
          expected.push(`${path.startsWith('/etc/') ? 'config' : 'file'} ${a.cpvText} ${b.cpvText} ${path}`);
      }
    }
    const found = collisionsOf(universe)
      .filter(({ kind }) => kind !== 'self')
      .flatMap(({ kind, package: a, other: b, paths }) =>
        paths.map(path => `${kind} ${a.cpvText} ${b.cpvText} ${path}`),
      );
    expect(found.sort()).toEqual([...new Set(expected)].sort());
    total += found.length;
  }
  expect(total).toBeGreaterThan(200);
});
