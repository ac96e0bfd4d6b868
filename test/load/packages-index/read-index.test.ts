import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../src/base/format-error.js';
import { NO_LIMITS } from '../../../src/formats/packages-index/packages-index-text.js';
import { readIndexFile } from '../../../src/load/packages-index/read-index.js';
import { indexBytes, indexText } from '../../support/index-text.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const directory = useTemporaryDirectory();
const index = indexBytes([{ CPV: 'a/b-1' }, { CPV: 'a/c-1' }]);
const digest = `sha256:${createHash('sha256').update(index).digest('hex')}`;

/** Long and hard to compress, so that a cut falls into the data. */
const long = indexBytes(
  Array.from({ length: 2000 }, (_, i) => ({
    CPV: `a/p${String(i).padStart(5, '0')}-1`,
    MD5: createHash('md5').update(String(i)).digest('hex'),
  })),
);

describe('readIndexFile', () => {
  it.each([
    ['Packages', index],
    ['Packages.gz', gzipSync(index)],
    // Told apart by content.
    ['Packages', gzipSync(index)],
    ['Packages.gz', Buffer.concat([gzipSync(index.subarray(0, 50)), gzipSync(index.subarray(50))])],
  ])('%s', async (name, bytes) => {
    const path = directory.write(name, bytes);
    const file = await readIndexFile(path);
    expect(file).toMatchObject({ path, digest, problems: [] });
    expect(file.index.entries.map(entry => entry.CPV)).toEqual(['a/b-1', 'a/c-1']);
  });

  it('names the file in problems, without its directory', async () => {
    const path = directory.write('Packages', indexBytes([{ CPV: 'a/b-1' }], { VERSION: '0', CHOST: 'x' }));
    const { problems } = await readIndexFile(path);
    expect(problems).toMatchObject([
      { code: 'timestamp-missing', file: 'Packages', line: 1, loses: 'index', hidden: 1 },
    ]);
  });

  it('reads a Packages.gz that is not compressed, and tells that clients do not', async () => {
    const file = await readIndexFile(directory.write('Packages.gz', index));
    expect(file).toMatchObject({
      digest,
      problems: [{ code: 'compressed-unreadable', offset: 0, loses: 'index', hidden: 2 }],
    });
  });

  it('saves what can be read of a truncated Packages.gz', async () => {
    const whole = gzipSync(long);
    const file = await readIndexFile(directory.write('Packages.gz', whole.subarray(0, whole.length >> 1)));
    const [problem] = file.problems;
    expect(problem).toMatchObject({
      code: 'compressed-unreadable',
      loses: 'index',
      offset: whole.length >> 1,
    });
    expect(file.index.entries.length).toBeGreaterThan(100);
    expect(problem?.hidden).toBe(file.index.entries.length);
  });

  it.each([
    ['a wrong checksum', (gz: Buffer) => gz.writeUInt32LE(0, gz.length - 8)],
    ['a wrong length', (gz: Buffer) => gz.writeUInt32LE(0, gz.length - 4)],
  ])('reads on with %s', async (_, damage) => {
    const bytes = gzipSync(index);
    damage(bytes);
    const file = await readIndexFile(directory.write('Packages.gz', bytes));
    expect(file).toMatchObject({
      digest,
      problems: [{ code: 'compressed-unreadable', offset: bytes.length - 8 }],
    });
  });

  it('reads on with other bytes behind the end', async () => {
    const file = await readIndexFile(
      directory.write('Packages.gz', Buffer.concat([gzipSync(index), Buffer.from('junk')])),
    );
    expect(file).toMatchObject({ digest, problems: [{ code: 'compressed-unreadable' }] });
  });

  it('every truncation and flipped byte of Packages.gz gives a value with a problem or FormatError', async () => {
    const whole = gzipSync(index);
    for (let at = 0; at < whole.length; at++) {
      const flipped = Buffer.from(whole);
      flipped[at]! ^= 0xff;
      for (const bytes of [whole.subarray(0, at), flipped]) {
        const path = directory.write('Packages.gz', bytes);
        const file = await readIndexFile(path).catch((error: unknown) => error);
        if (file instanceof Error) expect(file).toBeInstanceOf(FormatError);
        // Time, level and system in the header do not matter to anybody.
        else if (!(bytes === flipped && at >= 4 && at < 10)) expect(file).toHaveProperty('problems.0');
      }
    }
  });

  it('refuses what is small and holds much, unless it is told to read it', async () => {
    const text = `${indexText([])}${'CPV: a/b-1\n\n'.repeat(3_000_000)}`;
    const bomb = directory.write('Packages.gz', gzipSync(text));
    await expect(readIndexFile(bomb)).rejects.toThrow(/holds more than 33554432, as no index does/);
    const many = directory.write('Packages', `${indexText([])}${'CPV: a/b-1\n\n'.repeat(250_001)}`);
    await expect(readIndexFile(many)).rejects.toThrow(/more than 250000 entries, as no binhost has/);
    expect((await readIndexFile(many, NO_LIMITS)).index.entries).toHaveLength(250_001);
  });

  it('refuses to unpack more than the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(257 * 1024 * 1024));
    const path = directory.write('Packages.gz', bomb);
    await expect(readIndexFile(path)).rejects.toMatchObject({ problem: { code: 'index-too-large' } });
  });

  it('refuses what is no regular file, and does not wait for a pipe', async () => {
    await expect(readIndexFile(directory.path)).rejects.toMatchObject({
      problem: { code: 'file-not-regular' },
    });
    const pipe = join(directory.path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    await expect(readIndexFile(pipe)).rejects.toMatchObject({ problem: { code: 'file-not-regular' } });
  });

  it('fails with the error of the system where there is no file', async () => {
    await expect(readIndexFile(join(directory.path, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
