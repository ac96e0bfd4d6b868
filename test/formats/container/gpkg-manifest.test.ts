import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/base/format-error.js';
import { readGpkgManifest } from '../../../src/formats/container/gpkg-manifest.js';
import { writeRecord } from '../../support/write-gpkg.js';
import { concat, toBytes } from '../../support/write-tar.js';

const START = 1000;
const A = writeRecord({ name: 'a', content: toBytes('x') });
const B = writeRecord({ name: 'b', content: toBytes('yy') });
const HEX = '0'.repeat(128);

function read(text: string | Uint8Array) {
  const problems: Problem[] = [];
  const manifest = readGpkgManifest(toBytes(text), START, problems);
  return {
    ...manifest,
    problems: problems.map(({ code, offset }) => `${code} ${offset}`),
    first: problems[0],
  };
}

describe('readGpkgManifest', () => {
  it('gives records with their places', () => {
    const { records, problems, signature, text } = read(A + B);
    expect(problems).toEqual([]);
    expect(signature).toBe('unsigned');
    expect(text).toBe(A + B);
    expect(records).toMatchObject([
      { name: 'a', size: 1, offset: START },
      { name: 'b', size: 2, offset: START + A.length },
    ]);
    expect([...(records[0]?.hashes.keys() ?? [])]).toEqual(['SHA512', 'BLAKE2B']);
  });

  it('takes hashes in any order and case, and others beside them', () => {
    const { records, problems } = read(`DATA a 1 MD5 ab BLAKE2B ${HEX} SHA512 ${'F'.repeat(128)}\n\n`);
    expect(problems).toEqual([]);
    expect(records[0]?.hashes.get('SHA512')).toBe('f'.repeat(128));
  });

  it.each([
    ['MISC a 1\n', 'manifest-record-kind'],
    ['data a 1\n', 'manifest-record-kind'],
    ['DATA a\n', 'manifest-record-short'],
    ['DATA\n', 'manifest-record-short'],
    ['  \n', 'manifest-record-short'],
    [`DATA c x SHA512 ${HEX} BLAKE2B ${HEX}\n`, 'manifest-size-invalid'],
    [`DATA c -1 SHA512 ${HEX} BLAKE2B ${HEX}\n`, 'manifest-size-invalid'],
    [`DATA c ${'9'.repeat(30)} SHA512 ${HEX} BLAKE2B ${HEX}\n`, 'manifest-size-invalid'],
    [`DATA c 1 SHA512 ${HEX}\n`, 'manifest-hash-missing'],
    [`DATA c 1 SHA512 ${HEX} BLAKE2B\n`, 'manifest-hash-missing'],
    ['DATA c 1\n', 'manifest-hash-missing'],
    [`DATA c 1 SHA512 ${HEX}0 BLAKE2B ${HEX}\n`, 'manifest-hash-invalid'],
    [`DATA c 1 SHA512 ${HEX} BLAKE2B ${HEX.replace('0', 'g')}\n`, 'manifest-hash-invalid'],
    [A, 'manifest-duplicate'],
  ])('refuses the line %j, with its place, and reads on', (line, code) => {
    const { records, problems, first } = read(A + line + B);
    expect(problems).toEqual([`${code} ${START + A.length}`]);
    expect(first?.effect).toBe('refused');
    expect(records.map(({ name }) => name)).toContain('b');
  });

  it.each([0x0b, 0x0c, 0x1c, 0x1f, 0x85, 0xa0, 0x2028, 0x3000, 0xfeff])(
    'refuses the character %i, at which Python divides what others do not, or the reverse',
    code => {
      const odd = String.fromCodePoint(code);
      for (const line of [A.replace('\n', `${odd}DATA c\n`), A.replace(' ', odd), odd + A])
        expect(read(line).problems).toContain(`manifest-character ${START}`);
    },
  );

  it('lets lines end in CR', () => {
    expect(read(A.replace('\n', '\r\n')).problems).toEqual([]);
    expect(read(A.replace('\n', '\rDATA\n')).problems).toContain(`manifest-character ${START}`);
  });

  it('takes the first word of the name of a hash, as the client does', () => {
    const [right, wrong] = [HEX, 'f'.repeat(128)];
    const hash = (words: string) =>
      read(`DATA a 1 ${words} BLAKE2B ${right}\n`).records[0]?.hashes.get('SHA512');
    expect(hash(`SHA512 ${wrong} SHA512 ${right}`)).toBe(wrong);
    expect(hash(`MD5 SHA512 SHA512 ${right}`)).toBeUndefined();
    expect(hash(`MD5 SHA512 ${right}`)).toBe(right);
  });

  it('names the line that is not UTF-8', () => {
    const { problems, records } = read(concat([toBytes(A), Uint8Array.of(0xff, 0x0a), toBytes(B)]));
    expect(problems).toEqual([`manifest-not-utf8 ${START + A.length}`]);
    expect(records).toHaveLength(2);
  });

  it('reads only what is signed', () => {
    const head = '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n';
    const tail = '-----BEGIN PGP SIGNATURE-----\n\nabc=\n-----END PGP SIGNATURE-----\n';
    const { records, problems, signature, first } = read(head + A + tail + B);
    expect(signature).toBe('signed');
    expect(records.map(({ name }) => name)).toEqual(['a']);
    expect(problems).toEqual([`manifest-outside-signature ${START + head.length + A.length + tail.length}`]);
    expect(first?.effect).toBe('unusual');
    expect(read(A + tail).problems).toEqual([`manifest-signature-malformed ${START + A.length}`]);
  });
});
