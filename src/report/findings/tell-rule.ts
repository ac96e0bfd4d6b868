// A rule's documentation: `explain RULE` for a terminal, and the table of all rules for README.

import { compareText } from '../../base/compare-text.js';
import type { Kin } from '../../rules/kit/kin.js';
import type { Rule } from '../../rules/kit/rule.js';
import { layOut, wrapWords } from '../words/lay-out.js';
import { tellDocumentation } from '../words/name-ways.js';
import type { Palette } from '../words/palette.js';
import { tellTemplate } from './interpolate.js';

const LABEL_WIDTH = 10;

export interface RuleStyle {
  readonly width: number;
  readonly palette: Palette;
}

/** Everything a rule says about itself, wrapped to `width` columns; ends in a line feed. */
export function tellRule(rule: Rule, { width, palette }: RuleStyle): string {
  const room = Math.max(width, 40) - LABEL_WIDTH;
  const row = (label: string, lines: readonly string[]) =>
    lines.map(
      (line, at) => (at === 0 ? palette.faint(label.padEnd(LABEL_WIDTH)) : ' '.repeat(LABEL_WIDTH)) + line,
    );
  const words = (label: string, text: string) => row(label, wrapWords(text, { width: room }));
  const { what, why, remedy, source } = tellDocumentation(rule.documentation);
  const needs = rule.needs.length === 0 ? [] : row('needs', layOut(rule.needs, ', ', { width: room }));
  const lines = [
    `${palette.strong(rule.id)}  ${palette[rule.severity](rule.severity)}`,
    '',
    ...words('what', what),
    ...words('why', why),
    ...words('do', remedy),
    ...words('source', source),
    ...needs,
    '',
    palette.strong('Messages'),
    ...Object.entries(rule.messages).flatMap(([id, { severity, text }]) => [
      `  ${id}${severity === undefined || severity === rule.severity ? '' : ` (${severity})`}`,
      ...wrapWords(tellTemplate(text), { width: room + LABEL_WIDTH - 4 }).map(line => `    ${line}`),
    ]),
  ];
  const [example] = rule.examples;
  if (example !== undefined) {
    lines.push('', palette.strong('Reported'), ...quote(example.bad));
    lines.push('', palette.strong('In order'), ...quote(example.good));
  }
  return `${lines.join('\n')}\n`;
}

/** Scenario text as it is written: it can be copied into a file. */
function quote(scenario: string): string[] {
  const lines = scenario.replace(/^\n+|\s+$/g, '').split('\n');
  return lines.map(line => (line === '' ? '' : `  ${line}`));
}

/** All rules, a line or two each, by id. */
export function tellRules(rules: readonly Rule[], { width, palette }: RuleStyle): string {
  const byId = [...rules].sort((a, b) => compareText(a.id, b.id));
  const column = Math.max(...byId.map(({ id }) => id.length)) + 2;
  const lines = byId.flatMap(({ id, severity, documentation }) =>
    wrapWords(tellDocumentation(documentation).what, { width: Math.max(width - column - 9, 20) }).map(
      (line, at) => {
        const start = `${palette.strong(id)}${' '.repeat(column - id.length)}${palette[severity](severity)}${' '.repeat(9 - severity.length)}`;
        return (at === 0 ? start : ' '.repeat(column + 9)) + line;
      },
    ),
  );
  return `${lines.join('\n')}\n`;
}

/** The rules as a Markdown table, by id. */
export function renderRuleTable(rules: readonly Rule[]): string {
  const byId = [...rules].sort((a, b) => compareText(a.id, b.id));
  const rows = byId.map(({ id, severity, needs, kin, documentation }) =>
    [
      `\`${id}\``,
      severity,
      needs.length === 0 ? '-' : needs.join(', '),
      sayKin(kin),
      escapeCell(tellDocumentation(documentation).what),
    ].join(' | '),
  );
  return [
    '| rule | severity | needs | kin | what is judged |',
    '|---|---|---|---|---|',
    ...rows.map(row => `| ${row} |`),
    '',
  ].join('\n');
}

/** `class, item; worse by item`, `message, code`; what tells findings apart where it is no key of their data. */
function sayKin(kin: Kin | undefined): string {
  if (kin === undefined || kin.fields === 'identity') return 'message, what its findings differ in';
  const fields = [...(kin.byMessage === true ? ['message'] : []), ...kin.fields];
  const worse = kin.worse === undefined ? '' : `; worse by ${kin.worse}`;
  return `${fields.length === 0 ? '-' : fields.join(', ')}${worse}`;
}

function escapeCell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\s+/g, ' ').trim();
}
