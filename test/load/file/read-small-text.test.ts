import { execFileSync } from 'node:child_process';
import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSmallText } from '../../../src/load/file/read-small-text.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const directory = useTemporaryDirectory();

function read(name: string) {
  const listed = readdirSync(directory.path, { withFileTypes: true }).find(entry => entry.name === name)!;
  return readSmallText(join(directory.path, name), listed);
}

describe('readSmallText', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 1_000_000])('reads %i bytes', length => {
    directory.write('file', 'x'.repeat(length));
    expect(read('file')).toEqual({ text: 'x'.repeat(length), problem: null });
  });

  it('gives each file its own text', () => {
    directory.write('long', 'abcdef');
    directory.write('short', 'x');
    expect([read('long').text, read('short').text]).toEqual(['abcdef', 'x']);
  });

  it('follows a link to a file', () => {
    directory.write('file', 'text');
    symlinkSync('file', join(directory.path, 'link'));
    expect(read('link').text).toBe('text');
  });

  it('does not wait for a pipe, with or without a link to it', () => {
    execFileSync('mkfifo', [join(directory.path, 'pipe')]);
    symlinkSync('pipe', join(directory.path, 'link'));
    for (const name of ['pipe', 'link'])
      expect(read(name)).toMatchObject({ text: null, problem: { code: 'file-not-regular' } });
  });

  it('refuses what is too large', () => {
    directory.write('file', 'x'.repeat(5_000_000));
    expect(read('file')).toMatchObject({ text: null, problem: { code: 'file-too-large' } });
  });
});
