// CONTENTS of an installed package: what was merged, a line each (Portage 3.0.82, `dbapi/vartree.py`: `dblink._contents_re`). A gpkg that
// quickpkg made of one has it in its metadata too: what that system lost since is in CONTENTS and not in the image.
//
//   dir /usr/bin
//   obj /usr/bin/wget <md5> <mtime>
//   sym /usr/bin/w -> wget <mtime>
//   fif /run/pipe, dev /dev/null

import type { Problem } from '../../base/format-error.js';

export interface RecordedPath {
  /** Absolute, by the root that it was merged into. */
  readonly path: string;
  readonly kind: 'directory' | 'file' | 'symlink' | 'fifo' | 'device';
  /** Target of a symlink as written. */
  readonly link: string;
  /** A file without any bytes. */
  readonly isEmpty: boolean;
}

export interface RecordedContents {
  readonly paths: readonly RecordedPath[];
  readonly problems: readonly Problem[];
}

/** MD5 of nothing. */
const EMPTY = 'd41d8cd98f00b204e9800998ecf8427e';
const OTHER = { dir: 'directory', fif: 'fifo', dev: 'device' } as const;
/** A link and its target are told apart afterwards: as one expression that takes the square of the time for a hostile line. */
const LINE = /^(?:(dir|fif|dev) (.+)|obj (.+) (\S+) \d+|sym (.+) (?:\d+|\([\d, L]*\)))$/;
const ARROW = ' -> ';
/** No package has so many files. */
const MOST_LINES = 1_000_000;

/** Lines that cannot be read are told of by the first of them. */
export function readRecordedContents(text: string): RecordedContents {
  const paths: RecordedPath[] = [];
  const problems: Problem[] = [];
  let offset = 0;
  let bad = 0;
  const lines = text.split('\n', MOST_LINES + 1);
  if (lines.length > MOST_LINES) {
    const message = `CONTENTS has more than ${MOST_LINES} lines, and those after them were not read`;
    problems.push({
      code: 'contents-too-large',
      message,
      offset: null,
      effect: 'unchecked',
      field: 'CONTENTS',
    });
    lines.pop();
  }
  for (const line of lines) {
    const entry = line === '' ? null : readLine(line);
    if (entry !== null) paths.push(entry);
    else if (line !== '' && bad++ === 0) {
      const message =
        'CONTENTS has a line that cannot be read; Portage does not know what is installed by it';
      problems.push({ code: 'contents-invalid', message, offset, effect: 'harmful', field: 'CONTENTS' });
    }
    offset += line.length + 1;
  }
  return { paths, problems };
}

function readLine(line: string): RecordedPath | null {
  const [, what, other, file, md5 = '', symlink] = LINE.exec(line) ?? [];
  const [link, target = ''] = symlink === undefined ? [] : splitLink(symlink);
  const path = other ?? file ?? link;
  if (path === undefined || !path.startsWith('/') || path.includes('\0')) return null;
  const kind =
    what !== undefined ? OTHER[what as keyof typeof OTHER] : file !== undefined ? 'file' : 'symlink';
  return { path: collapse(path), kind, link: link === undefined ? '' : target, isEmpty: md5 === EMPTY };
}

/** At the last arrow that has something behind it. */
function splitLink(text: string): readonly [string?, string?] {
  const at = text.lastIndexOf(ARROW, text.length - ARROW.length - 1);
  return at <= 0 ? [] : [text.slice(0, at), text.slice(at + ARROW.length)];
}

/** Without doubled and closing slashes. */
function collapse(path: string): string {
  return path.includes('//') || path.endsWith('/')
    ? `/${path
        .split('/')
        .filter(part => part !== '')
        .join('/')}`
    : path;
}
