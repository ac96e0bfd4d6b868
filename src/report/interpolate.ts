// Message templates and finding data to prose.

import type { Data, FindingData } from '../rules/kit/finding.js';
import { makePrintable } from './make-printable.js';

const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9]*)\}/g;

/** The template with each `{name}` replaced by that key of the data; a key that is missing stays visible as written. */
export function interpolate(template: string, data: FindingData): string {
  return template.replace(PLACEHOLDER, (placeholder: string, name: string) => {
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    return value === undefined ? placeholder : sayData(value);
  });
}

/** One value of a finding's data in words. */
export function sayData(value: Data): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string') return makePrintable(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return value.length === 0 ? 'nothing' : value.map(sayData).join(', ');
  const { cpv, differs } = value;
  // A nearest miss: the package and what keeps it from matching.
  if (cpv !== undefined && differs !== undefined) {
    return differs === null ? sayData(cpv) : `${sayData(cpv)} (${sayData(differs)})`;
  }
  return Object.entries(value)
    .map(([key, part]) => `${makePrintable(key)} ${sayData(part)}`)
    .join(', ');
}

/** `Array.isArray` does not narrow readonly arrays. */
function isList(value: Data): value is readonly Data[] {
  return Array.isArray(value);
}
