import { describe, expect, it } from 'vitest';
import { decodeName, isUtf8Name, nameAsMerged } from '../../../src/formats/container/decode-name.js';

// As os.fsdecode(bytes) and .encode('utf-8', 'replace') of Python 3.11 have it.
describe('decodeName', () => {
  it.each([
    ['caf\u00e9', [0x63, 0x61, 0x66, 0xc3, 0xa9], 'caf\u00e9'],
    ['caf\udce9', [0x63, 0x61, 0x66, 0xe9], 'caf?'],
    ['\udce2\udc82a', [0xe2, 0x82, 0x61], '??a'],
    ['\udced\udca0\udc80', [0xed, 0xa0, 0x80], '???'],
    ['\udcc0\udcaf', [0xc0, 0xaf], '??'],
    ['\ufffd', [0xef, 0xbf, 0xbd], '\ufffd'],
    ['\u{1f600}\udcff', [0xf0, 0x9f, 0x98, 0x80, 0xff], '\u{1f600}?'],
    ['\ufeffa', [0xef, 0xbb, 0xbf, 0x61], '\ufeffa'],
  ])('%j', (text, bytes, merged) => {
    const name = decodeName(Uint8Array.from(bytes));
    expect([name, nameAsMerged(name)]).toEqual([text, merged]);
    expect(isUtf8Name(name)).toBe(merged === text);
  });
});
