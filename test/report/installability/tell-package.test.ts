import { describe, expect, it } from 'vitest';
import { explainPackage } from '../../../src/answer/explain-package.js';
import type { Universe } from '../../../src/model/universe.js';
import { tellPackages } from '../../../src/report/installability/tell-package.js';
import { PLAIN } from '../../../src/report/words/palette.js';
import { RULES } from '../../../src/rules/index.js';
import { readScenario } from '../../support/scenario.js';

const scenario = (...packages: readonly (readonly [cpv: string, needs: string])[]) =>
  readScenario(`[binhost]\n${packages.map(([cpv, needs]) => `CPV: ${cpv}\nRDEPEND: ${needs}\n`).join('\n')}`);

const tell = (universe: Universe, words: string, more: { width?: number; verbose?: boolean } = {}) =>
  tellPackages(explainPackage(universe, RULES, words, { every: more.verbose === true }), RULES, {
    width: 120,
    verbose: false,
    palette: PLAIN,
    ...more,
  })
    // Scenarios have no digests, and that is another story.
    .replace(/ {2}error {4}has no SIZE.*\n(?: {11}.*\n)*/g, '')
    .trimEnd()
    .split('\n');

describe('explain SOURCE ATOM', () => {
  const chain = scenario(
    ['x/a-1', 'x/b'],
    ['x/b-1', 'x/c'],
    ['x/c-1', ''],
    ['x/d-1', 'x/b x/c'],
    ['x/e-1', 'x/f'],
  );

  it('tells what a package comes with, how its needs are met and what hangs on it', () => {
    expect(tell(chain, 'x/b')).toEqual([
      'x/b-1 can be installed from an empty root',
      '  with     1 other package: x/c-1',
      '  needs    one, met: x/c-1',
      '  impact   2 packages cannot be installed without it (all need it directly): x/a-1  x/d-1',
    ]);
    expect(tell(chain, 'x/c')).toContain(
      '  impact   3 packages cannot be installed without it (2 need it directly): x/b-1  x/d-1  x/a-1',
    );
    expect(tell(chain, 'x/d')).toContain('  needs    all 2 met: x/b-1  x/c-1');
    expect(tell(chain, 'x/d').at(-1)).toBe('  impact   nothing is lost without it');
  });

  it('tells why one cannot be installed, once', () => {
    const lines = tell(chain, 'x/e');
    expect(lines.slice(0, 3)).toEqual([
      'x/e-1 cannot be installed from an empty root',
      '  because  x/e-1 needs x/f, which is not here',
      '  needs    one, not met',
    ]);
    expect(lines.filter(line => line.startsWith('  not met'))).toEqual([]);
    expect(lines.at(-1)).toBe('  impact   nothing that can be installed needs it');
  });

  it('does not say that all is met of what is refused because its needs do not go together', () => {
    const clash = scenario(['x/a-1', 'x/b x/c'], ['x/b-1', '!x/c'], ['x/c-1', '']);
    const lines = tell(clash, 'x/a');
    expect(lines[0]).toContain('cannot be installed');
    expect(lines).toContain('  pulls in 2 packages with what they pull in, each need by itself is met');
  });

  it('tells every need and name when verbose', () => {
    const lines = tell(chain, 'x/d', { verbose: true });
    expect(lines).toContain('  met      RDEPEND x/b by x/b-1');
    expect(lines).toContain('  pulls in 2 packages with what they pull in, all needs met');
    expect(tell(chain, 'x/e', { verbose: true })).toContain(
      '  not met  RDEPEND x/f: there is none of that name',
    );
  });

  it('tells the first build of each slot, and all when verbose', () => {
    const builds = readScenario(
      '[binhost]\nCPV: x/a-1\n\nCPV: x/a-2\n\nCPV: x/a-3\nSLOT: 3\n\nCPV: x/user-1\nRDEPEND: x/a:0\n',
    );
    const lines = tell(builds, 'x/a');
    expect(lines.filter(line => line.startsWith('x/'))).toEqual([
      'x/a-3 (slot 3) can be installed from an empty root',
      'x/a-2 can be installed from an empty root',
    ]);
    expect(lines.at(-1)).toBe('also (--verbose) x/a-1');
    expect(lines.join(' ').replace(/ +/g, ' ')).toContain(
      'nothing needs this very build; 1 package cannot be installed without x/a (and needs it directly): x/user-1',
    );
    const verbose = tell(builds, 'x/a', { verbose: true });
    expect(verbose.filter(line => line.startsWith('x/a'))).toHaveLength(3);
  });
});

describe('from baselines', () => {
  const text =
    '[binhost]\nCPV: net-misc/wget-2\nRDEPEND: >=sys-libs/glibc-2.33\n\nCPV: sys-libs/glibc-2.33\n' +
    '[installed old]\nCPV: sys-libs/glibc-2.31\n\nCPV: net-misc/wget-1\n\nCPV: sys-libs/pam-1\nRDEPEND: <sys-libs/glibc-2.33\n' +
    '[installed new]\nCPV: sys-libs/glibc-2.33\n';

  it('tells each of them apart, in one headline', () => {
    const lines = tell(readScenario(text), 'wget');
    expect(lines[0]).toBe('net-misc/wget-2 can be installed from "new", not from "old"');
    expect(lines).toContain('  because  from "old": net-misc/wget-2 needs >=sys-libs/glibc-2.33');
    expect(lines).toContain('  and      sys-libs/pam-1 needs <sys-libs/glibc-2.33');
    expect(lines).toContain('  with     from "new": nothing else');
  });

  it('tells what is replaced and what breaks by it', () => {
    const one = text.slice(0, text.indexOf('[installed new]')).replace('RDEPEND: <sys-libs/glibc-2.33\n', '');
    expect(tell(readScenario(one), 'wget').slice(1, 3)).toEqual([
      '  replaces net-misc/wget-1',
      '  with     1 other package: sys-libs/glibc-2.33 (for 2.31)',
    ]);
    const library = one
      .replace('CPV: sys-libs/glibc-2.31\n', 'CPV: sys-libs/glibc-2.31\nPROVIDES: x86_64: libcrypt.so.1\n')
      .replace('CPV: sys-libs/pam-1\n', 'CPV: sys-libs/pam-1\nREQUIRES: x86_64: libcrypt.so.1\n');
    expect(tell(readScenario(library), 'glibc').join(' ')).toContain(
      'breaks   merged without anything else it breaks 1 installed package, which lacks libcrypt.so.1: sys-libs/pam-1',
    );
  });
});

describe('the page', () => {
  const many = scenario(
    ...Array.from({ length: 60 }, (_, at) => [`app-misc/user-of-it${at}-1`, 'dev-libs/it'] as const),
    ['dev-libs/it-1', ''],
  );

  it.each([80, 200])('keeps to %i columns and to two lines of names', width => {
    const lines = tell(many, 'dev-libs/it', { width });
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    expect(lines.join('\n')).toMatch(/60 packages cannot be installed[\s\S]*\.\.\. \d+ more$/);
    expect(lines.length).toBeLessThanOrEqual(6);
    const verbose = tell(many, 'dev-libs/it', { width, verbose: true }).join(' ');
    for (let at = 0; at < 60; at++) expect(verbose).toContain(`app-misc/user-of-it${at}-1`);
  });

  it('breaks a long headline', () => {
    const name = `app-misc/${'very-'.repeat(8)}long`;
    expect(tell(scenario([`${name}-1`, '']), name, { width: 80 }).slice(0, 2)).toEqual([
      `${name}-1 can be installed from an`,
      'empty root',
    ]);
  });

  it('is the same each time', () => {
    expect(tell(many, 'dev-libs/it')).toEqual(tell(many, 'dev-libs/it'));
  });
});
