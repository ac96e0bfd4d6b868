// The verbose part of the text report: every finding of a block, consequences under what they follow from.

import { type Cause, countTold } from '../../cause/gather-causes.js';
import { nameSubject } from '../../cause/name-subject.js';
import type { Finding } from '../../rules/kit/finding.js';
import { wrapWords } from '../words/lay-out.js';
import { makePrintable } from '../words/make-printable.js';
import type { Block } from './gather-blocks.js';
import { INDENT, type Page } from './page.js';

/** Enough of a fingerprint to name it to `explain`. */
const SHORT_FINGERPRINT = 8;
const STEP = 2;
/** Chains of consequences are indented up to here. */
const DEEPEST = 6;

export function tellFindings(block: Block, page: Page): readonly string[] {
  const lines: string[] = [];
  for (const cause of block.causes) {
    if (block.causes.length > 1) lines.push(...indent(sayCauseTitle(cause, page), page, INDENT));
    lines.push(...tellCause(cause, page));
  }
  return lines;
}

function tellCause(cause: Cause, page: Page): string[] {
  const lines: string[] = [];
  const followers = new Map<string, Finding[]>();
  for (const finding of cause.consequences.filter(({ causedBy }) => causedBy !== null)) {
    const source = finding.causedBy ?? '';
    followers.set(source, [...(followers.get(source) ?? []), finding]);
  }
  const tell = (finding: Finding, depth: number) => {
    const id = finding.fingerprint.slice(0, SHORT_FINGERPRINT);
    const said = page.book.say(finding, page.book.messageOf(finding).text);
    // What follows for the same package says the same need in other words.
    const same = (followers.get(finding.fingerprint) ?? []).filter(
      follower => nameSubject(follower) === nameSubject(finding) && !followers.has(follower.fingerprint),
    );
    const also = same.map(follower => follower.fingerprint.slice(0, SHORT_FINGERPRINT)).join(', ');
    const text = `${id} ${makePrintable(nameSubject(finding))} ${said}${also === '' ? '' : ` (also ${also})`}`;
    lines.push(...indent(text, page, INDENT + STEP * Math.min(depth, DEEPEST)));
    const next = (followers.get(finding.fingerprint) ?? []).filter(follower => !same.includes(follower));
    followers.delete(finding.fingerprint);
    for (const follower of next) tell(follower, depth + 1);
  };
  for (const finding of cause.findings) tell(finding, 1);
  // Part of the cause, though the engine did not link them: a library of the package that is not here.
  const told = new Set([...cause.findings, ...cause.consequences].map(({ fingerprint }) => fingerprint));
  for (const finding of cause.consequences)
    if (finding.causedBy === null || !told.has(finding.causedBy)) tell(finding, 2);
  return lines;
}

function sayCauseTitle(cause: Cause, { book }: Page): string {
  const first = cause.findings[0]!;
  return book.say(first, book.messageOf(first).title, countTold(cause.findings));
}

/** The text wrapped, its later lines two columns further in. */
function indent(text: string, { width }: Page, columns: number): string[] {
  const rest = Math.max(width - columns - STEP, 1);
  return wrapWords(text, { width: rest, firstWidth: rest + STEP }).map(
    (line, at) => ' '.repeat(columns + (at === 0 ? 0 : STEP)) + line,
  );
}
