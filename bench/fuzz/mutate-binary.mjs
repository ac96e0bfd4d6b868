// xpak and ELF: numbers at the places where these formats have them.

import { mutateBytes, putNumber } from './mutate-bytes.mjs';

/** `...XPAKPACK iiii dddd index data XPAKSTOP oooo STOP`: lengths of the index, of names, offsets and sizes (`xpak(5)`). */
export function mutateXpak(bytes, random, samples) {
  const changed = Buffer.from(bytes);
  const start = changed.lastIndexOf('XPAKPACK');
  if (start === -1 || random.chance(0.1)) return mutateBytes(changed, random, samples);
  const places = [start + 8, start + 12, changed.length - 8];
  const end = Math.min(start + 16 + changed.readUInt32BE(start + 8), changed.length - 4);
  for (let at = start + 16; at + 12 < end; ) {
    const length = changed.readUInt32BE(at);
    places.push(at, at + 4 + length, at + 8 + length);
    if (length > end) break;
    at += 12 + length;
  }
  for (let left = 1 + random.below(3); left > 0; left--) {
    const at = random.pick(places.filter(place => place + 4 <= changed.length));
    if (at === undefined) break;
    if (random.chance(0.5))
      changed.writeUInt32BE((changed.readUInt32BE(at) + random.pick([-12, -1, 1, 12, 0x10000])) >>> 0, at);
    else putNumber(changed, at, 4, random);
  }
  return random.chance(0.2) ? mutateBytes(changed, random, samples) : changed;
}

/** Header, program headers, sections, and every word of the dynamic table, of notes and of version records (`elf(5)`). */
export function mutateElf(bytes, random, samples) {
  const changed = Buffer.from(bytes);
  if (changed.length < 64 || random.chance(0.1)) return mutateBytes(changed, random, samples);
  const isWide = changed[4] === 2;
  const isBig = changed[5] === 2;
  const word = isWide ? 8 : 4;
  const read = at => {
    if (at + word > changed.length) return 0;
    const value = isWide
      ? isBig
        ? changed.readBigUInt64BE(at)
        : changed.readBigUInt64LE(at)
      : BigInt(isBig ? changed.readUInt32BE(at) : changed.readUInt32LE(at));
    return Number(value);
  };
  const phoff = read(isWide ? 32 : 28);
  const shoff = read(isWide ? 40 : 32);
  const regions = [
    [0, isWide ? 64 : 52],
    [phoff, (isWide ? 56 : 32) * 12],
    [shoff, (isWide ? 64 : 40) * 32],
  ];
  for (let i = 0; i < 12; i++) {
    const at = phoff + i * (isWide ? 56 : 32);
    if (at + (isWide ? 56 : 32) > changed.length) break;
    regions.push([read(at + (isWide ? 8 : 4)), Math.min(read(at + (isWide ? 32 : 16)), 2048)]);
  }
  for (let left = 1 + random.below(4); left > 0; left--) {
    const [from, length] = random.pick(regions);
    const size = random.pick([2, 4, word]);
    const at = from + random.below(Math.floor(Math.max(length, size) / size)) * size;
    if (at >= 0 && at < changed.length) putNumber(changed, at, size, random);
  }
  return random.chance(0.2) ? mutateBytes(changed, random, samples) : changed;
}
