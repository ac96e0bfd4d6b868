// The vectors of ../shared/data, and how rows are held against our answers.

import { readFileSync } from 'node:fs';
import { realData } from '../../support/real-data.js';

const FOLDER = new URL('../../../../shared/data/vectors/', import.meta.url);

export function lackVectors(): boolean {
  return realData('vectors') === null;
}

export function readVectors<Row>(file: string): readonly Row[] {
  if (lackVectors()) return [];
  return JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Row[];
}

export interface Comparison {
  readonly rows: number;
  /** Rows on which we differ without having said so. */
  readonly differing: readonly string[];
  /** Rows said to differ that do not, or that are not there. */
  readonly stale: readonly string[];
}

/** Every row: what it is called, what we say, what it says; `deliberate` names the rows where we mean to differ, and why. */
export function compareRows<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  ours: (row: Row) => unknown,
  theirs: (row: Row) => unknown,
  deliberate: Readonly<Record<string, string>> = {},
): Comparison {
  const differing: string[] = [];
  const unseen = new Set(Object.keys(deliberate));
  for (const row of rows) {
    const key = keyOf(row);
    const given = JSON.stringify(ours(row));
    const expected = JSON.stringify(theirs(row));
    if (given === expected) continue;
    if (key in deliberate) unseen.delete(key);
    else differing.push(`${key}: ours ${given}, theirs ${expected}`);
  }
  return { rows: rows.length, differing, stale: [...unseen] };
}

export function agreement(rows: number): Comparison {
  return { rows, differing: [], stale: [] };
}
