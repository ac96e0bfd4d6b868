import { describe, expect, it } from 'vitest';
import {
  linesOf,
  makePalette,
  wantsColour,
  wantsProgress,
  widthOf,
} from '../../../src/cli/terminal/terminal.js';

const screen = { isTTY: true, columns: 120 };

describe('terminal', () => {
  it('has its own width, a pipe has 110 columns, COLUMNS goes before both', () => {
    expect(widthOf(screen)).toBe(120);
    expect(widthOf({ isTTY: true })).toBe(110);
    expect(widthOf({ isTTY: true, columns: 0 })).toBe(110);
    expect(widthOf({ columns: 200 })).toBe(110);
    expect(widthOf(screen, { COLUMNS: '90' })).toBe(90);
    expect(widthOf({}, { COLUMNS: '90' })).toBe(90);
    expect(widthOf({}, { COLUMNS: 'wide' })).toBe(110);
  });

  it('has a budget of lines, a pipe has none', () => {
    expect(linesOf(screen)).toBe(60);
    expect(linesOf({})).toBeNull();
  });

  it('has colour where it can, unless told otherwise', () => {
    expect(wantsColour(screen, {}, true)).toBe(true);
    expect(wantsColour({}, {}, true)).toBe(false);
    expect(wantsColour({}, { CI: 'true' }, true)).toBe(false);
    expect(wantsColour(screen, { TERM: 'dumb' }, true)).toBe(false);
    expect(wantsColour(screen, { NO_COLOR: '1' }, true)).toBe(false);
    expect(wantsColour(screen, { NO_COLOR: '' }, true)).toBe(true);
    expect(wantsColour({}, { FORCE_COLOR: '1' }, true)).toBe(true);
    expect(wantsColour(screen, { FORCE_COLOR: '0' }, true)).toBe(false);
    expect(wantsColour({}, { FORCE_COLOR: '1', NO_COLOR: '1' }, true)).toBe(false);
    expect(wantsColour({}, { FORCE_COLOR: '1' }, false)).toBe(false);
  });

  it('shows progress to somebody who watches, never in CI', () => {
    expect(wantsProgress(screen, {}, true)).toBe(true);
    expect(wantsProgress(screen, {}, false)).toBe(false);
    expect(wantsProgress({}, {}, true)).toBe(false);
    expect(wantsProgress(screen, { CI: '1' }, true)).toBe(false);
    expect(wantsProgress(screen, { TERM: 'dumb' }, true)).toBe(false);
  });

  it('paints only with colour', () => {
    expect(makePalette(false).error('x')).toBe('x');
    expect(makePalette(true).error('x')).toBe('\u001b[31mx\u001b[39m');
  });
});
