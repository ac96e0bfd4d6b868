// Which configuration file a judgement went by, and what it changed: whoever reads a verdict must see who set its rules.

import { layOut } from '../words/lay-out.js';
import { makePrintable } from '../words/make-printable.js';
import type { ConfigurationNotice } from './reporter.js';

/** `by ../binpkg-check.yaml (sha256:5f0c1d2e3a4b): fail-on never, 2 rules off (libc-floor, soname-unmet)`, in one line. */
export function sayConfiguration(notice: ConfigurationNotice, verbose = false): string {
  const [first, ...rest] = sayPieces(notice, verbose);
  return [first, ...rest].join(', ');
}

export function tellConfiguration(
  notice: ConfigurationNotice | undefined,
  width: number,
  verbose: boolean,
): readonly string[] {
  return notice === undefined ? [] : layOut(sayPieces(notice, verbose), ', ', { width, flow: true });
}

/** Digits of a digest that tell files apart at a glance; JSON has them all. */
const SHORT = 'sha256:'.length + 12;

function sayPieces({ location, digest, changes }: ConfigurationNotice, verbose: boolean): string[] {
  const file = `by ${makePrintable(location)} (${verbose ? digest : digest.slice(0, SHORT)})`;
  const [first = 'nothing changed', ...rest] = changes.map(makePrintable);
  return [`${file}: ${first}`, ...rest];
}
