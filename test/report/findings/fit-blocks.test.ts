import { describe, expect, it } from 'vitest';
import { gatherCauses } from '../../../src/cause/gather-causes.js';
import { fitBlocks } from '../../../src/report/findings/fit-blocks.js';
import { gatherBlocks } from '../../../src/report/findings/gather-blocks.js';
import { openMessageBook } from '../../../src/report/findings/open-message-book.js';
import { PLAIN } from '../../../src/report/words/palette.js';
import type { Finding, Severity } from '../../../src/rules/kit/finding.js';
import type { Rule } from '../../../src/rules/kit/rule.js';
import { makeFinding, unmetDependency } from '../sample-results.js';

/** A rule whose single cause says who, has a second row and a remedy: five lines with its aside. */
const makeRule = (id: string): Rule => ({
  ...unmetDependency,
  id,
  messages: {
    m: {
      ...unmetDependency.messages['absent']!,
      remedy: `repair ${id}`,
      cause: '',
      title: `${id} is broken`,
      rows: { needs: '{needs}', has: 'nothing' },
    },
  },
});

/** Rules of one severity, the first with most packages. */
function makeBlocks(severity: Severity, count: number): readonly Finding[] {
  return Array.from({ length: count }, (_, at) =>
    Array.from({ length: 30 - at }, (_, pkg) =>
      makeFinding(
        `${severity}-${String(at).padStart(2, '0')}`,
        'm',
        { needs: `need-${pkg}` },
        { cpv: `a/b-${pkg}`, severity, superseded: pkg === 0 },
      ),
    ),
  ).flat();
}

function arrange(findings: readonly Finding[], room: number): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))].map(makeRule);
  const book = openMessageBook(rules, findings);
  const page = { width: 80, palette: PLAIN, book };
  return fitBlocks(gatherBlocks(gatherCauses(findings, book.findMessage), book), page, room).join('\n');
}

const findings = [...makeBlocks('error', 8), ...makeBlocks('warning', 6), ...makeBlocks('info', 4)];
const headings = (text: string, severity: Severity) =>
  [...text.matchAll(new RegExp(`^${severity}  (\\S+)`, 'gm'))].map(match => match[1]);
/** Rules whose first row and remedy are told. */
const cores = (text: string) =>
  text
    .split('\n\n')
    .filter(block => /^ +needs /m.test(block) && /^ +do +repair /m.test(block))
    .map(block => /(?:error|warning)-\d\d/.exec(block)![0]);

describe('blocks in few lines', () => {
  const rooms = Array.from({ length: 40 }, (_, at) => 3 * at + 20);

  it('never take more lines than there are', () => {
    for (const room of rooms) expect(arrange(findings, room).split('\n').length).toBeLessThanOrEqual(room);
  });

  it('keep who and what to do of a block as long as any less telling one has more than its heading', () => {
    const order = [
      ...headings(arrange(findings, 1000), 'error'),
      ...headings(arrange(findings, 1000), 'warning'),
    ];
    for (const room of rooms)
      expect(cores(arrange(findings, room))).toEqual(order.slice(0, cores(arrange(findings, room)).length));
  });

  it('lose detail of warnings before errors, and of the first few errors last', () => {
    let last = Number.POSITIVE_INFINITY;
    for (const room of [...rooms].reverse()) {
      const count = cores(arrange(findings, room)).length;
      expect(count).toBeLessThanOrEqual(last);
      last = count;
    }
    expect(cores(arrange(findings, 56))).toEqual([
      'error-00',
      'error-01',
      'error-02',
      'error-03',
      'error-04',
      'error-05',
    ]);
    expect(cores(arrange(findings, 36))).toHaveLength(5);
  });

  it('keep the headings of all errors and warnings, and count notes, until only the first few have more', () => {
    for (const room of rooms.filter(room => room >= 36)) {
      const text = arrange(findings, room);
      expect(headings(text, 'error'), `${room}`).toHaveLength(8);
      expect(headings(text, 'warning'), `${room}`).toHaveLength(6);
    }
    expect(arrange(findings, 40)).toMatch(/\n\.\.\. 114 more notes of 4 rules \(--verbose\)$/);
  });

  it('are all told where there is room', () => {
    const text = arrange(findings, 200);
    expect(headings(text, 'info')).toHaveLength(4);
    expect(text).not.toContain('--verbose');
    expect(text.match(/^ +has /gm)).toHaveLength(14);
  });

  it('keep the row that names the widest causes of a family, not what these have in common', () => {
    const message = { ...unmetDependency.messages['absent']!, familyRows: { in: '{category}' } };
    const rule = { ...unmetDependency, messages: { absent: message } };
    const family = Array.from({ length: 9 }, (_, at) =>
      Array.from({ length: 9 - at }, (_, pkg) =>
        makeFinding(
          'unmet-dependency',
          'absent',
          { name: `cat/name-${at}`, item: 'x', category: 'cat' },
          { cpv: `b/c${at}-${pkg}` },
        ),
      ),
    ).flat();
    const book = openMessageBook([rule], family);
    const blocks = gatherBlocks(gatherCauses(family, book.findMessage), book);
    const tell = (room: number) => fitBlocks(blocks, { width: 80, palette: PLAIN, book }, room).slice(1);
    const core = [
      'error  9 packages that others need are not here · 45 packages [unmet-dependency]',
      '       most      cat/name-0 (9)  cat/name-1 (8)  cat/name-2 (7)  ... 6 more',
      '       do        add cat/name-0, or name the baseline that has it (--installed);',
      '                 likewise for the others',
    ];
    expect(tell(5)).toEqual(core);
    expect(tell(6)).toEqual([...core.slice(0, 2), '       in        cat (9)', ...core.slice(2)]);
  });
});
