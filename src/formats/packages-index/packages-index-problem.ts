// What can be wrong with the text of a Packages index, and what a client that reads it with Portage loses thereby
// (`portage.md` 4.1: most of these defects make Portage drop data without a word).

import type { Problem } from '../../base/format-error.js';

/**
 * What Portage's reader loses, from harmless to worst: `value` a value of a key or part of it, `entry` a package,
 * `rest` every package after this place, `index` all of them.
 */
export type ClientLoss = 'nothing' | 'value' | 'entry' | 'rest' | 'index';

export interface IndexProblem extends Problem {
  readonly code: IndexProblemCode;
  /** From 1. */
  readonly line: number;
  /** The entry concerned, where it has one. */
  readonly cpv?: string;
  readonly loses: ClientLoss;
  /** Packages that Portage does not see because of this problem, were it the only one. */
  readonly hidden: number;
}

export interface ProblemDescription {
  readonly loses: ClientLoss;
  readonly message: string;
}

/** Every code with its usual consequence and its sentence. */
export const INDEX_PROBLEMS = {
  'header-missing': {
    loses: 'index',
    message: 'The index has no header; Portage ignores an index without VERSION.',
  },
  'header-in-body': {
    loses: 'value',
    message:
      'A second header stands among the packages, as when two indices were joined; its settings are ignored.',
  },
  'version-missing': {
    loses: 'index',
    message: 'The header has no VERSION; Portage ignores the whole index.',
  },
  'version-unsupported': {
    loses: 'index',
    message: 'The header names a VERSION that is not 0; Portage ignores the whole index.',
  },
  'timestamp-missing': {
    loses: 'index',
    message: 'The header has no TIMESTAMP; clients that download the index do not use it.',
  },
  'timestamp-invalid': {
    loses: 'index',
    message: 'TIMESTAMP in the header is not a number; clients that know an earlier index fail on it.',
  },
  'packages-missing': { loses: 'nothing', message: 'The header does not say how many packages there are.' },
  'packages-differs': {
    loses: 'nothing',
    message: 'The number of packages in the header is not the number of packages in the index.',
  },
  'chost-missing': {
    loses: 'value',
    message: 'Neither header nor entry names a CHOST; each client takes its own for it.',
  },
  'blank-line': {
    loses: 'rest',
    message: 'A blank line too many: Portage takes it for the end of the index.',
  },
  'block-unknown': {
    loses: 'rest',
    message: 'A block without any known key: Portage takes it for the end of the index.',
  },
  'separator-not-empty': {
    loses: 'entry',
    message: 'The line between two packages holds white space; Portage reads the two as one.',
  },
  'cpv-missing': { loses: 'entry', message: 'An entry without CPV; Portage skips it.' },
  'separator-missing': {
    loses: 'entry',
    message: 'The blank line between two packages is missing; Portage reads the two as one.',
  },
  'colon-missing': { loses: 'value', message: 'A line without a colon; Portage skips it.' },
  'space-missing': {
    loses: 'value',
    message: 'No space after the colon; Portage drops the first character of the value.',
  },
  'value-padded': {
    loses: 'nothing',
    message: 'The value begins or ends with white space, which Portage keeps.',
  },
  'value-empty': { loses: 'nothing', message: 'A key without a value; Portage never writes one.' },
  'key-duplicate': { loses: 'value', message: 'A key stands twice in one block; the last value counts.' },
  'key-unknown': { loses: 'value', message: 'Portage does not know this key in an entry and drops it.' },
  'key-leaked': {
    loses: 'nothing',
    message:
      'REPO_REVISIONS in an entry: Portage writes it into the newest package by mistake and never reads it.',
  },
  'line-ending-crlf': {
    loses: 'value',
    message: 'Lines end in CR LF; clients that download the index keep the CR as part of each value.',
  },
  'carriage-return': {
    loses: 'value',
    message:
      'A carriage return inside a line; where the index lies on disk Portage takes it for the end of the line.',
  },
  'nul-byte': { loses: 'nothing', message: 'A NUL byte.' },
  'encoding-invalid': { loses: 'value', message: 'Bytes that are not UTF-8; Portage replaces them.' },
  'byte-order-mark': {
    loses: 'value',
    message: 'The index begins with a byte order mark, which Portage takes for a part of the first key.',
  },
  'line-too-long': { loses: 'nothing', message: 'A line longer than 1 MiB.' },
  'final-newline-missing': {
    loses: 'nothing',
    message: 'The index does not end with an empty line; it may have been cut off.',
  },
  'order-unsorted': {
    loses: 'nothing',
    message: 'The entry stands before a smaller CPV; Portage sorts entries by CPV.',
  },
} as const satisfies Record<string, ProblemDescription>;

export type IndexProblemCode = keyof typeof INDEX_PROBLEMS;

/** Particulars of one problem; what is left out comes from `INDEX_PROBLEMS`. */
export interface Particulars {
  readonly field?: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly loses?: ClientLoss;
  /** Where `loses` is `entry`: how many. */
  readonly hidden?: number;
  readonly message?: string;
}
