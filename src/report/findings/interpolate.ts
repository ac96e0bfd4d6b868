// Message templates and finding data to prose: `{name}` is a value of the data, `[[; near {name}]]` is left out where a
// value named inside is missing, `((it|them))` goes by how many things the text tells of, `((name:one|many))` by a number.

import type { Data, FindingData } from '../../rules/kit/finding.js';
import { makePrintable } from '../words/make-printable.js';
import { nameWays } from '../words/name-ways.js';
import { chooseForm, sayNumber } from '../words/say-count.js';

const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9]*)\}/g;
// The last of several brackets closes it, so that what is inside may end in one.
const OPTIONAL = /\[\[(.*?)\]\](?!\])/g;
const FORMS = /\(\((?:([A-Za-z][A-Za-z0-9]*):)?([^|]*?)\|(.*?)\)\)(?!\))/g;
const TOKEN = new RegExp(`${PLACEHOLDER.source}|${FORMS.source}`, 'g');

/** What the report knows besides the data. */
export interface Amounts {
  /** Numbers that go before keys of the data, said as counts: `1,508`. */
  readonly counts?: Readonly<Record<string, number>>;
  /** How many things the text tells of; one unless told otherwise. */
  readonly told?: number;
}

/** The template filled; a key that is missing stays visible as written. */
export function interpolate(template: string, data: FindingData, amounts: Amounts = {}): string {
  const { counts = {}, told = 1 } = amounts;
  const present = nameWays(template).replace(OPTIONAL, (_, part: string) =>
    isComplete(part, data, counts) ? part : '',
  );
  const fill = (text: string): string =>
    text.replace(TOKEN, (token: string, name?: string, chooser?: string, one?: string, many?: string) => {
      if (name === undefined) {
        const amount = chooser === undefined ? told : measure(lookUp(chooser, data, counts));
        return fill(chooseForm(amount, one ?? '', many ?? ''));
      }
      if (Object.hasOwn(counts, name)) return sayNumber(counts[name]!);
      const value = lookUp(name, data, counts);
      return value === undefined ? token : sayData(value);
    });
  return fill(present);
}

/** Whether there is a value for each placeholder that is not in an optional part. */
export function isComplete(template: string, data: FindingData, counts: Amounts['counts'] = {}): boolean {
  const needed = template.replace(OPTIONAL, '').matchAll(PLACEHOLDER);
  return [...needed].every(([, name]) => !isMissing(lookUp(name!, data, counts)));
}

/** The template as a reader sees it who has no finding: optional parts shown, of two forms the first. */
export function tellTemplate(template: string): string {
  return nameWays(template).replace(OPTIONAL, '$1').replace(FORMS, '$2');
}

/** One value of a finding's data in words. */
export function sayData(value: Data): string {
  if (isMissing(value)) return 'none';
  if (typeof value === 'string') return makePrintable(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (isList(value)) return value.map(sayData).join(', ');
  const { cpv, differs } = value;
  // A nearest miss: the package and what keeps it from matching.
  if (cpv !== undefined && differs !== undefined) {
    return isMissing(differs) ? sayData(cpv) : `${sayData(cpv)} (${sayData(differs)})`;
  }
  return Object.entries(value)
    .map(([key, part]) => `${makePrintable(key)} ${sayData(part)}`)
    .join(', ');
}

function lookUp(name: string, data: FindingData, counts: Amounts['counts'] = {}): Data | undefined {
  if (Object.hasOwn(counts, name)) return counts[name];
  return Object.hasOwn(data, name) ? data[name] : undefined;
}

/** A nearest miss of no package is missing too, whatever differs from it. */
function isMissing(value: Data | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (typeof value !== 'object') return false;
  if (isList(value)) return value.every(isMissing);
  return value['cpv'] === undefined ? Object.values(value).every(isMissing) : isMissing(value['cpv']);
}

/** The number, or how many there are in a list. */
function measure(value: Data | undefined): number {
  if (typeof value === 'number') return value;
  if (value === undefined || value === null || !isList(value)) return 1;
  return value.length;
}

/** `Array.isArray` does not narrow readonly arrays. */
function isList(value: Data): value is readonly Data[] {
  return Array.isArray(value);
}
