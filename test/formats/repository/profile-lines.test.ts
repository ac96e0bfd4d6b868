// Lines of profile files: words, line numbers, and the comment that speaks of them.

import { describe, expect, it } from 'vitest';
import { parseKeyValues } from '../../../src/formats/repository/profile-key-values.js';
import { parseProfileLines } from '../../../src/formats/repository/profile-lines.js';
import { parseUseWords } from '../../../src/formats/repository/profile-use-words.js';

describe('parseProfileLines', () => {
  it('gives words and numbers of lines that say something', () => {
    const lines = parseProfileLines('\n# c\n  a/b   x\t-y # z\n\r\nc/d#e\n   \n#\n');
    expect(lines.map(({ words, line }) => [words, line])).toEqual([
      [['a/b', 'x', '-y'], 3],
      [['c/d#e'], 5],
    ]);
  });

  it.each([
    ['all lines of its block', '# Why.\na/b\na/c\n', ['Why.', 'Why.']],
    ['no line after an empty one', '# Header.\n\na/b\n', ['']],
    ['not what follows the next comment', '# One.\na/b\n# Two.\na/c\n', ['One.', 'Two.']],
    ['several lines together', '# Jane\n#  Why.\n#\na/b\n', ['Jane\n Why.']],
    ['only the block below', '# One.\na/b\n\na/c\n', ['One.', '']],
  ])('takes a comment for %s', (_, text, comments) => {
    expect(parseProfileLines(text).map(({ comment }) => comment)).toEqual(comments);
  });
});

describe('parseUseWords', () => {
  const user = { expand: true, any: true };

  it('reads names of USE_EXPAND variables to the end of the line', () => {
    const { flags } = parseUseWords(['a', 'VIDEO_CARDS:', '-*', 'intel', 'L10N:', '-de'], user);
    expect(flags).toEqual(['a', '-video_cards_*', 'video_cards_intel', '-l10n_de']);
  });

  it('refuses in a repository what is no flag', () => {
    const { flags, refused } = parseUseWords(['a', '-b+c', 'X:', 'n.t', '-*'], { expand: false, any: false });
    expect(flags).toEqual(['a', '-b+c']);
    expect(refused).toEqual(['X:', 'n.t', '-*']);
  });
});

describe('parseKeyValues', () => {
  it('reads sections, and passes over what it does not know', () => {
    const read = parseKeyValues('a = 1\n# b = 2\n[one]\nb=x = y\nnonsense\n[two]\n[one]\nc =\n');
    expect(Object.fromEntries([...read].map(([name, keys]) => [name, Object.fromEntries(keys)]))).toEqual({
      '': { a: '1' },
      one: { b: 'x = y', c: '' },
      two: {},
    });
  });
});
