import { describe, expect, it } from 'vitest';
import { guardPieces, guardText } from '../../../src/report/words/guard-text.js';

describe('text on its way to a terminal', () => {
  it('keeps its lines and loses what steers: escapes, C1 controls, DEL, turned directions', () => {
    expect(guardText('a\x1b[2Jb\nc\u009b2Jd\x7f\u202ee\r\n')).toBe(
      'a\\x1b[2Jb\nc\\x9b2Jd\\x7f\\u202ee\\x0d\n',
    );
  });

  it('keeps the colours of the palette where there are colours, and no other sequence', () => {
    const text = '\x1b[31merror\x1b[39m \x1b[8mhidden\x1b]0;title\x07';
    expect(guardText(text, { colour: true })).toBe('\x1b[31merror\x1b[39m \\x1b[8mhidden\\x1b]0;title\\x07');
    expect(guardText(text)).not.toContain('\x1b');
  });

  it('shortens a word that fills the screen, and says by how much', () => {
    const name = 'x'.repeat(100_000);
    const told = guardText(`needs ${name} here`);
    expect(told).toMatch(/^needs x{300}\.\.\. 99,600 characters \.\.\.x{100} here$/);
    expect(guardText(`needs ${name} here`, { whole: true })).toBe(`needs ${name} here`);
    const path = `/${'d'.repeat(900)}`;
    expect(guardText(`${path} ${path}`)).toBe(`${path} ${path}`);
  });

  it('is the same however it is cut into pieces', () => {
    const text = `one\x1b[2J\n\x1b[31m${'y'.repeat(2000)}\x1b[39m\n\u202ethree`;
    const passed = { colour: true };
    const pieces = Array.from({ length: Math.ceil(text.length / 7) }, (_, at) =>
      text.slice(at * 7, at * 7 + 7),
    );
    expect([...guardPieces(pieces, passed)].join('')).toBe(guardText(text, passed));
  });
});
