// Changed dependencies in few words: what was added and removed, what only went to another class or only changed its flags.

import type { DependencyChange } from '../../model/repository/changed-dependencies.js';

/** Told before the others are counted. */
const MOST_TOLD = 4;
/** Longer items are told without their flags, or cut. */
const LONGEST = 48;

export function sayDependencyChange(changes: readonly DependencyChange[]): string {
  const added = placesOf(changes, 'added');
  const removed = placesOf(changes, 'removed');
  const told: string[] = [];
  for (const [item, places] of added) {
    const before = removed.get(item);
    if (before !== undefined) told.push(`${shorten(item)} from ${before} to ${places}`);
    else if (isReflagged(item, removed, added)) told.push(`${withoutFlags(item)} with other flags`);
    else told.push(`+${shorten(item)}`);
  }
  for (const item of removed.keys())
    if (!added.has(item) && !isReflagged(item, added, removed)) told.push(`-${shorten(item)}`);
  const more = told.length - MOST_TOLD;
  return `${told.slice(0, MOST_TOLD).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** By item, the classes that have or had it. */
function placesOf(
  changes: readonly DependencyChange[],
  key: 'added' | 'removed',
): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  for (const change of changes) {
    for (const item of new Set(change[key])) {
      const known = places.get(item);
      places.set(item, known === undefined ? change.class : `${known} and ${change.class}`);
    }
  }
  return places;
}

/** Whether each side has exactly one form of this atom, of which this is one and the other is not on its own side. */
function isReflagged(
  item: string,
  others: ReadonlyMap<string, string>,
  own: ReadonlyMap<string, string>,
): boolean {
  const bare = withoutFlags(item);
  if (bare.startsWith('|| ') || others.has(item)) return false;
  const alike = (map: ReadonlyMap<string, string>) =>
    [...map.keys()].filter(key => withoutFlags(key) === bare);
  return alike(own).length === 1 && alike(others).length === 1;
}

function withoutFlags(item: string): string {
  return item.startsWith('|| ') ? item : item.replace(/\[[^\]]*\]$/, '');
}

function shorten(item: string): string {
  if (item.length <= LONGEST) return item;
  const bare = withoutFlags(item);
  if (bare !== item) return `${bare}[...]`;
  const end = item.lastIndexOf(' ', LONGEST);
  return `${item.slice(0, end > 3 ? end : LONGEST)} ...${item.endsWith(' )') ? ' )' : ''}`;
}
