// `profiles/updates` (PMS 4.4.4): packages that changed their name or their slot.

import type { Problem } from '../../base/format-error.js';
import type { Atom } from '../../pms/atom.js';
import { isCategory, isPackageName } from '../../pms/cpv.js';
import { parseAtom } from '../../pms/parse-atom.js';
import { parseSlot } from '../../pms/slot.js';
import { PmsSyntaxError } from '../../pms/syntax-error.js';

type RepositoryUpdate =
  | { readonly kind: 'move'; readonly from: string; readonly to: string; readonly file: string }
  | {
      readonly kind: 'slotmove';
      readonly atom: Atom;
      readonly from: string;
      readonly to: string;
      readonly file: string;
    };

export interface RepositoryUpdates {
  readonly updates: readonly RepositoryUpdate[];
  readonly problems: readonly Problem[];
}

/** The lines of one file. Those that Portage skips are problems. */
export function readRepositoryUpdates(text: string, file: string): RepositoryUpdates {
  const updates: RepositoryUpdate[] = [];
  const problems: Problem[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const words = line.split(/\s+/).filter(word => word !== '');
    const update = words.length === 0 ? null : readLine(words, file);
    if (typeof update === 'string')
      problems.push({ code: 'update-invalid', message: update, offset: start, effect: 'refused' });
    else if (update !== null) updates.push(update);
    start += new TextEncoder().encode(line).length + 1;
  }
  return { updates, problems };
}

function readLine(words: readonly string[], file: string): RepositoryUpdate | string {
  const [kind, ...rest] = words;
  const [subject = '', from = '', to = ''] = rest;
  if (kind === 'move' && rest.length === 2) {
    const broken = rest.find(name => !isName(name));
    if (broken !== undefined) return `${quote(broken)} is no name of a package`;
    return { kind, from: subject, to: from, file };
  }
  if (kind !== 'slotmove' || rest.length !== 3)
    return `${quote(words.join(' '))} is neither "move NAME NAME" nor "slotmove ATOM SLOT SLOT"`;
  const atom = readAtom(subject);
  if (atom === null || atom.blocker !== null) return `${quote(subject)} is no atom that a slot move can name`;
  const slot = [from, to].find(text => !isPlainSlot(text));
  if (slot !== undefined) return `${quote(slot)} is no slot`;
  return { kind, atom, from, to, file };
}

function isName(text: string): boolean {
  const [category = '', name = '', ...rest] = text.split('/');
  return rest.length === 0 && isCategory(category) && isPackageName(name);
}

function readAtom(text: string): Atom | null {
  return read(() => parseAtom(text));
}

/** Portage knows no slot moves of sub-slots. */
function isPlainSlot(text: string): boolean {
  return !text.includes('/') && read(() => parseSlot(text)) !== null;
}

function read<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch (error) {
    if (error instanceof PmsSyntaxError) return null;
    throw error;
  }
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}

/**
 * Order in which files apply: quarters by year (`4Q-2020` before `1Q-2021`), then other names as text. PMS leaves it open; the
 * names tell which is newer, and chains of moves need it.
 */
export function compareUpdateFiles(a: string, b: string): number {
  const x = sortKey(a);
  const y = sortKey(b);
  return x < y ? -1 : x > y ? 1 : 0;
}

function sortKey(name: string): string {
  const quarter = /^([1-4])Q-(\d{4})$/.exec(name);
  return quarter === null ? `~${name}` : `${quarter[2]} ${quarter[1]}`;
}
