import { describe, expect, it } from 'vitest';
import { stringifyJson } from '../../../src/report/words/stringify-json.js';
import { Lazy, writeJson } from '../../../src/report/words/write-json.js';

const ACTING = 'a\u0000\x1b[2J\x7f\u0085\u009b\u200b\u202e\u2066\u2028\ufeff\u{e0041}\ud800z\u00e9\u4e2d';

describe('JSON', () => {
  it('escapes what a terminal or an editor acts on, and reads back the same', () => {
    const text = stringifyJson({ [ACTING]: ACTING }, 2);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
    expect(text).toContain('\u00e9\u4e2d');
    expect(JSON.parse(text)).toEqual({ [ACTING]: ACTING });
  });

  it('does so in pieces, keys and values', () => {
    const text = [
      ...writeJson([
        ['\u202ekey', ACTING],
        ['list', new Lazy([ACTING])],
      ]),
    ].join('');
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(JSON.parse(text)).toEqual({ '\u202ekey': ACTING, list: [ACTING] });
  });
});
