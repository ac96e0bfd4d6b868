// Sizes that no ebuild has: every parser answers in linear time, with a value or a PmsSyntaxError.

import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../src/pms/compare-versions.js';
import { parseCpv } from '../../src/pms/cpv.js';
import { leavesOf } from '../../src/pms/depspec.js';
import type { DepspecKind } from '../../src/pms/depspec-leaf.js';
import { flagsOf } from '../../src/pms/flags-of.js';
import { intersects } from '../../src/pms/intersect-atoms.js';
import { iuseNames, parseIuse } from '../../src/pms/iuse.js';
import { missingKeywords, stackKeywords } from '../../src/pms/keywords.js';
import { acceptedLicenses, expandLicenses, missingLicenses } from '../../src/pms/license.js';
import { matchesAtom } from '../../src/pms/match-atom.js';
import { parseAtom } from '../../src/pms/parse-atom.js';
import { parseDepspec } from '../../src/pms/parse-depspec.js';
import { reduceDepspec } from '../../src/pms/reduce-depspec.js';
import { isRequiredUseMet, unmetRequiredUse } from '../../src/pms/required-use.js';
import { parseVersion } from '../../src/pms/version.js';
import { isVersionPrefix } from '../../src/pms/version-prefix.js';
import { startStopwatch } from '../support/stopwatch.js';
import { candidate, syntaxErrorOf } from './read-fixture.js';

const MEGABYTE = 1_000_000;
/** Milliseconds: far above what linear work takes on a busy machine, far below what quadratic work would. */
const LIMIT = 8_000;

function timed<T>(work: () => T): T {
  const took = startStopwatch();
  const result = work();
  expect(took()).toBeLessThan(LIMIT);
  return result;
}

describe('versions of a million characters', () => {
  it.each([
    ['digits', '9'.repeat(MEGABYTE), `${'9'.repeat(MEGABYTE - 1)}8`],
    ['zeros', `${'0'.repeat(MEGABYTE)}2`, '1'],
    ['fractions', `1.0${'9'.repeat(MEGABYTE)}`, `1.0${'9'.repeat(MEGABYTE - 1)}`],
    ['components', `1${'.1'.repeat(MEGABYTE / 2)}.2`, `1${'.1'.repeat(MEGABYTE / 2)}.1`],
    ['suffixes', `1${'_p'.repeat(MEGABYTE / 2)}_p`, `1${'_p'.repeat(MEGABYTE / 2)}`],
    ['revisions', `1-r${'9'.repeat(MEGABYTE)}`, `1-r${'9'.repeat(MEGABYTE - 1)}8`],
  ])('compare by their last character: %s', (_, higher, lower) => {
    timed(() => {
      expect(compareVersions(higher, lower)).toBe(1);
      expect(compareVersions(lower, higher)).toBe(-1);
      expect(isVersionPrefix(parseVersion(higher), parseVersion(lower))).toBe(false);
    });
  });

  it('are refused where their last character is wrong', () => {
    timed(() =>
      expect(syntaxErrorOf(() => parseVersion(`${'1.'.repeat(MEGABYTE)}`)).offset).toBe(2 * MEGABYTE - 1),
    );
  });
});

describe('atoms of a million characters', () => {
  it.each([
    ['category', `${'a'.repeat(MEGABYTE)}/b`],
    ['package', `a/${'b'.repeat(MEGABYTE)}`],
    ['hyphens', `a/b${'-'.repeat(MEGABYTE)}`],
    ['hyphens and letters', `a/b${'-r'.repeat(MEGABYTE / 2)}`],
    ['version', `=a/b-${'1'.repeat(MEGABYTE)}*`],
    ['slot', `a/b:${'0'.repeat(MEGABYTE)}/1=`],
    ['repository', `a/b::${'r'.repeat(MEGABYTE)}`],
    ['flags', `a/b[${'x,'.repeat(MEGABYTE / 2)}x]`],
    ['different flags', `a/b[x0(+)${Array.from({ length: 100_000 }, (_, i) => `,y${i}`).join('')}]`],
  ])('are read: %s', (_, text) => {
    const atom = timed(() => parseAtom(text));
    expect(atom.text).toBe(text);
    timed(() => [matchesAtom(atom, candidate('a/b-1')), intersects(atom, atom)]);
  });

  it.each([
    ['versions', `a/b${'-1'.repeat(MEGABYTE / 2)}`],
    ['revisions', `=a/b${'-r1'.repeat(MEGABYTE / 3)}`],
    ['slashes', '/'.repeat(MEGABYTE)],
    ['bangs', '!'.repeat(MEGABYTE)],
    ['colons', `a/b${':'.repeat(MEGABYTE)}`],
    ['brackets', `a/b${'['.repeat(MEGABYTE)}`],
    ['commas', `a/b[${','.repeat(MEGABYTE)}]`],
    ['asterisks', `a/b${'*'.repeat(MEGABYTE)}`],
  ])('are refused: %s', (_, text) => {
    timed(() => {
      expect(syntaxErrorOf(() => parseAtom(text, { wildcard: true })).message.length).toBeLessThan(300);
      expect(syntaxErrorOf(() => parseAtom(text)).text).toBe(text);
    });
  });

  it('with wildcards are matched and intersected', () => {
    const atom = parseAtom(`*/${'a*'.repeat(MEGABYTE / 2)}`, { wildcard: true });
    timed(() => {
      expect(matchesAtom(atom, candidate(`c/${'a'.repeat(MEGABYTE / 2)}-1`))).toBe(true);
      expect(matchesAtom(atom, candidate(`c/${'a'.repeat(MEGABYTE / 2 - 1)}b-1`))).toBe(false);
      expect(intersects(atom, parseAtom(`*/${'b*'.repeat(MEGABYTE / 2)}`, { wildcard: true }))).toBe(false);
    });
  });

  it('name packages of any length', () => {
    timed(() => expect(parseCpv(`a/${'b-'.repeat(MEGABYTE / 2)}-1`).version?.text).toBe('1'));
  });
});

describe('specifications of a million characters', () => {
  it('may be half a million spaces', () => {
    timed(() => expect(parseDepspec(`a/b${' '.repeat(500_000)}c/d`).nodes).toHaveLength(2));
    timed(() => expect(parseDepspec('\n'.repeat(500_000)).nodes).toEqual([]));
  });

  it.each(['( ', '|| ( ', 'x? ( ', '!x? ( || ( '])(
    'may nest %j a hundred thousand times, and are refused',
    opening => {
      timed(() =>
        expect(syntaxErrorOf(() => parseDepspec(opening.repeat(100_000))).rule).toContain('nested'),
      );
    },
  );

  it('may close what is not open', () => {
    timed(() => expect(syntaxErrorOf(() => parseDepspec(' )'.repeat(100_000))).offset).toBe(1));
  });

  it.each(['dependency', 'license', 'restrict', 'src-uri'] as const)('may have 250,000 items: %s', kind => {
    const item = kind === 'dependency' ? 'a/b' : 'a-b';
    const spec = timed(() => parseDepspec<DepspecKind>(`x? ( ${`${item} `.repeat(250_000)} )`, { kind }));
    timed(() => {
      expect(reduceDepspec<unknown>(spec, { use: new Set(['x']) }).nodes).toHaveLength(250_000);
      expect([...leavesOf<unknown>(spec.nodes)]).toHaveLength(250_000);
    });
  });

  it('may have choices of 250,000 members, directly within each other', () => {
    const spec = parseDepspec(`|| ( || ( ${'a/b '.repeat(250_000)}) c/d )`);
    timed(() => expect(reduceDepspec(spec, {}).nodes[0]).toMatchObject({ type: 'any-of' }));
  });

  it('may be as deep as allowed, and wide at the bottom', () => {
    const flags = Array.from({ length: 100_000 }, (_, i) => `f${i}`).join(' ');
    for (const opening of ['( ', '|| ( ', '!x? ( ']) {
      const text = `${opening.repeat(999)}${flags}${' )'.repeat(999)}`;
      const spec = timed(() => parseDepspec(text, { kind: 'required-use' }));
      timed(() => {
        expect(isRequiredUseMet(text, new Set())).toBe(false);
        expect(unmetRequiredUse(spec, new Set()).length).toBeGreaterThan(0);
        expect(flagsOf(spec).length).toBeGreaterThanOrEqual(100_000);
        expect([...leavesOf(spec.nodes)]).toHaveLength(100_000);
        expect(reduceDepspec(spec, {}).reduced).toBe(true);
      });
    }
  });
});

describe('lists of a hundred thousand words', () => {
  const words = Array.from({ length: 100_000 }, (_, i) => `w${i}`).join(' ');

  it('are read', () => {
    timed(() => {
      expect(parseIuse(words)).toHaveLength(100_000);
      expect(iuseNames(words).size).toBe(100_000);
      expect(stackKeywords(words).size).toBe(100_000);
      expect(missingKeywords(words, new Set(['x']))).toHaveLength(100_000);
    });
  });

  it('are licenses', () => {
    const names = words.split(' ');
    const spec = parseDepspec(`|| ( ${words} )`, { kind: 'license' });
    timed(() => {
      expect(expandLicenses(['@all'], new Map([['all', names]]))).toHaveLength(100_000);
      expect(acceptedLicenses(names, names).size).toBe(100_000);
      expect(missingLicenses(spec, ['other'])).toHaveLength(100_000);
    });
  });
});
