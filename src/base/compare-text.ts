// Order of strings by code point, the order of Python's `sorted`, free of any locale.

/** -1, 0 or 1 as `a` sorts before, with or after `b` by Unicode code point. */
export function compareText(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return codePointRank(x) < codePointRank(y) ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

/** UTF-16 puts surrogates (code points above U+FFFF) before U+E000..U+FFFF; code points sort after them. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
