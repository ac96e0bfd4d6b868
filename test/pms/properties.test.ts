import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../src/pms/compare-versions.js';
import { formatCpv, parseCpv } from '../../src/pms/cpv.js';
import { formatDepspec } from '../../src/pms/depspec.js';
import { matchesAtom } from '../../src/pms/match-atom.js';
import { parseAtom } from '../../src/pms/parse-atom.js';
import { parseDepspec } from '../../src/pms/parse-depspec.js';
import { reduceDepspec } from '../../src/pms/reduce-depspec.js';
import { PmsSyntaxError } from '../../src/pms/syntax-error.js';
import { formatUseDependencies } from '../../src/pms/use-dependency.js';
import { formatVersion, parseVersion, releaseText } from '../../src/pms/version.js';
import { runs } from '../support/long.js';
import { atom, dependencies, release, useSetting, version } from './arbitraries.js';
import { candidate } from './read-fixture.js';

describe('versions', () => {
  it('are totally ordered', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        const [ab, bc, ac] = [compareVersions(a, b), compareVersions(b, c), compareVersions(a, c)];
        expect(compareVersions(b, a)).toBe(ab === 0 ? 0 : -ab);
        expect(compareVersions(a, a)).toBe(0);
        if (ab <= 0 && bc <= 0) expect(ac).toBe(ab === 0 && bc === 0 ? 0 : Math.min(ab, bc));
        if (ab === 0) expect(bc).toBe(ac);
      }),
      runs(2000),
    );
  });

  it('read back as written', () => {
    fc.assert(fc.property(version, text => formatVersion(parseVersion(text)) === text));
    fc.assert(fc.property(version, text => formatCpv(parseCpv(`c/p-${text}`)) === `c/p-${text}`));
  });

  it('grow with a revision, shrink with _alpha', () => {
    fc.assert(
      fc.property(release, text => {
        expect(compareVersions(`${text}-r1`, text)).toBe(1);
        expect(compareVersions(`${text}_alpha`, text)).toBe(-1);
        expect(compareVersions(`${text}_p`, text)).toBe(1);
      }),
    );
  });
});

describe('atoms', () => {
  it('read back as written, from their parts', () => {
    fc.assert(
      fc.property(atom, text => {
        const {
          blocker,
          operator,
          category,
          package: name,
          version: asked,
          slot,
          subSlot,
          slotOperator,
          repo,
          use,
        } = parseAtom(text);
        const sign = operator === '=*' ? '=' : (operator ?? '');
        const versioned =
          asked === null
            ? `${category}/${name}`
            : `${sign}${category}/${name}-${asked.text}${operator === '=*' ? '*' : ''}`;
        const slots =
          slot === null && slotOperator === null
            ? ''
            : `:${slot ?? ''}${subSlot === null ? '' : `/${subSlot}`}${slotOperator ?? ''}`;
        const bangs = blocker === null ? '' : blocker === 'weak' ? '!' : '!!';
        expect(
          bangs + versioned + slots + (repo === null ? '' : `::${repo}`) + formatUseDependencies(use),
        ).toBe(text);
      }),
    );
  });

  it('match as versions compare', () => {
    const holds: Record<string, (order: number) => boolean> = {
      '=': order => order === 0,
      '<': order => order < 0,
      '<=': order => order <= 0,
      '>': order => order > 0,
      '>=': order => order >= 0,
    };
    fc.assert(
      fc.property(version, version, fc.constantFrom('=', '<', '<=', '>', '>='), (asked, given, operator) => {
        const order = compareVersions(given, asked);
        expect(matchesAtom(parseAtom(`${operator}c/p-${asked}`), candidate(`c/p-${given}`))).toBe(
          holds[operator]?.(order),
        );
      }),
    );
    fc.assert(
      fc.property(version, version, (asked, given) => {
        const order = compareVersions(releaseText(parseVersion(given)), releaseText(parseVersion(asked)));
        expect(matchesAtom(parseAtom(`~c/p-${asked}`), candidate(`c/p-${given}`))).toBe(order === 0);
      }),
    );
  });

  it('with an asterisk match all that starts with their version', () => {
    fc.assert(
      fc.property(release, fc.constantFrom('', '-r3', '_p', '_alpha1_p2'), (text, tail) => {
        expect(matchesAtom(parseAtom(`=c/p-${text}*`), candidate(`c/p-${text}${tail}`))).toBe(true);
        if (/^[0-9.]+$/.test(text))
          expect(matchesAtom(parseAtom(`=c/p-${text}*`), candidate(`c/p-${text}.7b${tail}`))).toBe(true);
      }),
    );
  });
});

describe('dependency specifications', () => {
  it('read back as written', () => {
    fc.assert(
      fc.property(dependencies, text => formatDepspec(parseDepspec(text).nodes, leaf => leaf.text) === text),
    );
  });

  it('stay as they are when reduced again, under any USE', () => {
    fc.assert(
      fc.property(dependencies, useSetting, useSetting, (text, use, other) => {
        const reduced = reduceDepspec(parseDepspec(text), { use });
        expect(reduceDepspec({ ...reduced, reduced: false }, { use: other })).toEqual(reduced);
      }),
    );
  });

  it('are known as reduced only where reduction changes nothing', () => {
    fc.assert(
      fc.property(dependencies, useSetting, (text, use) => {
        const spec = parseDepspec(text);
        if (spec.reduced) expect(reduceDepspec({ ...spec, reduced: false }, { use })).toEqual(spec);
        const reduced = formatDepspec(reduceDepspec(spec, { use, eapi: '6' }).nodes, leaf => leaf.text);
        expect(parseDepspec(reduced).reduced).toBe(true);
      }),
    );
  });
});

describe('any text', () => {
  const character = fc.constantFrom(...'ab/-0.1_pr=<>~!*:[](),?|^ \n+@é', '');
  const grammar = fc.array(character).map(characters => characters.join(''));

  function expectErrorInside(text: string): void {
    for (const parse of [parseAtom, parseVersion, parseCpv, parseDepspec]) {
      try {
        parse(text);
      } catch (error) {
        if (!(error instanceof PmsSyntaxError)) throw error;
        expect(error.text).toBe(text);
        expect(error.offset).toBeGreaterThanOrEqual(0);
        expect(error.offset).toBeLessThanOrEqual(text.length);
      }
    }
  }

  it('is a value or an error with an offset inside it', () => {
    fc.assert(fc.property(grammar, expectErrorInside), runs(1000));
  });

  it('is so too where good text is cut off or changed', () => {
    fc.assert(
      fc.property(fc.oneof(atom, dependencies), fc.nat(), character, (text, at, replacement) => {
        const place = at % (text.length + 1);
        expectErrorInside(text.slice(0, place));
        expectErrorInside(text.slice(0, place) + replacement + text.slice(place + 1));
      }),
      runs(2000),
    );
  });
});
