import { readFileSync } from 'node:fs';
import { parseCpv } from '../../src/pms/cpv.js';
import { iuseNames } from '../../src/pms/iuse.js';
import type { Candidate } from '../../src/pms/match-atom.js';
import { parseSlot } from '../../src/pms/slot.js';
import { PmsSyntaxError } from '../../src/pms/syntax-error.js';

/** A table of fixtures/pms. */
export function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../fixtures/pms/${name}.json`, import.meta.url), 'utf8')) as T;
}

/** What `parse` throws; any other outcome fails the test. */
export function syntaxErrorOf(parse: () => unknown): PmsSyntaxError {
  try {
    parse();
  } catch (error) {
    if (error instanceof PmsSyntaxError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** A package as text, `cat/pkg-1:0/2::repo[on,-off]`: slot 0 and no flags where nothing else is said. */
export function candidate(text: string): Candidate {
  const parts = /^([^:[]+)(?::([^:[]+))?(?:::([^[]+))?(?:\[(.*)\])?$/.exec(text) ?? [];
  const flags = parts[4] ?? '';
  const on = flags.split(',').filter(flag => flag !== '' && !flag.startsWith('-'));
  return {
    cpv: parseCpv(parts[1] ?? ''),
    slot: parseSlot(parts[2] ?? '0'),
    use: new Set(on),
    iuse: iuseNames(flags.replaceAll(',', ' ')),
    iuseEffective: new Set(),
    repo: parts[3] ?? null,
  };
}
