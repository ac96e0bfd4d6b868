// What differs between index and packages without any client acting on it.

import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { indexMismatch } from '../../src/rules/index-mismatch.js';
import { readScenario } from '../support/scenario.js';

interface Given {
  readonly entry?: string;
  readonly file?: string;
}

/** Packages `a`, `b` ... of which entry and file have these lines more. */
function judge(given: readonly Given[]): readonly string[] {
  const names = given.map((_, at) => String.fromCharCode(97 + at));
  const common = 'BUILD_TIME: 5\nEAPI: 8\nIUSE: ssl\nCHOST: x\nMD5: m\nSHA1: s\n';
  const entries = given.map(
    ({ entry = '' }, at) =>
      `CPV: app-misc/${names[at]}-1\nPATH: app-misc/${names[at]}-1.tbz2\n${common}SIZE: 1\nMTIME: 3\n${entry}`,
  );
  const files = given.map(
    ({ file = '' }, at) =>
      `[file app-misc/${names[at]}-1.tbz2]\nPF: ${names[at]}-1\nCATEGORY: app-misc\nSLOT: 0\n${common}${file || 'SIZE: 1\nMTIME: 3\n'}`,
  );
  const head = `CHOST: x\nPACKAGES: ${given.length}\nTIMESTAMP: 9\nVERSION: 0\n`;
  const text = `[binhost]\n${head}\n${entries.join('\n')}${files.join('')}`;
  const { findings } = check(readScenario(text), [], [indexMismatch]);
  return findings.map(
    ({ message, severity, data }) => `${message} ${severity} ${data['field'] ?? data['count']}`,
  );
}

describe('a difference that no client acts on', () => {
  it('is none: a description and what the index alone has', () => {
    const entry = 'DESC: A program\nBASE_URI: http://x/\n';
    expect(judge([{ entry, file: 'SIZE: 1\nMTIME: 4\n' }])).toEqual(['time warning MTIME']);
  });

  it('is one note for USE without implicit flags, of any number of packages', () => {
    const old = { entry: 'USE: ssl\n', file: 'SIZE: 1\nMTIME: 3\nUSE: amd64 ssl\n' };
    expect(judge([old, old])).toEqual(['narrow info 2']);
  });

  it('is an error for a flag of IUSE', () => {
    expect(judge([{ entry: 'USE: ssl\n', file: 'SIZE: 1\nMTIME: 3\nUSE: amd64\n' }])).toEqual([
      'metadata error USE',
    ]);
  });
});

describe('times', () => {
  const moved = { file: 'SIZE: 1\nMTIME: 4\n' };

  it('that all differ are those of a copy, told once', () => {
    expect(judge([moved, moved, moved])).toEqual(['copied info 3']);
  });

  it('of one file among others that are right are its own', () => {
    expect(judge([moved, {}])).toEqual(['time warning MTIME']);
  });

  it('are told of a file whose digest is another, beside those of a copy', () => {
    expect(judge([moved, moved, { file: 'SIZE: 2\nMTIME: 4\n' }])).toEqual([
      'copied info 2',
      'file error SIZE',
      'time warning MTIME',
    ]);
  });
});
