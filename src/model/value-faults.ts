// Values of a record that cannot be read as what they are: dependencies, SLOT, EAPI, numbers.

import { isEapi } from '../pms/eapi.js';
import { parseDepspec } from '../pms/parse-depspec.js';
import { parseSlot } from '../pms/slot.js';
import { PmsSyntaxError } from '../pms/syntax-error.js';
import type { PackageRecord } from './package-record.js';

export interface ValueFault {
  readonly field:
    | 'RDEPEND'
    | 'PDEPEND'
    | 'IDEPEND'
    | 'DEPEND'
    | 'BDEPEND'
    | 'SLOT'
    | 'EAPI'
    | 'BUILD_ID'
    | 'BUILD_TIME'
    | 'SIZE';
  /** What is wrong with it, without the name of the field. */
  readonly what: string;
}

const DEPENDENCIES = ['RDEPEND', 'PDEPEND', 'IDEPEND', 'DEPEND', 'BDEPEND'] as const;
const NUMBERS = ['BUILD_ID', 'BUILD_TIME', 'SIZE'] as const;

/** All faults of a record. `isReadable` may spare reading dependency texts that have been read before. */
export function* valueFaultsOf(
  record: PackageRecord,
  isReadable: (text: string) => boolean = () => false,
): Generator<ValueFault> {
  for (const field of DEPENDENCIES) {
    const text = record[field];
    if (text !== '' && !isReadable(text)) yield* faultOf(field, () => parseDepspec(text));
  }
  yield* faultOf('SLOT', () => parseSlot(record.SLOT));
  if (!isEapi(record.EAPI))
    yield { field: 'EAPI', what: `no package manager knows EAPI ${quote(record.EAPI)}` };
  for (const field of NUMBERS) {
    if (!/^\d{0,15}$/.test(record[field])) yield { field, what: `${quote(record[field])} is not a number` };
  }
}

function* faultOf(field: ValueFault['field'], read: () => unknown): Generator<ValueFault> {
  try {
    read();
  } catch (error) {
    if (!(error instanceof PmsSyntaxError)) throw error;
    yield { field, what: error.message };
  }
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}
