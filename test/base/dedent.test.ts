import { describe, expect, it } from 'vitest';
import { dedent } from '../../src/base/dedent.js';

describe('dedent', () => {
  it('takes away the indentation that the lines share, and the line of each backtick', () => {
    const text = dedent`
      [binhost]
      CPV: app-misc/a-1
        more

      CPV: app-misc/b-1
    `;
    expect(text).toBe('[binhost]\nCPV: app-misc/a-1\n  more\n\nCPV: app-misc/b-1\n');
  });

  it('ends without a line break where the last line does', () => {
    expect(dedent`
      a
      b: `).toBe('a\nb: ');
  });

  it('keeps an empty line at the beginning', () => {
    expect(dedent`

      a
    `).toBe('\na\n');
  });

  it('leaves values as they are, whatever their lines', () => {
    const value = '    x\n  y\n';
    expect(dedent`
      ${value}a ${'b'}
        ${''}c
    `).toBe('    x\n  y\na b\n  c\n');
  });

  it('leaves text of one line as it is', () => {
    expect(dedent`a ${'b'}`).toBe('a b');
    expect(dedent``).toBe('');
  });
});
