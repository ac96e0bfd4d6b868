// Tar archives as Portage writes them (ustar; POSIX.1-1988), as far as generated packages need them.

const BLOCK = 512;

/**
 * @typedef {object} TarMember
 * @property {string} name
 * @property {Uint8Array} [content] without it a directory
 * @property {number} [mode]
 */

/** @param {readonly TarMember[]} members @returns {Uint8Array} */
export function makeTar(members) {
  const sizes = members.map(({ content }) => BLOCK + padded(content?.length ?? 0));
  const bytes = new Uint8Array(sizes.reduce((sum, size) => sum + size, 2 * BLOCK));
  let at = 0;
  for (const [index, member] of members.entries()) {
    bytes.set(makeHeader(member), at);
    if (member.content !== undefined) bytes.set(member.content, at + BLOCK);
    at += sizes[index] ?? 0;
  }
  return bytes;
}

/** @param {number} size */
function padded(size) {
  return Math.ceil(size / BLOCK) * BLOCK;
}

/** @param {TarMember} member */
function makeHeader({ name, content, mode = content === undefined ? 0o755 : 0o644 }) {
  const header = Buffer.alloc(BLOCK);
  const octal = (/** @type {number} */ value, /** @type {number} */ digits) =>
    `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(name, 0, 100, 'latin1');
  header.write(octal(mode, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(content?.length ?? 0, 11), 124);
  header.write(octal(1_700_000_000, 11), 136);
  header.write(' '.repeat(8), 148);
  header.write(content === undefined ? '5' : '0', 156);
  header.write('ustar\0', 257);
  header.write('00', 263);
  let sum = 0;
  for (const byte of header) sum += byte;
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
