// Many paths told in a few words: those that lie together as their directory and a count.

import { getOrMake } from '../../base/get-or-make.js';

const MOST = 4;

/** At most four entries, `/usr/share/foo/* (12)` for twelve that lie below one directory; the rest as `... 7 more`. */
export function foldPaths(paths: readonly string[]): readonly string[] {
  if (paths.length <= MOST) return paths;
  const depth = Math.max(...paths.map(path => path.split('/').length));
  for (let parts = depth - 1; parts > 1; parts--) {
    const folded = foldAt(paths, parts);
    if (folded.length <= MOST || parts === 3) return cut(folded, paths.length);
  }
  return cut(foldAt(paths, 2), paths.length);
}

interface Fold {
  readonly text: string;
  readonly count: number;
}

function foldAt(paths: readonly string[], parts: number): readonly Fold[] {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const directories = path.split('/').slice(0, -1);
    getOrMake(groups, directories.slice(0, parts).join('/'), (): string[] => []).push(path);
  }
  return [...groups]
    .map(([directory, list]) => ({
      text: list.length === 1 ? (list[0] as string) : `${directory}/* (${list.length})`,
      count: list.length,
    }))
    .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
}

function cut(folds: readonly Fold[], total: number): readonly string[] {
  if (folds.length <= MOST) return folds.map(({ text }) => text);
  const shown = folds.slice(0, MOST - 1);
  const left = total - shown.reduce((sum, { count }) => sum + count, 0);
  return [...shown.map(({ text }) => text), `... ${left} more`];
}
