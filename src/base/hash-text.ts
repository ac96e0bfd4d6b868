// A short, stable name for a text. Not cryptographic: it tells findings apart, it does not guard anything.

/** 64 bits as sixteen hexadecimal digits (two independent multiplicative hashes of the UTF-16 units, finalised as in MurmurHash3). */
export function hashText(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  return hex(finalise(a ^ text.length)) + hex(finalise(b ^ a));
}

function finalise(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 2246822507);
  x = Math.imul(x ^ (x >>> 13), 3266489909);
  return (x ^ (x >>> 16)) >>> 0;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
