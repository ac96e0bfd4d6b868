import { describe, expect, it } from 'vitest';
import { readClearSigned, readDetached, type TextLine } from '../../../src/formats/openpgp/clear-signed.js';

function linesOf(text: string): TextLine[] {
  let offset = 0;
  return text.split('\n').map(line => {
    const found = { text: line, offset };
    offset += line.length + 1;
    return found;
  });
}

const HEAD = '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n';
const TAIL = '-----BEGIN PGP SIGNATURE-----\n\nabc=\n-----END PGP SIGNATURE-----\n';
const read = (text: string) => readClearSigned(linesOf(text));
const texts = (lines: readonly TextLine[]) => lines.map(({ text }) => text);

describe('readClearSigned', () => {
  it('gives unsigned text as it is', () => {
    expect(read('a\nb')).toMatchObject({
      state: 'unsigned',
      lines: [{ text: 'a' }, { text: 'b', offset: 2 }],
    });
  });

  it('gives what is signed, with offsets', () => {
    const signed = read(`${HEAD}DATA x\n\ny\n${TAIL}`);
    expect(signed).toMatchObject({
      state: 'signed',
      outside: null,
      lines: [{ text: 'DATA x', offset: HEAD.length }, {}, {}],
    });
  });

  it('takes the escape of a dash away', () => {
    const signed = read(`${HEAD}- -x\n${TAIL}`);
    expect(signed.lines).toEqual([{ text: '-x', offset: HEAD.length + 2 }]);
  });

  it('names text around what is signed', () => {
    expect(read(`before\n${HEAD}a\n${TAIL}`)).toMatchObject({ outside: { text: 'before', offset: 0 } });
    const text = `${HEAD}a\n${TAIL}`;
    expect(read(`${text}\nafter`)).toMatchObject({ outside: { text: 'after', offset: text.length + 1 } });
  });

  it('gives the armour, and the signature in it', () => {
    const found = read(`before\n${HEAD}a\n${TAIL}after`);
    if (found.state !== 'signed') throw new Error(found.state);
    expect(`${texts(found.armoured).join('\n')}\n`).toBe(`${HEAD}a\n${TAIL}`);
    expect(texts(found.signature)).toEqual(['', 'abc=']);
    expect(found.ambiguous).toBeNull();
  });

  it.each([
    ['a second text', `${HEAD}a\n${TAIL}${HEAD}b\n${TAIL}`, HEAD],
    ['a mark before', `x-----BEGIN PGP\n${HEAD}a\n${TAIL}`, 'x-----BEGIN PGP'],
    [
      'blanks behind a mark',
      `${HEAD}a\n${TAIL}`.replace('SIGNATURE-----', 'SIGNATURE----- '),
      '-----BEGIN PGP SIG',
    ],
    ['blanks in the header', `${HEAD}a\n${TAIL}`.replace('512', '512 '), 'Hash: SHA5'],
  ])('is ambiguous with %s', (_, text, start) => {
    const found = read(text);
    const line = found.state === 'signed' ? (found.ambiguous?.text ?? '') : found.state;
    expect(line.slice(0, 10)).toBe(start.slice(0, 10));
  });

  it.each([
    ['SHA512', 'Hash: SHA512', ['SHA512']],
    ['several', 'Hash: SHA256,SHA512\nHash: SHA1', ['SHA256', 'SHA512', 'SHA1']],
    ['none', '', null],
    ['another spelling', 'Hash: sha512', null],
    ['an unknown one', 'Hash: SHA512, FOO', null],
    ['another header', 'Hash: SHA512\nNotDashEscaped: x', null],
  ])('gives the digests of the header: %s', (_, header, digests) => {
    const text = `${HEAD}a\n${TAIL}`.replace('Hash: SHA512\n', header === '' ? '' : `${header}\n`);
    expect(read(text)).toMatchObject({ state: 'signed', digests });
  });

  it.each(['\f', '\u00a0'])('takes no line of %j for the end of the header, as GnuPG does not', odd => {
    const text = `${HEAD}a\n\n${TAIL}`.replace('\n\n', `\n${odd}\n`);
    expect(read(text)).toMatchObject({ digests: null });
  });

  it('takes a text within its signature for no clear-signed one', () => {
    const text = '-----BEGIN PGP MESSAGE-----\n\nabc=\n-----END PGP MESSAGE-----\n';
    expect(read(text)).toEqual({ state: 'malformed', lines: [], offset: 0 });
  });

  it('accepts lines that end in CR LF or blanks', () => {
    expect(read(`${HEAD}a\n${TAIL}`.replaceAll('-----\n', '-----  \r\n'))).toMatchObject({ state: 'signed' });
  });

  it.each([
    ['only a signature', `DATA x\n${TAIL}`, 7, ['DATA x', '']],
    ['a mark within a line', 'DATA -----BEGIN PGP SIGNATURE-----', 0, []],
    ['no blank line after the header', '-----BEGIN PGP SIGNED MESSAGE-----\nDATA x', 0, []],
    ['no signature', `${HEAD}DATA x`, 0, []],
    ['no end', `${HEAD}DATA x\n-----BEGIN PGP SIGNATURE-----\nabc`, 0, []],
  ])('is malformed with %s', (_, text, offset, lines) => {
    const found = read(text);
    expect(found).toMatchObject({ state: 'malformed', offset });
    expect(texts(found.lines)).toEqual(lines);
  });
});

describe('readDetached', () => {
  it('gives what stands between the marks', () => {
    expect(readDetached(TAIL.split('\n'))).toEqual(['', 'abc=']);
  });

  it.each([
    ['text before', `x\n${TAIL}`],
    ['text after', `${TAIL}x`],
    ['no end', TAIL.replace('END', 'BEGIN')],
    ['nothing', ''],
    ['a second one', TAIL + TAIL],
  ])('refuses %s', (_, text) => {
    expect(readDetached(text.split('\n'))).toBeNull();
  });
});
