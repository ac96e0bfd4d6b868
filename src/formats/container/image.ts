// The image of a package as a stream: every member judged as it passes, its bytes shown to whoever wants them, nothing kept.

import type { RangeReader } from '../../base/byte-range.js';
import { FormatError, type Problem } from '../../base/format-error.js';
import { ImageJudge, type ImagePrefix } from './image-judge.js';
import { hasContents, TarCursor, type TarKind } from './tar.js';

/** One member, by its place in the root that it is merged into. */
export interface ImageMember {
  /** Absolute: `/usr/bin/wget`. */
  readonly path: string;
  readonly kind: TarKind;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  readonly size: number;
  /** Target of a symlink as written; of a hardlink the path of the member it is the same as. */
  readonly link: string;
  /** In the archive. */
  readonly offset: number;
  /** Names of its extended attributes; absent where it has none. */
  readonly attributes?: readonly string[];
}

/**
 * Called with every member. For a file it may return a reader of its bytes: offsets count from the start of the file, and
 * only go forward.
 */
export type ImageVisitor = (member: ImageMember) => RangeReader<void> | null;

export interface ImageSummary {
  readonly members: number;
  /** Bytes of all files. */
  readonly size: number;
  /** Offsets are those in the archive. */
  readonly problems: readonly Problem[];
  /** The archive was read to its end. */
  readonly isComplete: boolean;
}

/** Members that are looked at, directories they lie in, characters in their names: what is remembered of an image has an end. */
const MOST_MEMBERS = 1_000_000;
const MOST_DIRECTORIES = 1_000_000;
const MOST_CHARACTERS = 128 << 20;

/** `prefix`: what member names begin with. Damage of the archive is a problem, and ends the reading. */
export function* readImage(prefix: ImagePrefix, visit: ImageVisitor): RangeReader<ImageSummary> {
  const cursor = new TarCursor();
  const judge = new ImageJudge(prefix);
  let [members, size, characters] = [0, 0, 0];
  const finish = (problem: Problem | null): ImageSummary => {
    if (problem !== null) judge.problems.push(problem);
    return { members, size, problems: judge.problems, isComplete: problem === null };
  };
  try {
    for (;;) {
      const entry = yield* cursor.next();
      if (entry.ended) {
        if (entry.problem === null) judge.finish();
        return finish(entry.problem);
      }
      members++;
      characters += entry.name.length + entry.linkName.length;
      if (members > MOST_MEMBERS || characters > MOST_CHARACTERS) return finish(tooMany(entry.offset));
      const place = judge.take(entry);
      if (judge.directories > MOST_DIRECTORIES) return finish(tooMany(entry.offset));
      const isFile = hasContents(entry.kind);
      if (isFile) size += entry.size;
      if (place === null) continue;
      const { kind, mode, uid, gid, mtime, offset, attributes } = entry;
      const { path, link } = place;
      const reader = visit({
        path,
        kind,
        mode,
        uid,
        gid,
        mtime,
        size: isFile ? entry.size : 0,
        link,
        offset,
        ...(attributes === undefined ? {} : { attributes }),
      });
      if (reader === null || !isFile) continue;
      let step = reader.next();
      while (!step.done) {
        step = reader.next(yield* cursor.readPart(entry, step.value));
      }
    }
  } catch (error) {
    if (!(error instanceof FormatError) || error.format !== 'tar') throw error;
    return finish(error.problem);
  }
}

function tooMany(offset: number): Problem {
  const message = `the image has more than ${MOST_MEMBERS} members, ${MOST_DIRECTORIES} directories or ${MOST_CHARACTERS} characters in names`;
  return { code: 'image-too-large', message, offset, effect: 'unchecked' };
}
