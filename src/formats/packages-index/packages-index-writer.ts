// Writes a Packages index as Portage does: its order of header keys, entries and keys, and its rules of what is
// left out (`portage.md` 4.1).

import { compareText } from '../../base/compare-text.js';
import { FormatError } from '../../base/format-error.js';
import type { PackagesIndex } from './packages-index.js';
import {
  DEFAULT_VALUES,
  DISK_NAMES,
  INDEX_KEYS,
  INHERITED_KEYS,
  type IndexEntry,
  type IndexKey,
} from './packages-index-keys.js';

/** Keys of an entry with what each needs to be written. */
const COLUMNS = INDEX_KEYS.map(key => ({
  key,
  prefix: `${DISK_NAMES.get(key) ?? key}: `,
  omitted: DEFAULT_VALUES.get(key) ?? '',
  inherited: (INHERITED_KEYS as readonly IndexKey[]).includes(key),
}));

/** The text of an index. Entries are sorted by CPV; instances of one CPV keep their order. */
export function writePackagesIndex(index: Pick<PackagesIndex, 'header' | 'entries'>): string {
  const { header } = index;
  const blocks = [writeHeader(header)];
  for (const entry of [...index.entries].sort((a, b) => compareText(a.CPV, b.CPV))) {
    blocks.push(writeEntry(entry, header));
  }
  return blocks.join('');
}

function writeHeader(header: ReadonlyMap<string, string>): string {
  let block = '';
  for (const [key, value] of [...header].sort(([a], [b]) => compareText(a, b))) {
    if (value !== '') block += line(key, `${DISK_NAMES.get(key) ?? key}: `, value);
  }
  return `${block}\n`;
}

function writeEntry(entry: IndexEntry, header: ReadonlyMap<string, string>): string {
  let block = '';
  for (const { key, prefix, omitted, inherited } of COLUMNS) {
    const value = entry[key];
    if (value === '' || value === omitted || (inherited && value === header.get(key))) continue;
    block += line(key, prefix, value);
  }
  return `${block}\n`;
}

/** As much of a value that was read as stands on one line for every reader: where the index lies on disk, a CR ends the line for Portage. */
export function readableValue(value: string): string {
  const end = value.search(/[\r\n]/);
  return end === -1 ? value : value.slice(0, end);
}

function line(key: string, prefix: string, value: string): string {
  // A line break would turn the rest of the value into keys, or end the index: a way to smuggle in entries.
  if (value.includes('\n') || value.includes('\r') || /[\r\n]/.test(prefix)) {
    throw new FormatError('packages-index', {
      code: 'line-break-in-value',
      message: `The value of ${key} holds a line break and cannot be written.`,
      offset: null,
      field: key,
    });
  }
  return `${prefix}${value}\n`;
}
