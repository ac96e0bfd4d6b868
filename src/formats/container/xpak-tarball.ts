// What stands before an xpak segment: the tarball with the image, as far as its first bytes tell.

import { type RangeReader, readBytes } from '../../base/byte-range.js';
import { FormatError, type Problem } from '../../base/format-error.js';
import { type Compression, detectCompression, findHeadDefect, isProbed } from './compression.js';
import { BLOCK, readTarHeader } from './tar-header.js';
import { isAt } from './xpak-trailer.js';

/** The compression of the tarball of `length` bytes; null where there is none, or none that the client knows. */
export function* readXpakTarball(length: number, problems: Problem[]): RangeReader<Compression | null> {
  if (length === 0) {
    problems.push(refused('tarball-missing', 'no tarball stands before the metadata', 0));
    return null;
  }
  const head = yield* readBytes(0, Math.min(length, BLOCK));
  const compression = detectCompression(head);
  const defect = compression === null ? findTarDefect(head) : findHeadDefect(compression, head);
  if (defect !== null) {
    problems.push(refused(compression === null ? 'tarball-unknown' : 'payload-damaged', defect, 0));
  } else if (compression !== null && !isProbed(compression, head)) {
    problems.push(refused('tarball-unknown', `the client does not know this form of ${compression}`, 0));
  }
  if (length >= BLOCK) {
    const before = yield* readBytes(length - 16, 16);
    if (isAt(before, 0, 'XPAKSTOP') && isAt(before, 12, 'STOP')) {
      problems.push({
        code: 'segment-duplicate',
        message: 'another xpak segment stands before this one; it is taken for a part of the tarball',
        offset: length - 16,
        effect: 'harmful',
      });
    }
  }
  return compression;
}

function findTarDefect(head: Uint8Array): string | null {
  try {
    readTarHeader(head, 0);
    return null;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return 'the tarball begins neither like a tar archive nor like any compression';
  }
}

function refused(code: string, message: string, offset: number): Problem {
  return { code, message, offset, effect: 'refused' };
}
