// What a file that should be an index is instead, by its first bytes: whoever gave the wrong one is told what it is.

export type ContentKind =
  | 'empty'
  | 'index-cut'
  | 'html'
  | 'json'
  | 'report'
  | 'gpkg'
  | 'xpak'
  | 'tar'
  | 'compressed'
  | 'elf'
  | 'ebuild'
  | 'xml'
  | 'binary'
  | 'text';

/** In words that follow "this is". */
export const CONTENT_NAMES: Readonly<Record<ContentKind, string>> = {
  empty: 'an empty file',
  'index-cut': 'an index that is cut off',
  html: 'HTML, a web page',
  json: 'JSON',
  report: 'a report of this program',
  gpkg: 'a package file (gpkg)',
  xpak: 'a package file (xpak)',
  tar: 'a tar archive',
  compressed: 'a compressed file of something else',
  elf: 'an ELF file',
  ebuild: 'an ebuild',
  xml: 'XML',
  binary: 'binary data',
  text: 'some other text',
};

const TEXT_SEEN = 4096;

/** `bytes` is the whole file, or its start; `isWhole` tells whether its end is looked at too. */
export function nameContent(bytes: Uint8Array, isWhole = true): ContentKind {
  if (bytes.length === 0) return 'empty';
  const starts = (...magic: readonly number[]) => magic.every((byte, at) => bytes[at] === byte);
  const latin = String.fromCharCode(...bytes.subarray(0, TEXT_SEEN));
  if (starts(0x7f, 0x45, 0x4c, 0x46)) return 'elf';
  if (latin.slice(257, 262) === 'ustar') return latin.slice(0, 100).includes('/gpkg-1\0') ? 'gpkg' : 'tar';
  if (isWhole && String.fromCharCode(...bytes.subarray(-4)) === 'STOP') return 'xpak';
  if (
    starts(0x1f, 0x8b) ||
    starts(0x28, 0xb5, 0x2f, 0xfd) ||
    starts(0xfd, 0x37, 0x7a, 0x58, 0x5a) ||
    latin.startsWith('BZh') ||
    latin.startsWith('PK\x03\x04')
  )
    return 'compressed';
  const text = latin.replace(/^(\u00ef\u00bb\u00bf)?\s+/, '');
  if (/^<(!doctype html|html|head|body)\b/i.test(text) || /<html\b/i.test(text.slice(0, 1024))) return 'html';
  if (text.startsWith('<')) return 'xml';
  if (/^[[{]/.test(text)) return text.includes('"binpkg-check/') ? 'report' : 'json';
  if (/^(# |#!|EAPI=)/.test(text) && /^EAPI=/m.test(text)) return 'ebuild';
  let odd = 0;
  for (const byte of bytes.subarray(0, TEXT_SEEN)) {
    if (byte === 0) return 'binary';
    if (byte < 9 || (byte > 13 && byte < 32)) odd++;
  }
  return odd * 20 > Math.min(bytes.length, TEXT_SEEN) ? 'binary' : 'text';
}
