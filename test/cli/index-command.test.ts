import { describe, expect, it } from 'vitest';
import { index } from '../../src/cli/index-command.js';
import { HEADER, indexText } from '../support/index-text.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';

const directory = useTemporaryDirectory();

describe('index --write', () => {
  it('never empties an index whose packages are elsewhere', async () => {
    const text = indexText([{ CPV: 'a/b-1' }], { ...HEADER, URI: 'http://b.org/pool' });
    directory.write('Packages', text);
    await expect(index(directory.path, { write: true, progress: false })).rejects.toThrow(
      'it would be empty: the packages of its index are at http://b.org/pool',
    );
  });
});
