// Over millions of members without an object for each: where a record of `Payload.members` and its path stand in the text.

import { membersOf, type PayloadMember } from '../payload.js';

/** How records of these kinds begin (`writeMember`). */
export const [DIRECTORY, SYMLINK] = ['d', 'l'].map(letter => letter.charCodeAt(0)) as [number, number];

/** `at` is where the record begins, `start` and `end` are those of its path. */
export type MemberVisitor = (letter: number, at: number, start: number, end: number) => void;

export function walkMembers(members: string, visit: MemberVisitor): void {
  for (let at = 0; at < members.length; ) {
    // Nothing before the path has a slash.
    const start = members.indexOf('/', at);
    const end = members.indexOf('\0', start);
    visit(members.charCodeAt(at), at, start, end);
    at = members.indexOf('\0', end + 1) + 1;
  }
}

export function memberAt(members: string, at: number): PayloadMember {
  return membersOf({ members: members.slice(at) }).next().value as PayloadMember;
}

/** Records end with two NULs: one after the path, one after the link. */
export function countMembers(members: string): number {
  let count = 0;
  for (let at = members.indexOf('\0'); at !== -1; at = members.indexOf('\0', at + 1)) count++;
  return count / 2;
}
