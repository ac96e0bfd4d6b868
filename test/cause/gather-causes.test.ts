import { describe, expect, it } from 'vitest';
import { findMessageIn } from '../../src/cause/find-message.js';
import { gatherCauses } from '../../src/cause/gather-causes.js';
import { check } from '../../src/check/check.js';
import { loadUniverse } from '../../src/load/load-universe.js';
import { gatherBlocks } from '../../src/report/findings/gather-blocks.js';
import { openMessageBook } from '../../src/report/findings/open-message-book.js';
import { RULES as REAL_RULES } from '../../src/rules/index.js';
import type { Finding } from '../../src/rules/kit/finding.js';
import { absent, makeFinding, RULES, tooOld } from '../report/sample-results.js';
import { realIndices } from '../support/real-data.js';
import { readScenario } from '../support/scenario.js';

const book = openMessageBook(RULES, []);
const gather = (findings: readonly Finding[]) => gatherCauses(findings, book.findMessage);
const shape = (findings: readonly Finding[]) =>
  gather(findings).map(cause => [
    book.sayCause(cause.findings[0]!),
    cause.findings.length,
    cause.consequences.length,
  ]);

describe('causes', () => {
  it('are findings of one message with equal cause', () => {
    expect(shape([absent('x/a', 'c/d-1'), absent('x/a', 'c/e-1'), absent('x/b', 'c/d-1')])).toEqual([
      ['x/a', 2, 0],
      ['x/b', 1, 0],
    ]);
  });

  it('hold what follows from them, over any number of steps', () => {
    const origin = tooOld('>=2.40', 'c/a-1');
    const second = absent('c/a', 'c/b-1', { causedBy: origin.fingerprint });
    const third = absent('c/b', 'c/c-1', { causedBy: second.fingerprint });
    expect(shape([third, second, origin])).toEqual([['sys-libs/glibc', 1, 2]]);
  });

  it('count one of the same kind as one of their own', () => {
    const origin = absent('x/a', 'c/a-1');
    expect(shape([origin, absent('x/a', 'c/b-1', { causedBy: origin.fingerprint })])).toEqual([
      ['x/a', 2, 0],
    ]);
  });

  it('stand for themselves when what they follow from is not there, or they run in a circle', () => {
    expect(shape([absent('x/a', 'c/a-1', { causedBy: '0123456789abcdef' })])).toEqual([['x/a', 1, 0]]);
    const a = absent('x/a', 'c/a-1');
    const b = { ...absent('x/b', 'c/b-1'), causedBy: a.fingerprint };
    expect(shape([{ ...a, causedBy: b.fingerprint }, b])).toEqual([
      ['x/a', 1, 0],
      ['x/b', 1, 0],
    ]);
  });

  it('measure packages once, whatever the number of findings', () => {
    const [cause] = gather([
      makeFinding(
        'unmet-dependency',
        'absent',
        { class: 'RDEPEND', item: 'x/a', name: 'x/a' },
        { cpv: 'c/a-1' },
      ),
      makeFinding(
        'unmet-dependency',
        'absent',
        { class: 'PDEPEND', item: 'x/a', name: 'x/a' },
        { cpv: 'c/a-1' },
      ),
      absent('x/a', 'c/a-1', { build: 2, superseded: true }),
    ]);
    expect(cause?.extent).toEqual({ packages: 2, superseded: 1, files: 0 });
  });

  it('of rules that are not loaded are told by their data', () => {
    const stranger = makeFinding('other-pack', 'odd', { field: 'SLOT' });
    expect(book.say(stranger, book.messageOf(stranger).text)).toBe('odd field SLOT');
    expect(gather([stranger])[0]?.key).toEqual({ rule: 'other-pack', message: 'odd', values: [] });
  });
});

describe('blocks', () => {
  const blocks = (findings: readonly Finding[]) =>
    gatherBlocks(gather(findings), book).map(block => [block.severity, block.message, block.causes.length]);

  it('tell up to three causes of a message apart, more of them together', () => {
    const names = ['x/a', 'x/b', 'x/c', 'x/d'];
    expect(blocks(names.slice(1).map(name => absent(name, 'c/a-1')))).toHaveLength(3);
    expect(blocks(names.map(name => absent(name, 'c/a-1')))).toEqual([['error', 'absent', 4]]);
  });

  it('never mix severities under one heading', () => {
    const severities = ['error', 'warning'] as const;
    const findings = severities.flatMap(severity =>
      ['a', 'b', 'c', 'd'].map(name => absent(`${severity}/${name}`, 'c/a-1', { severity })),
    );
    expect(blocks(findings)).toEqual([
      ['error', 'absent', 4],
      ['warning', 'absent', 4],
    ]);
  });

  it('come by severity, then by what still reaches clients, then by width', () => {
    const old = Array.from({ length: 9 }, (_, at) => tooOld('>=2.40', `c/a${at}-1`, { superseded: true }));
    const note = makeFinding('environment-mixed', 'eapi', { eapi: '6' }, { severity: 'info', cpv: 'c/x-1' });
    const wide = ['c/p-1', 'c/q-1'].map(cpv => absent('x/wide', cpv));
    expect(
      gatherBlocks(gather([note, ...old, absent('x/narrow', 'c/a-1'), ...wide]), book).map(block =>
        book.sayCause(block.causes[0]!.findings[0]!),
      ),
    ).toEqual(['x/wide', 'x/narrow', 'sys-libs/glibc', '6']);
  });
});

const X86 = realIndices().find(path => path.includes('x86-100k'));

describe('an absent package', () => {
  it.skipIf(X86 === undefined)(
    'is one cause with its libraries and the choices that it would meet',
    async () => {
      const { universe, inputs } = await loadUniverse({ source: X86 as string, indexOnly: true });
      const { findings } = check(universe, inputs, REAL_RULES);
      const causes = gatherCauses(findings, findMessageIn(REAL_RULES)).filter(
        ({ severity }) => severity === 'error',
      );
      // Modules of perl are of no use without it: `perl-core/Compress-Raw-Zlib`, `virtual/perl-Compress-Raw-Bzip2`, `dev-perl/IO-Socket-SSL`.
      expect(causes).toHaveLength(12);
      const perl = causes.find(({ key }) => key.values[0] === 'dev-lang/perl');
      expect([perl?.findings.length, perl?.consequences.length]).toEqual([14, 16]);
      const glibc = causes.find(({ key }) => key.values[0] === 'sys-libs/glibc');
      const rules = [...(glibc?.findings ?? []), ...(glibc?.consequences ?? [])].map(({ rule }) => rule);
      expect(new Set(rules)).toEqual(new Set(['soname-unmet', 'unmet-dependency']));
    },
  );

  it('is the language, of whose modules others lack some too', () => {
    const universe = readScenario(`
[binhost]
CPV: x/a-1
RDEPEND: dev-perl/One dev-lang/perl || ( perl-core/Two virtual/perl-Two )

CPV: x/b-1
RDEPEND: dev-perl/One virtual/perl-Two

CPV: x/c-1
RDEPEND: dev-perl/One dev-ruby/three
`);
    const { findings } = check(universe, [], REAL_RULES, { only: ['unmet-dependency'] });
    const causes = gatherCauses(findings, findMessageIn(REAL_RULES));
    expect(causes.map(({ key }) => key.values)).toEqual(
      expect.arrayContaining([['dev-lang/perl'], ['dev-ruby/three']]),
    );
    expect(causes).toHaveLength(2);
    const told = causes.flatMap(cause => [...cause.findings, ...cause.consequences]);
    expect(new Set(told)).toEqual(new Set(findings));
    expect(told).toHaveLength(findings.length);
  });
});
