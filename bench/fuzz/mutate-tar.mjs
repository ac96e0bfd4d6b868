// Archives whose structure holds: fields of headers changed and summed up again, members changed inside, doubled, moved, left out.

import { gunzipSync, gzipSync } from 'node:zlib';
import { mutateBytes } from './mutate-bytes.mjs';

const BLOCK = 512;
const FIELDS = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  typeflag: [156, 1],
  linkname: [157, 100],
  magic: [257, 8],
  uname: [265, 32],
  prefix: [345, 155],
};
const NAMES = [
  '',
  '.',
  '..',
  '/',
  '../../x',
  '/etc/passwd',
  './',
  'a/../../b',
  'image/',
  'image/../x',
  'x'.repeat(100),
  '\0x',
  '\x1b[2J',
  '\u00e9',
];
const SIZES = [
  '00000000000',
  '77777777777',
  '00000000001',
  '-0000000001',
  '99999999999',
  '',
  '           ',
  '00000001000',
  '37777777777',
];

/** Headers with what follows them, as far as they can be told apart; the rest in one piece. */
function split(bytes) {
  const members = [];
  let at = 0;
  while (at + BLOCK <= bytes.length && bytes[at] !== 0) {
    const text = bytes.toString('latin1', at + 124, at + 136).replace(/[\0 ]/g, '');
    const size = /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : 0;
    const end = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (end > bytes.length) break;
    members.push({
      header: Buffer.from(bytes.subarray(at, at + BLOCK)),
      size,
      content: Buffer.from(bytes.subarray(at + BLOCK, end)),
    });
    at = end;
  }
  return { members, rest: bytes.subarray(at) };
}

function join({ members, rest }) {
  return Buffer.concat([...members.flatMap(({ header, content }) => [header, content]), rest]);
}

function sum(header) {
  header.fill(0x20, 148, 156);
  let total = 0;
  for (const byte of header) total += byte;
  header.write(`${total.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
}

function setContent(member, bytes) {
  member.size = bytes.length;
  member.content = Buffer.concat([bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]);
  member.header.write(bytes.length.toString(8).padStart(11, '0'), 124, 'latin1');
  sum(member.header);
}

export function mutateTar(bytes, random, samples, depth = 0) {
  const archive = split(Buffer.from(bytes));
  if (archive.members.length === 0 || random.chance(0.05)) return mutateBytes(bytes, random, samples);
  for (let left = 1 + random.below(3); left > 0 && archive.members.length > 0; left--) {
    const at = random.below(archive.members.length);
    const member = archive.members[at];
    const kind = random.below(10);
    if (kind < 4) changeField(member.header, random);
    else if (kind < 7) setContent(member, changeContent(member, random, samples, depth));
    else if (kind === 7) archive.members.splice(at, 1);
    else if (kind === 8) archive.members.splice(random.below(archive.members.length + 1), 0, copy(member));
    else archive.members.splice(at, 0, makePax(member, random));
  }
  const whole = join(archive);
  return random.chance(0.1) ? whole.subarray(0, random.below(whole.length + 1)) : whole;
}

function changeField(header, random) {
  const name = random.pick(Object.keys(FIELDS));
  const [at, length] = FIELDS[name];
  const text =
    name === 'size' || name === 'mode' || name === 'mtime' || name === 'uid'
      ? random.pick(SIZES)
      : name === 'typeflag'
        ? random.pick([...'01234567xgLKSVD\0Z'])
        : random.pick(NAMES);
  if (name === 'size' && random.chance(0.3))
    for (let i = 0; i < 12; i++) header[at + i] = random.pick([0x80, 0xff, 0, 1]);
  else header.fill(0, at, at + length).write(text.slice(0, length), at, 'latin1');
  if (random.chance(0.85)) sum(header);
}

function copy({ header, size, content }) {
  return { header: Buffer.from(header), size, content: Buffer.from(content) };
}

function changeContent({ content, size }, random, samples, depth) {
  const own = content.subarray(0, size);
  const isGzip = own[0] === 0x1f && own[1] === 0x8b;
  if (depth < 2 && isGzip && random.chance(0.8)) {
    try {
      return gzipSync(mutateTar(gunzipSync(own), random, samples, depth + 1), { level: 1 });
    } catch {
      return mutateBytes(own, random, samples);
    }
  }
  if (size > BLOCK && own.toString('latin1', 257, 262) === 'ustar' && depth < 2)
    return mutateTar(own, random, samples, depth + 1);
  return mutateBytes(own, random, samples);
}

const RECORDS = [
  '0 path=x\n',
  '30 path=\n',
  '99999999999 a=b\n',
  '5 a=b',
  '-1 size=1\n',
  '18 size=9999999999\n',
  '11 path=a\n',
  '9 size=\n',
  '4 =\n',
  'x',
  '12 path=../x\n',
  '13 size=-100\n',
];

function makePax(after, random) {
  const member = copy(after);
  member.header.fill(0, 0, 100).write('pax', 0);
  member.header.write(random.pick(['x', 'g', 'L', 'K']), 156, 'latin1');
  const text = Array.from({ length: 1 + random.below(4) }, () => random.pick(RECORDS)).join('');
  setContent(member, Buffer.from(random.chance(0.1) ? text.repeat(2000) : text));
  return member;
}
