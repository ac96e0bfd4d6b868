// A fault a reader, planted in front of it, by which the harness shows that it finds such: a length that nobody checked, a loop that ends
// at nothing but a value above zero, work that grows with the square.

const textOf = bytes => Buffer.from(bytes).toString('utf8');

/** Bytes that somebody promised. */
function take(bytes, at, length) {
  if (at + length > bytes.length)
    throw new RangeError(`planted: ${length} bytes at ${at} of ${bytes.length}`);
  return bytes.subarray(at, at + length);
}

function loop(step) {
  if (step <= 0) for (;;);
}

/** Each with each. */
function compare(items) {
  let equal = 0;
  for (const a of items)
    for (const b of items) if (a.length === b.length && `${a}${b}`.at(-1) === 'x') equal++;
  return equal;
}

/** The size of each member of an archive, unchecked. */
function walkTar(bytes) {
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const size = Number.parseInt(Buffer.from(bytes).toString('latin1', at + 124, at + 135), 8) || 0;
    if (size > 0) take(bytes, at + 512, Math.min(size, 1 << 30));
    at += 512 + Math.ceil(Math.max(size, 0) / 512) * 512;
  }
}

export const PLANTS = {
  gpkg: walkTar,
  image: bytes => {
    for (const record of Buffer.from(bytes)
      .toString('latin1')
      .matchAll(/^(\d+) path=/gm))
      loop(Number(record[1]));
  },
  xpak: bytes => {
    const buffer = Buffer.from(bytes);
    const start = buffer.lastIndexOf('XPAKPACK');
    if (start !== -1 && start + 20 <= buffer.length)
      take(buffer, start + 20, buffer.readUInt32BE(start + 16));
  },
  elf: bytes => {
    if (bytes.length > 64 && bytes[0] === 0x7f) loop(Buffer.from(bytes).readUInt16LE(54));
  },
  packages: bytes => compare(textOf(bytes).split('\n')),
  evaluator: bytes => compare(textOf(bytes).split(/[\s()]+/)),
  openpgp: walkTar,
  keyring: bytes => {
    const body = /\n\n([A-Za-z0-9+/=\n]+)/.exec(textOf(bytes))?.[1] ?? '';
    const packet = Buffer.from(body, 'base64');
    if (packet.length > 3 && packet[0] === 0x99) take(packet, 3, packet.readUInt16BE(1));
  },
  'md5-cache': bytes => {
    const list = /^_eclasses_=(.*)$/m.exec(textOf(bytes))?.[1]?.split('\t') ?? [];
    for (let at = 0; at < list.length; at += 2) if (list[at + 1].length < 0) throw new Error('never');
  },
  profile: bytes => {
    for (const [, slot] of textOf(bytes).matchAll(/^slotmove \S+ (\d+)/gm))
      loop(Number(slot) + 1 - Number(slot === '00'));
    compare(textOf(bytes).split(/\s+/));
  },
  'make-conf': bytes => compare(textOf(bytes).split('$')),
  glsa: bytes => {
    for (const [, attributes] of textOf(bytes).matchAll(/<vulnerable([^>]*)>/g))
      loop(/range="(\w+)"/.exec(attributes)[1].length);
  },
  'metadata-xml': bytes => compare(textOf(bytes).split('<')),
  config: bytes => {
    if ((textOf(bytes).match(/\*x/g) ?? []).length > 20) loop(0);
  },
  report: bytes => {
    for (const { subject } of JSON.parse(textOf(bytes)).findings)
      if (subject.cpv === 0) throw new Error('never');
  },
};
