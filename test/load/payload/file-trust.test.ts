import { describe, expect, it } from 'vitest';
import { whyNotOurs } from '../../../src/load/payload/file-trust.js';

const own = process.geteuid?.() ?? 0;

describe('a file', () => {
  it.each([
    [{ uid: own, mode: 0o100600 }, null],
    [{ uid: own, mode: 0o100644 }, null],
    [{ uid: 0, mode: 0o40755 }, null],
    [{ uid: own + 1, mode: 0o100600 }, `it belongs to another user (${own + 1})`],
    [{ uid: own, mode: 0o100664 }, 'others may write it (mode 0664)'],
    [{ uid: own, mode: 0o41777 }, 'others may write it (mode 1777)'],
  ])('%j is believed, or why not', (status, why) => {
    expect(whyNotOurs(status)).toBe(why);
  });
});
