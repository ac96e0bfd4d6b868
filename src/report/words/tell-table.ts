// A table of figures: the first column flush left, the others flush right; too wide for the terminal, the first column is cut in its middle.

import type { StoryStyle } from './story-rows.js';

const GAP = '  ';
const LEAST_NAME = 8;

/** The first row is the heading. */
export function tellTable(
  rows: readonly (readonly string[])[],
  { width, palette }: StoryStyle,
): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map(cells => cells[column]?.length ?? 0)),
  );
  const figures = widths.slice(1).reduce((sum, column) => sum + GAP.length + column, 0);
  const first = Math.min(widths[0] ?? 0, Math.max(width - figures, LEAST_NAME));
  return rows.map(([name = '', ...cells], at) => {
    const line = [
      shorten(name, first).padEnd(first),
      ...cells.map((cell, i) => cell.padStart(widths[i + 1] ?? 0)),
    ].join(GAP);
    return at === 0 ? palette.faint(line) : line;
  });
}

/** `default/linux/.../desktop`: both ends tell profiles apart. */
function shorten(name: string, width: number): string {
  if (name.length <= width) return name;
  const kept = width - 3;
  const head = Math.floor(kept / 2);
  return `${name.slice(0, head)}...${name.slice(name.length - (kept - head))}`;
}
