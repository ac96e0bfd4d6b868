// The page that the text report is laid out on.

import type { Palette } from '../words/palette.js';
import type { MessageBook } from './open-message-book.js';

export interface Page {
  readonly width: number;
  readonly palette: Palette;
  readonly book: MessageBook;
}

/** Where rows and continued headings start, and how wide the column of labels is. */
export const INDENT = 7;
export const LABEL_WIDTH = 10;
