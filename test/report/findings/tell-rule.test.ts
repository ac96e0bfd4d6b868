import { describe, expect, it } from 'vitest';
import { renderRuleTable, tellRule } from '../../../src/report/findings/tell-rule.js';
import { PLAIN } from '../../../src/report/words/palette.js';
import { libcFloor, RULES, unmetDependency } from '../sample-results.js';

describe('explain RULE', () => {
  it('prints what, why, what to do, the source, the messages and a minimal pair', () => {
    expect(tellRule(libcFloor, { width: 60, palette: PLAIN }).split('\n')).toEqual([
      'libc-floor  error',
      '',
      'what      A package must not need a newer libc than clients',
      '          can have.',
      'why       Merged before the new libc, its programs do not',
      '          start: "version `GLIBC_2.38\' not found".',
      'do        Publish the libc that the package was built on, or',
      '          rebuild the package on the older one.',
      'source    bug 913628; Portage 3.0.57, _inject_libc_dep',
      '',
      'Messages',
      '  too-old',
      '    needs {libc} {needed}, the newest here is {available}',
      '',
      'Reported',
      '  [binhost]',
      '  CPV: net-misc/wget-1.21',
      '  RDEPEND: >=sys-libs/glibc-2.38',
      '',
      '  CPV: sys-libs/glibc-2.37',
      '',
      'In order',
      '  [binhost]',
      '  CPV: net-misc/wget-1.21',
      '  RDEPEND: >=sys-libs/glibc-2.38',
      '',
      '  CPV: sys-libs/glibc-2.38',
      '',
    ]);
  });

  it('says which inputs a rule needs and which messages are graver or milder', () => {
    const rule = {
      ...unmetDependency,
      needs: ['baseline', 'tree'] as const,
      messages: { absent: { ...unmetDependency.messages['absent']!, severity: 'warning' as const } },
    };
    const text = tellRule(rule, { width: 80, palette: PLAIN });
    expect(text).toContain('needs     baseline, tree\n');
    expect(text).toContain('  absent (warning)\n');
    expect(text).not.toContain('Reported');
    const told = { ...unmetDependency.messages['absent']!, text: 'needs {item}[[; near {nearest}]]' };
    expect(tellRule({ ...rule, messages: { told } }, { width: 80, palette: PLAIN })).toContain(
      '    needs {item}; near {nearest}\n',
    );
  });
});

describe('table of rules', () => {
  it('is Markdown, by id, with cells that cannot break it', () => {
    const odd = {
      ...libcFloor,
      id: 'a-rule',
      kin: { fields: ['class', 'item'], byMessage: true as const, worse: 'item' },
      documentation: { ...libcFloor.documentation, what: 'a | b\nc' },
    };
    expect(renderRuleTable([...RULES, odd]).split('\n')).toEqual([
      '| rule | severity | needs | kin | what is judged |',
      '|---|---|---|---|---|',
      '| `a-rule` | error | - | message, class, item; worse by item | a \\| b c |',
      '| `environment-mixed` | warning | - | message, what its findings differ in | One index, one environment. |',
      '| `libc-floor` | error | - | message, what its findings differ in | A package must not need a newer libc than clients can have. |',
      '| `unmet-dependency` | error | - | message, what its findings differ in | Every runtime dependency must have a provider. |',
      '',
    ]);
  });
});
