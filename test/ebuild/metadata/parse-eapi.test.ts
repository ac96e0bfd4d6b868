import { describe, expect, it } from 'vitest';
import { parseEapi } from '../../../src/ebuild/metadata/parse-eapi.js';

describe('parseEapi', () => {
  it.each([
    ['EAPI=8\n', '8'],
    ['# comment\n\n  EAPI="7" # why\nfoo', '7'],
    ["EAPI='6'", '6'],
    ['EAPI=', ''],
    ['foo\nEAPI=8', '0'],
    ['EAPI=8 foo', '0'],
    ['EAPI=${x}', '0'],
    ['', '0'],
    ['EAPI=5-hdepend', '5-hdepend'],
  ])('%j is %s', (text, eapi) => {
    expect(parseEapi(text)).toBe(eapi);
  });
});
