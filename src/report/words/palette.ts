// Colour as a parameter: reports never ask a terminal. It only repeats what the words say.

import type { Severity } from '../../rules/kit/finding.js';

type Paint = (text: string) => string;

export interface Palette extends Readonly<Record<Severity, Paint>> {
  /** Headings. */
  readonly strong: Paint;
  /** Labels and asides. */
  readonly faint: Paint;
}

const same: Paint = text => text;

export const PLAIN: Palette = { error: same, warning: same, info: same, strong: same, faint: same };
