import { describe, expect, it } from 'vitest';
import { readRevision } from '../../../src/load/repository/read-revision.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);

describe('readRevision', () => {
  const directory = useTemporaryDirectory();
  const at = (files: Readonly<Record<string, string>>, place = 'tree') => {
    for (const [name, text] of Object.entries(files)) directory.write(name, text);
    return readRevision(`${directory.path}/${place}`);
  };

  it.each([
    ['a branch', { 'tree/.git/HEAD': 'ref: refs/heads/a/b\n', 'tree/.git/refs/heads/a/b': `${A}\n` }],
    ['no branch', { 'tree/.git/HEAD': `${A}\n` }],
    [
      'a packed branch',
      {
        'tree/.git/HEAD': 'ref: refs/heads/b\n',
        'tree/.git/packed-refs': `# pack-refs\n${B} refs/heads/a/b\n${A} refs/heads/b\n^${B}\n`,
      },
    ],
    [
      'a work tree',
      {
        'tree/.git': 'gitdir: ../main/.git/worktrees/tree\n',
        'main/.git/worktrees/tree/HEAD': 'ref: refs/heads/side\n',
        'main/.git/worktrees/tree/commondir': '../..\n',
        'main/.git/refs/heads/side': `${A}\n`,
      },
    ],
    ['rsync', { 'tree/metadata/timestamp.commit': `${A} 1790000000 2026-09-21T00:00:00+00:00\n` }],
  ])('of %s', (_, files) => {
    expect(at(files)).toBe(A);
  });

  it.each([
    ['nothing', { 'tree/x': '' }],
    ['a branch without commits', { 'tree/.git/HEAD': 'ref: refs/heads/new\n' }],
    ['a branch that leads out', { 'tree/.git/HEAD': 'ref: refs/../../x\n', 'tree/x': A }],
    ['a HEAD that cannot be read', { 'tree/.git/HEAD/x': '' }],
    ['a strange HEAD', { 'tree/.git/HEAD': 'hello\n' }],
    [
      'a git directory that is gone, whatever rsync said',
      { 'tree/.git': 'gitdir: /nowhere\n', 'tree/metadata/timestamp.commit': A },
    ],
    ['a strange timestamp', { 'tree/metadata/timestamp.commit': 'yesterday\n' }],
  ])('is unknown of %s', (_, files) => {
    expect(at(files)).toBeNull();
  });
});
