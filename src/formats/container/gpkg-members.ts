// The members of a gpkg container in order, and what stands where the archive ends.

import { type RangeReader, readBytes } from '../../base/byte-range.js';
import { FormatError, type Problem } from '../../base/format-error.js';
import { type MemberRole, readMemberRole, readPrefix } from './gpkg-names.js';
import { TarCursor, type TarEnd, type TarKind } from './tar.js';
import { BLOCK, readDialect } from './tar-header.js';

export interface GpkgMember {
  /** As stored, prefix included. */
  readonly path: string;
  /** Null where the path has not the form PREFIX/NAME. */
  readonly prefix: string | null;
  /** What stands after the last slash. */
  readonly name: string;
  readonly what: MemberRole;
  readonly kind: TarKind;
  readonly size: number;
  /** Of its first header. */
  readonly offset: number;
  readonly dataOffset: number;
}

export interface MemberList {
  readonly members: readonly GpkgMember[];
  /** What stopped the reading, for client and us alike; null where the archive ended. */
  readonly failure: Problem | null;
  readonly end: TarEnd | null;
}

/** More members than any gpkg has. */
const MAX_MEMBERS = 64;
/** How much after the end is looked at. Python pads archives to 10 KiB. */
const MAX_TAIL = 1 << 16;

export function* readMembers(size: number): RangeReader<MemberList> {
  const members: GpkgMember[] = [];
  const cursor = new TarCursor(size);
  try {
    for (;;) {
      const entry = yield* cursor.next();
      if (entry.ended) return { members, failure: null, end: entry };
      if (members.length === MAX_MEMBERS) {
        const message = `the container has more than ${MAX_MEMBERS} members`;
        const failure: Problem = { code: 'member-count', message, offset: entry.offset, effect: 'harmful' };
        return { members, failure, end: null };
      }
      const { name: path, kind, size, offset, dataOffset } = entry;
      const name = path.slice(path.lastIndexOf('/') + 1);
      const prefix = readPrefix(path);
      members.push({ path, prefix, name, what: readMemberRole(name), kind, size, offset, dataOffset });
    }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { members, failure: error.problem, end: null };
  }
}

/** The client wants the magic of ustar or GNU in the first header. */
export function* judgeContainerMagic(size: number): RangeReader<Problem | null> {
  const block = yield* readBytes(0, Math.min(size, BLOCK));
  if (block.length === BLOCK && readDialect(block) !== 'v7') return null;
  return {
    code: 'container-magic',
    message: 'the file does not begin with a ustar or GNU tar header',
    offset: 0,
    effect: 'refused',
  };
}

/** Two zero blocks end an archive and only zeros follow. The client needs neither. */
export function* judgeEnd(end: TarEnd, size: number): RangeReader<Problem | null> {
  if (end.by === 'damage') return end.problem === null ? null : { ...end.problem, effect: 'unusual' };
  const tail = yield* readBytes(end.offset, Math.min(size - end.offset, MAX_TAIL));
  const garbage = tail.findIndex(byte => byte !== 0);
  if (tail.length < 2 * BLOCK || (garbage !== -1 && garbage < 2 * BLOCK)) {
    return unusual('end-blocks-missing', 'the container does not end with two zero blocks', end.offset);
  }
  if (garbage === -1 && size - end.offset <= MAX_TAIL) return null;
  const offset = end.offset + (garbage === -1 ? MAX_TAIL : garbage);
  return unusual('trailing-bytes', `bytes follow the end of the container, ${size - offset} of them`, offset);
}

function unusual(code: string, message: string, offset: number): Problem {
  return { code, message, offset, effect: 'unusual' };
}
