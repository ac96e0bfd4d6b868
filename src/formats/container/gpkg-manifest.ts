// The Manifest of a gpkg (GLEP 78, grammar of GLEP 74): `DATA NAME SIZE (HASH HEX)*` for every other member. Both hashes
// that Portage writes are required, since its client fails where one is missing.

import type { Problem } from '../../base/format-error.js';
import { type ClearSigned, readClearSigned, type TextLine } from '../openpgp/clear-signed.js';

/** Hashes that the client computes, with the length of their hexadecimal text. */
export const MANIFEST_HASHES = ['SHA512', 'BLAKE2B'] as const;
export type ManifestHash = (typeof MANIFEST_HASHES)[number];
const HEX = /^[0-9a-fA-F]{128}$/;
/** Ends a record or parts its words for some readers (Python's `splitlines` and `split`, which the client uses) and not for others. */
const DIVIDER = /[\p{Zl}\p{Zp}\ufeff]|(?![\t\r])\p{Cc}|(?! )\p{Zs}|\r(?!\r*$)/u;

export interface ManifestRecord {
  readonly name: string;
  readonly size: number;
  /** Lower-case hexadecimal of those that the client computes. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Of the record in the file. */
  readonly offset: number;
}

export interface GpkgManifest {
  /** As stored, armour included. */
  readonly text: string;
  readonly signature: ClearSigned['state'];
  readonly clearSigned: ClearSigned;
  readonly records: readonly ManifestRecord[];
}

/** Reads a Manifest whose first byte is at `start` in the file. */
export function readGpkgManifest(bytes: Uint8Array, start: number, problems: Problem[]): GpkgManifest {
  const report = (code: string, message: string, offset: number, effect: Problem['effect'] = 'refused') => {
    problems.push({ code, message, offset, effect });
  };
  const { lines, damaged } = splitLines(bytes, start);
  if (damaged !== null) report('manifest-not-utf8', 'a line of the Manifest is not UTF-8', damaged);
  const signed = readClearSigned(lines);
  if (signed.state === 'malformed') {
    const message = 'the Manifest has the marks of a signature, but is no clear-signed text';
    report('manifest-signature-malformed', message, signed.offset);
  } else if (signed.state === 'signed' && signed.outside !== null) {
    const message = 'the Manifest has text outside the signed part; the client drops it';
    report('manifest-outside-signature', message, signed.outside.offset, 'unusual');
  }
  const records: ManifestRecord[] = [];
  const names = new Set<string>();
  for (const line of signed.lines) {
    if (line.text === '') continue;
    const [divider] = DIVIDER.exec(line.text) ?? [];
    if (divider !== undefined) {
      const name = `U+${(divider.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
      const message = `a line of the Manifest has the character ${name}, at which the client may end a record`;
      report('manifest-character', message, line.offset);
    }
    const record = readRecord(line, problems);
    if (record === null) continue;
    if (names.has(record.name)) report('manifest-duplicate', `${record.name} is listed twice`, line.offset);
    else records.push(record);
    names.add(record.name);
  }
  return {
    text: new TextDecoder().decode(bytes),
    signature: signed.state,
    clearSigned: signed,
    records,
  };
}

function readRecord(line: TextLine, problems: Problem[]): ManifestRecord | null {
  const refuse = (code: string, message: string, more: Partial<Problem> = {}) => {
    problems.push({ code, message, offset: line.offset, effect: 'refused', ...more });
    return null;
  };
  const words = line.text.trim().split(/\s+/);
  const [kind, name, sizeText] = words;
  if (kind !== 'DATA' && kind !== '') {
    return refuse('manifest-record-kind', `a record begins with ${JSON.stringify(kind)} and not with DATA`);
  }
  if (name === undefined || sizeText === undefined) {
    return refuse('manifest-record-short', 'a record has no size');
  }
  const size = /^[0-9]{1,15}$/.test(sizeText) ? Number(sizeText) : null;
  if (size === null) {
    return refuse('manifest-size-invalid', `the size of ${name} is not a number`, {
      field: name,
      actual: sizeText,
    });
  }
  const hashes = new Map<string, string>();
  // As the client looks for them: the first word of that name, wherever it stands.
  for (const hash of MANIFEST_HASHES) {
    const value = words.includes(hash) ? words[words.indexOf(hash) + 1] : undefined;
    if (value !== undefined) hashes.set(hash, value.toLowerCase());
  }
  const missing = MANIFEST_HASHES.filter(hash => !hashes.has(hash));
  if (missing.length > 0) {
    refuse('manifest-hash-missing', `${name} has no ${missing.join(' and no ')}; the client fails without`, {
      field: name,
      expected: MANIFEST_HASHES.join(' '),
      actual: [...hashes.keys()].join(' '),
    });
  }
  for (const hash of MANIFEST_HASHES) {
    const value = hashes.get(hash);
    if (value === undefined || HEX.test(value)) continue;
    hashes.delete(hash);
    refuse('manifest-hash-invalid', `the ${hash} of ${name} is not 128 hexadecimal digits`, { field: name });
  }
  return { name, size, hashes, offset: line.offset };
}

/** Lines with their offsets; the offset of the first that is not UTF-8 and is left out. */
function splitLines(bytes: Uint8Array, start: number): { lines: TextLine[]; damaged: number | null } {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const lines: TextLine[] = [];
  let damaged: number | null = null;
  for (let from = 0; from < bytes.length; ) {
    const feed = bytes.indexOf(0x0a, from);
    const to = feed === -1 ? bytes.length : feed;
    try {
      lines.push({ text: decoder.decode(bytes.subarray(from, to)), offset: start + from });
    } catch {
      damaged ??= start + from;
    }
    from = to + 1;
  }
  return { lines, damaged };
}
