// Figures as an aligned table for people.

/** @typedef {import('./measure.mjs').Figure} Figure */

const HEADINGS = ['stage', 'figure', 'median', 'best', 'unit', 'target', 'of it', ''];
/** Columns of numbers. */
const RIGHT = [2, 3, 5, 6];

/** @param {readonly Figure[]} figures */
export function formatTable(figures) {
  const rows = [HEADINGS, ...figures.map(rowOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  const line = (/** @type {readonly string[]} */ row) =>
    row
      .map((cell, column) =>
        RIGHT.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return `${rows.map(line).join('\n')}\n`;
}

/** @param {Figure} figure */
function rowOf(figure) {
  const { stage, what, value, best, unit, target, better } = figure;
  return [
    stage,
    what,
    formatNumber(value),
    best === undefined ? '' : formatNumber(best),
    unit,
    target === undefined ? '' : `${better === 'less' ? '<=' : '>='} ${formatNumber(target)}`,
    target === undefined ? '' : `${Math.round((value / target) * 100)} %`,
    target === undefined ? '' : isMet(figure) ? 'ok' : 'MISSED',
  ];
}

/** Whether the median is on the right side of the target; figures without one have nothing to miss. @param {Figure} figure */
export function isMet({ value, target, better }) {
  if (target === undefined) return true;
  return better === 'less' ? value <= target : value >= target;
}

/** Three figures, no exponent. @param {number} value */
function formatNumber(value) {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 0.001))));
  return value.toFixed(Math.min(digits, 3));
}
