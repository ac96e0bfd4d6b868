// CONTENTS in the metadata of a package that quickpkg made of an installed one (Portage 3.0.82, `gpkg.py`: `_quickpkg`; an xpak leaves
// it out): what was once merged, a line each. What has been lost since on that system is in CONTENTS and not in the image.
//
//   dir /usr/bin    obj /usr/bin/wget <md5> <mtime>    sym /usr/bin/w -> wget <mtime>    fif /run/pipe    dev /dev/null

export interface RecordedPath {
  readonly path: string;
  readonly kind: 'directory' | 'file' | 'symlink' | 'other';
  /** Target of a symlink as written. */
  readonly link: string;
  /** A file without any bytes. */
  readonly isEmpty: boolean;
}

const LINE = /^(?:(dir|fif|dev) (.+)|obj (.+) (\S+) \d+|sym (.+) -> (.+) (?:\d+|\([\d, L]*\)))$/;
/** MD5 of nothing. */
const EMPTY = 'd41d8cd98f00b204e9800998ecf8427e';

/** Lines that are none are left out. */
export function readRecordedContents(text: string): readonly RecordedPath[] {
  return text.split('\n').flatMap(line => {
    const [, what, other, file, md5 = '', symlink, link = ''] = LINE.exec(line) ?? [];
    const path = other ?? file ?? symlink;
    if (path === undefined || !path.startsWith('/')) return [];
    const kind =
      file !== undefined
        ? 'file'
        : symlink !== undefined
          ? 'symlink'
          : what === 'dir'
            ? 'directory'
            : 'other';
    return { path, kind, link, isEmpty: md5.toLowerCase() === EMPTY };
  });
}
