import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../../src/check/check.js';
import { loadUniverse } from '../../../src/load/load-universe.js';
import { renderText } from '../../../src/report/findings/render-text.js';
import type { CheckResult, ReportStyle } from '../../../src/report/findings/reporter.js';
import { PLAIN } from '../../../src/report/words/palette.js';
import { RULES as REAL_RULES } from '../../../src/rules/index.js';
import { realIndices } from '../../support/real-data.js';
import { absent, makeFinding, makeResult, RULES, tooOld } from '../sample-results.js';

const NO_BASELINE = 'no baseline given: what a stage3 has counts as missing (--installed)';

function render(result: CheckResult, style: Partial<ReportStyle> = {}): string[] {
  const input = { result, rules: RULES, tool: { name: 'binpkg-check', version: '0.1.0' } };
  const text = renderText(input, {
    width: 80,
    lines: 60,
    verbose: false,
    quiet: false,
    palette: PLAIN,
    ...style,
  });
  expect(text.endsWith('\n')).toBe(true);
  return text.slice(0, -1).split('\n');
}

/** Two glibc floors with a consequence, one family of five names, one stale perl, one note. */
function makeMixedResult(): CheckResult {
  const floors = [
    tooOld('>=2.40', 'net-misc/wget-1.21', { build: 2 }),
    tooOld('>=2.40', 'net-misc/curl-8.1'),
    tooOld('>=2.38-r11', 'app-arch/tar-1.34'),
  ];
  const missing = [
    ...['sys-apps/sed-4.9', 'sys-apps/gawk-5.1', 'dev-lang/perl-5.38'].map(cpv =>
      absent('sys-libs/readline:0/8', cpv),
    ),
    ...['virtual/libintl', 'app-arch/bzip2', 'dev-libs/libpcre2'].map(name =>
      absent(name, 'sys-apps/grep-3.8'),
    ),
    absent('virtual/libiconv', 'sys-apps/grep-3.7', { superseded: true }),
    absent('net-libs/gnutls', 'www-client/lynx-2.9', { causedBy: floors[0]!.fingerprint }),
  ];
  const data = { class: 'RDEPEND', item: '=dev-lang/perl-5.40*', name: 'dev-lang/perl' };
  const nearest = { cpv: 'dev-lang/perl-5.38.2-r3', differs: 'version' };
  const stale = ['dev-perl/URI-5.2', 'dev-perl/TimeDate-2.3'].map(cpv =>
    makeFinding('unmet-dependency', 'version', { ...data, nearest }, { cpv, superseded: true }),
  );
  const notes = ['5', '6'].map(eapi =>
    makeFinding('environment-mixed', 'eapi', { eapi }, { severity: 'info', cpv: `app-misc/a-${eapi}` }),
  );
  const rest = {
    unusable: 10,
    unchecked: [{ kind: 'baseline' as const }],
    notRun: [{ rule: 'container-invalid', wanted: ['mirror'] as const }],
  };
  return makeResult([...floors, ...missing, ...stale, ...notes], rest);
}

describe('text report', () => {
  it('tells causes first, each once, with their consequences, in 80 columns', () => {
    expect(`\n${render(makeMixedResult()).join('\n')}\n`).toMatchInlineSnapshot(`
      "
      2,433 packages, 906 names · no baseline given: what a stage3 has counts as
      missing (--installed)

      error  5 packages that others need are not here · 5 packages [unmet-dependency]
             most      sys-libs/readline:0/8 (3)  app-arch/bzip2  dev-libs/libpcre2
                       virtual/libintl  virtual/libiconv
             note      1 superseded by a newer one
             do        add sys-libs/readline:0/8, or name the baseline that has it
                       (--installed); likewise for the others

      error  sys-libs/glibc is too old for packages built on a newer one · 3 packages
             [libc-floor]
             needs     >=2.40 (2), >=2.38-r11 (1)
             has       2.38-r10
             so        merged on their own these packages do not start
             also      1 more finding of 1 package follows from this
             do        publish sys-libs/glibc-2.40 first; it repairs all 518

      error  no version of dev-lang/perl is the one that others need · 2 packages
             [unmet-dependency]
             needs     =dev-lang/perl-5.40*
             has       dev-lang/perl-5.38.2-r3 (version)
             note      all superseded by newer ones
             do        publish a version that =dev-lang/perl-5.40* allows

      info  2 packages with 2 old EAPIs · 2 packages [environment-mixed]

      10 of 2,433 packages cannot be used as they are
      13 errors in 7 causes · 2 notes · --verbose for each ·
      explain RULE for the story
      1 of 2 rules could not run (--verbose)
      fails at error: 7 causes
      "
    `);
  });

  it('keeps count and rule beside the title, however wide the screen is', () => {
    const [top, , ...lines] = render(makeMixedResult(), { width: 200 });
    expect(top).toBe(`2,433 packages, 906 names · ${NO_BASELINE}`);
    expect(lines.slice(0, 2)).toEqual([
      'error  5 packages that others need are not here · 5 packages [unmet-dependency]',
      '       most      sys-libs/readline:0/8 (3)  app-arch/bzip2  dev-libs/libpcre2  virtual/libintl  virtual/libiconv',
    ]);
  });

  it('names a rule at the end of a heading and nowhere else', () => {
    const text = render(makeMixedResult()).join('\n');
    const places = [...text.matchAll(/unmet-dependency|libc-floor|environment-mixed/g)];
    for (const {
      index,
      0: { length },
    } of places)
      expect(text.slice(index - 1, index + length + 2)).toMatch(/^\[.*\]\n/);
    expect(places).toHaveLength(4);
  });

  it('lists every finding when verbose, consequences under what they follow from', () => {
    const floor = tooOld('>=2.40', 'net-misc/wget-1.21', { build: 2 });
    const follower = absent('net-libs/gnutls', 'www-client/lynx-2.9', { causedBy: floor.fingerprint });
    const names = ['a', 'b', 'c', 'd'].map(name => absent(`x/${name}`, 'sys-apps/grep-3.8'));
    const lines = render(makeResult([...names, floor, follower]), { verbose: true });
    expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      2,433 packages, 906 names

      error  sys-libs/glibc is too old for packages built on a newer one · 1 package
             [libc-floor]
             needs     >=2.40
             has       2.38-r10
             so        merged on their own these packages do not start
             also      1 more finding of 1 package follows from this
             do        publish sys-libs/glibc-2.40 first; it repairs all 518
               1f17b4a5 net-misc/wget-1.21-2 needs sys-libs/glibc >=2.40, the newest
                 here is 2.38-r10
                 1d49ddd4 www-client/lynx-2.9 RDEPEND needs net-libs/gnutls, which
                   nothing here provides

      error  4 packages that others need are not here · 1 package [unmet-dependency]
             most      x/a  x/b  x/c  x/d
             do        add x/a, or name the baseline that has it (--installed);
                       likewise for the others
             x/a is missing
               64240bf8 sys-apps/grep-3.8 RDEPEND needs x/a, which nothing here
                 provides
             x/b is missing
               f0988c22 sys-apps/grep-3.8 RDEPEND needs x/b, which nothing here
                 provides
             x/c is missing
               acc407c8 sys-apps/grep-3.8 RDEPEND needs x/c, which nothing here
                 provides
             x/d is missing
               33095d36 sys-apps/grep-3.8 RDEPEND needs x/d, which nothing here
                 provides

      6 errors in 5 causes · explain RULE for the story
      fails at error: 5 causes
      "
    `);
  });

  it('says one line when there is nothing to report, and what that rests on', () => {
    expect(render(makeResult([], { packages: 1179 }))).toEqual(['1,179 packages, nothing to report']);
    const resting = makeResult([], {
      packages: 1,
      unchecked: [{ kind: 'baseline' }],
      notRun: [{ rule: 'path-misplaced', wanted: ['files'] }],
    });
    expect(render(resting)).toEqual([
      '1 package, nothing to report · 1 of 2 rules could not run (--verbose)',
    ]);
    expect(render(resting, { verbose: true, width: 200 }).at(-1)).toMatch(/^not run: path-misplaced \(/);
    expect(render(makeResult([], { packages: 0 }))).toEqual([
      '0 packages: there is nothing here to judge · passes at error',
    ]);
  });

  it('says only the summary when quiet', () => {
    expect(render(makeMixedResult(), { quiet: true })).toEqual([
      '10 of 2,433 packages cannot be used as they are · 13 errors in 7 causes · 2 notes · fails at error: 7 causes',
    ]);
    expect(render(makeResult([], { packages: 2 }), { quiet: true })).toEqual([
      '2 packages, nothing to report',
    ]);
  });

  it('speaks of one package in the singular', () => {
    const result = (packages: number) =>
      makeResult([absent('x/a', 'a/b-1')], { packages, names: packages, unusable: 1 });
    const say = (packages: number) => render(result(packages), { quiet: true })[0];
    expect(say(1)).toBe('1 of 1 package cannot be used as it is · 1 error · fails at error: 1 cause');
    expect(say(12)).toBe('1 of 12 packages cannot be used as it is · 1 error · fails at error: 1 cause');
    expect(render(result(1))).toContain('1 of 1 package cannot be used as it is');
  });

  it('tells those that are at fault from those that pull them in', () => {
    const say = (unusable: number, faulty: number) =>
      render(makeResult([absent('x/a', 'a/b-1')], { packages: 12, unusable, faulty }), { quiet: true })[0];
    expect(say(5, 2)).toBe(
      '2 of 12 packages cannot be used as they are, 5 with what they pull in · 1 error · fails at error: 1 cause',
    );
    expect(say(5, 1)).toBe(
      '1 of 12 packages cannot be used as it is, 5 with what they pull in · 1 error · fails at error: 1 cause',
    );
    expect(say(5, 0)).toBe(
      '5 of 12 packages cannot be used with what they pull in · 1 error · fails at error: 1 cause',
    );
    expect(say(1, 0)).toBe(
      '1 of 12 packages cannot be used with what it pulls in · 1 error · fails at error: 1 cause',
    );
  });

  it('does not call in order what no rule has judged', () => {
    const skipped = Array.from({ length: 27 }, (_, at) => ({ rule: `rule-${at}`, by: 'only' as const }));
    const notRun = [{ rule: 'path-misplaced', wanted: ['payload'] as const }];
    const result = makeResult([], { packages: 7, rulesRun: 0, skipped, notRun });
    expect(render(result)[0]).toMatch(/^7 packages, no rule ran: nothing was judged/);
    expect(render(result).join(' ')).toContain('1 of 1 rule could not run, 27 rules left out (--verbose)');
    expect(render(result, { quiet: true })[0]).toMatch(/^7 packages, no rule ran: nothing was judged/);
    expect(render({ ...result, rulesRun: 1 })[0]).toMatch(/^7 packages, nothing to report/);
  });

  it('tells an error that follows from a warning as a cause of its own', () => {
    const chost = { chost: 'i686-pc-linux-gnu', expected: 'x86_64-pc-linux-gnu' };
    const origin = makeFinding('environment-mixed', 'chost', chost);
    const follower = absent('sys-libs/zlib', 'app-arch/tar-1', { causedBy: origin.fingerprint });
    const text = render(makeResult([origin, follower])).join('\n');
    expect(text).toMatch(/^error {2}sys-libs\/zlib is missing/m);
    expect(text).toMatch(/^warning {2}packages for i686/m);
    expect(text).toMatch(/fails at error: 1 cause$/);
  });

  it('counts files where findings are about the index', () => {
    const strays = ['a/b-1.xpak', 'a/b-2.xpak'].map(path =>
      makeFinding('environment-mixed', 'stray', { file: path }, { cpv: null, path }),
    );
    expect(render(makeResult(strays)).slice(2, 4)).toEqual([
      'warning  files that the index does not know · 2 files [environment-mixed]',
      '       do        remove it, or run: binpkg-check index --write',
    ]);
  });

  it('names what was left out and why, equal reasons once', () => {
    const skipped = [
      { rule: 'libc-floor', by: 'skip' as const },
      { rule: 'soname-unmet', by: 'skip' as const },
    ];
    expect(render(makeResult([], { skipped }), { verbose: true }).at(-1)).toBe(
      'left out: libc-floor, soname-unmet (left out by --skip or the configuration)',
    );
  });

  it('shows control characters of hostile names instead of sending them to the terminal', () => {
    const evil = '\u001b[2Jx/evil\u202e\n';
    const text = render(
      makeResult([absent(evil, 'sys-apps/grep-3.8')], {
        unchecked: [{ kind: 'contents', location: evil, file: evil, message: evil, more: 0 }],
      }),
      {
        verbose: true,
      },
    ).join('\n');
    expect(text).not.toMatch(/[\p{Cf}]|[^\P{Cc}\n]/u);
    expect(text).toContain('\\x1b[2Jx/evil\\u202e\\n is missing');
  });

  it('paints without changing a column', () => {
    const paint = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
    const palette = {
      error: paint(31),
      warning: paint(33),
      info: paint(36),
      strong: paint(1),
      faint: paint(2),
    };
    const painted = render(makeMixedResult(), { palette }).join('\n');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes are control characters
    const stripped = painted.replace(/\u001b\[\d+m/g, '');
    expect(painted).not.toBe(stripped);
    expect(stripped).toBe(render(makeMixedResult()).join('\n'));
  });
});

const arbitraryWord = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/);
const arbitraryFinding = fc
  .record({
    kind: fc.constantFrom('absent', 'old', 'chost', 'eapi'),
    name: fc.tuple(arbitraryWord, arbitraryWord).map(([category, name]) => `${category}/${name}`),
    needed: fc.constantFrom(
      'x/a',
      'x/b',
      'x/c',
      'very-long-category/with-a-very-long-name-indeed',
      'x/d',
      'x/e',
    ),
    superseded: fc.boolean(),
  })
  .map(({ kind, name, needed, superseded }) => {
    const sketch = { cpv: `${name}-1`, superseded };
    if (kind === 'absent') return absent(needed, `${name}-1`, sketch);
    if (kind === 'old') return tooOld(needed, `${name}-1`, sketch);
    if (kind === 'chost')
      return makeFinding('environment-mixed', 'chost', { chost: needed, expected: 'e' }, sketch);
    return makeFinding('environment-mixed', 'eapi', { eapi: needed }, { ...sketch, severity: 'info' });
  });
/** Some findings follow from an earlier one. */
const arbitraryFindings = fc
  .array(fc.tuple(arbitraryFinding, fc.option(fc.nat())), { maxLength: 60 })
  .map(pairs =>
    pairs.map(([finding, cause], at) => {
      const origin = cause === null || at === 0 ? undefined : pairs[cause % at]![0];
      return origin === undefined || origin.fingerprint === finding.fingerprint
        ? finding
        : { ...finding, causedBy: origin.fingerprint };
    }),
  )
  .map(findings => [...new Map(findings.map(finding => [finding.fingerprint, finding])).values()]);

describe('text report of any findings', () => {
  it('has no line wider than the terminal unless one word alone is', () => {
    fc.assert(
      fc.property(
        arbitraryFindings,
        fc.integer({ min: 40, max: 220 }),
        fc.boolean(),
        (findings, width, verbose) => {
          for (const line of render(makeResult(findings), { width, verbose })) {
            if (line.length <= width) continue;
            // One word beside its indentation, label or severity.
            expect(line.trim().split(/\s+/).length, line).toBeLessThanOrEqual(line.startsWith(' ') ? 2 : 3);
          }
        },
      ),
    );
  });

  it('does not depend on their order', () => {
    const shuffled = arbitraryFindings.chain(findings =>
      fc.tuple(fc.constant(findings), fc.shuffledSubarray(findings, { minLength: findings.length })),
    );
    fc.assert(
      fc.property(shuffled, fc.boolean(), ([findings, other], verbose) => {
        expect(render(makeResult(other), { verbose })).toEqual(render(makeResult(findings), { verbose }));
      }),
    );
  });

  it('tells no block in more than seven lines unless verbose', () => {
    fc.assert(
      fc.property(arbitraryFindings, fc.integer({ min: 80, max: 220 }), (findings, width) => {
        const blocks = render(makeResult(findings), { width }).join('\n').split('\n\n').slice(1, -1);
        for (const block of blocks) {
          // Headings that stand alone follow each other without a blank line.
          const isBare = block
            .split('\n')
            .every(
              line =>
                /^(error|warning|info|\.\.\.) /.test(line) ||
                line.endsWith(']') ||
                block.includes('(--verbose)'),
            );
          if (!isBare) expect(block.split('\n').length, block).toBeLessThanOrEqual(7);
        }
      }),
    );
  });

  it('lists each finding exactly once when verbose', () => {
    fc.assert(
      fc.property(arbitraryFindings, findings => {
        const text = render(makeResult(findings), { verbose: true, width: 200 }).join('\n');
        const shown = [...text.matchAll(/^ +([0-9a-f]{8}) |(?:\(also |, )([0-9a-f]{8})(?=[,)])/gm)].map(
          match => match[1] ?? match[2],
        );
        expect(shown.sort()).toEqual(findings.map(finding => finding.fingerprint.slice(0, 8)).sort());
      }),
    );
  });
});

describe('long text report', () => {
  const many = (rules: number) =>
    Array.from({ length: rules }, (_, rule) =>
      Array.from({ length: 5 }, (_, at) =>
        makeFinding(
          `rule-${String(rule).padStart(3, '0')}`,
          `m${at % 3}`,
          { at },
          { severity: 'error', cpv: `a/b-${at}` },
        ),
      ),
    ).flat();

  it('fits 60 lines where all errors and warnings have a line there', () => {
    for (const rules of [1, 4, 8, 15]) {
      const lines = render(makeResult(many(rules), { unchecked: [{ kind: 'baseline' }] }));
      expect(lines.length).toBeLessThanOrEqual(60);
    }
    const wide = Array.from({ length: 3000 }, (_, at) => absent(`cat/pkg-${at % 700}`, `a/b-${at}`));
    expect(render(makeResult(wide)).length).toBeLessThanOrEqual(14);
  });

  it('leaves out no heading of an error, and in a pipe nothing at all', () => {
    const text = render(makeResult(many(300))).join('\n');
    expect(text.match(/^error {2}/gm)).toHaveLength(900);
    const wide = Array.from({ length: 300 }, (_, at) => absent(`cat/pkg-${at}`, `a/b-${at}`));
    const piped = render(makeResult(wide), { lines: null, width: 110 }).join('\n');
    expect(piped).not.toMatch(/\.\.\. \d+ more/);
    for (const { data } of wide) expect(piped).toContain(String(data['name']));
  });
});

const indices = realIndices();

describe.skipIf(indices.length === 0)('text report of a real index', () => {
  it.each(indices)('%s fits 60 lines and says what most packages need', async location => {
    const { universe, inputs } = await loadUniverse({ source: location, indexOnly: true });
    const result = check(universe, inputs, REAL_RULES);
    const input = { result, rules: REAL_RULES, tool: { name: 'binpkg-check', version: '0.1.0' } };
    const text = renderText(input, { width: 80, lines: 60, verbose: false, quiet: false, palette: PLAIN });
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
    const blocks = text.split('\n\n');
    const absences = blocks.find(block => /^error {2}\d+ packages that others need are not here/.test(block));
    if (absences !== undefined) expect(absences).toMatch(/^ +most +\S+/m);
    if (location.includes('x86-4M')) expect(text).toMatch(/^ +in +kde-frameworks \(/m);
    if (location.includes('arm-3M'))
      expect(blocks[1]).toMatch(/sys-libs\/glibc is too old.*publish sys-libs\/glibc-2.40/s);
  });
});
