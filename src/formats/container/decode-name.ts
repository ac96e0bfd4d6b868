// Names of files as text, reversibly: a byte that is not UTF-8 becomes a lone surrogate, U+DC80 to U+DCFF, as in Python ("surrogateescape"),
// so that two names never become one.

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const strict = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
const ODD = /[\udc80-\udcff]/u;
const EACH_ODD = /[\udc80-\udcff]/gu;

export function decodeName(bytes: Uint8Array): string {
  const text = decoder.decode(bytes);
  return text.includes('\ufffd') ? decodeEach(bytes) : text;
}

/** Whether all of a name's bytes were UTF-8. */
export function isUtf8Name(name: string): boolean {
  return !ODD.test(name);
}

/** What Portage merges it as: each such byte is a question mark (`vartree.py`, treewalk). */
export function nameAsMerged(name: string): string {
  return name.replace(EACH_ODD, '?');
}

function decodeEach(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const found = characterAt(bytes, at);
    text += found ?? String.fromCharCode(0xdc00 + (bytes[at] as number));
    at += found === null ? 1 : lengthOf(bytes[at] as number);
  }
  return text;
}

/** Null where no character begins. */
function characterAt(bytes: Uint8Array, at: number): string | null {
  try {
    return strict.decode(bytes.subarray(at, at + lengthOf(bytes[at] as number)));
  } catch {
    return null;
  }
}

function lengthOf(first: number): number {
  if (first < 0xc0) return 1;
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}
