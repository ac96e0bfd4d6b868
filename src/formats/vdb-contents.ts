// CONTENTS of an installed package: what was merged, a line each (Portage 3.0.82, `dbapi/vartree.py`: `dblink._contents_re`).
//
//   dir /usr/bin
//   obj /usr/bin/wget <md5> <mtime>
//   sym /usr/bin/w -> wget <mtime>
//   fif /run/pipe, dev /dev/null

import type { Problem } from '../base/format-error.js';

export interface InstalledPath {
  /** Absolute, by the root that it was merged into. */
  readonly path: string;
  readonly kind: 'directory' | 'file' | 'symlink' | 'fifo' | 'device';
  /** Target of a symlink as written. */
  readonly link: string;
}

export interface VdbContents {
  readonly paths: readonly InstalledPath[];
  readonly problems: readonly Problem[];
}

const OTHER = { dir: 'directory', fif: 'fifo', dev: 'device' } as const;
const LINE = /^(?:(dir|fif|dev) (.+)|obj (.+) \S+ \d+|sym (.+) -> (.+) (?:\d+|\([\d, L]*\)))$/;

/** Lines that cannot be read are told of by the first of them. */
export function readVdbContents(text: string): VdbContents {
  const paths: InstalledPath[] = [];
  const problems: Problem[] = [];
  let offset = 0;
  let bad = 0;
  for (const line of text.split('\n')) {
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

function readLine(line: string): InstalledPath | null {
  const [, what, other, file, link, target = ''] = LINE.exec(line) ?? [];
  const path = other ?? file ?? link;
  if (path === undefined || !path.startsWith('/') || path.includes('\0')) return null;
  const kind =
    what !== undefined ? OTHER[what as keyof typeof OTHER] : file !== undefined ? 'file' : 'symlink';
  return { path: collapse(path), kind, link: link === undefined ? '' : target };
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
