// The Packages index that a PKGDIR ought to have as text: its package files as entries, written as Portage does, under the header it has
// already, counted and dated anew (`portage.md` 4.1; Portage 3.0.82, `dbapi/bintree.py`). Files, existing index and clock are arguments.

import { type PackagesIndex, readPackagesIndex } from '../formats/packages-index/packages-index.js';
import { writePackagesIndex } from '../formats/packages-index/packages-index-writer.js';
import { makeHeader, needsTimestamp } from './make-index-header.js';
import { type PlanIndexInput, type PlannedIndex, planIndex } from './plan-index.js';

export interface MakeIndexInput extends PlanIndexInput {
  /** Seconds since the epoch: TIMESTAMP, if anything changes. */
  readonly now: number;
}

export interface MadeIndex extends PlannedIndex {
  readonly text: string;
}

export function makeIndex({ files, existing, now }: MakeIndexInput): MadeIndex {
  const plan = planIndex({ files, existing });
  const { header: base, entries, changes } = plan;
  const isDue =
    existing === null ||
    changes.length > 0 ||
    needsTimestamp(existing.header, entries, now) ||
    curesLoss(existing, plan);
  const header = makeHeader(base, entries.length, isDue ? now : null);
  return { ...plan, header, text: writePackagesIndex({ header, entries }) };
}

/**
 * Whether clients lose something by a fault of the existing index that a new one does not have. What lies in the packages themselves (no CHOST,
 * text that is not UTF-8) comes back each time, and is no reason for a new TIMESTAMP each time.
 */
function curesLoss({ problems }: PackagesIndex, { header, entries }: PlannedIndex): boolean {
  const before = new Set(problems.filter(({ loses }) => loses !== 'nothing').map(({ code }) => code));
  if (before.size === 0) return false;
  const text = writePackagesIndex({ header: makeHeader(header, entries.length, 0), entries });
  const after = readPackagesIndex(new TextEncoder().encode(text)).problems;
  for (const { code, loses } of after) if (loses !== 'nothing') before.delete(code);
  return before.size > 0;
}
