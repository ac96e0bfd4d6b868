// The commits that an index was made from, against those of the trees at hand (Portage `bintree.py:_inject_repo_revisions`).

import type { Universe } from '../universe.js';
import type { Tree } from './tree.js';

export interface OtherRevision {
  /** Name of the repository. */
  readonly repository: string;
  /** By REPO_REVISIONS of the header, and that of the repository as it was given. */
  readonly recorded: string;
  readonly actual: string;
}

/** Repositories of which both sides name a commit, and not the same. */
export function otherRevisions({ sources }: Universe, tree: Tree): readonly OtherRevision[] {
  const found = sources.flatMap(({ role, header }) => {
    if (role !== 'candidate') return [];
    const recorded = readRevisions(header.get('REPO_REVISIONS') ?? '');
    return tree.repositories.flatMap(({ name, revision = null }): readonly OtherRevision[] => {
      const made = recorded.get(name);
      const isOther = made !== undefined && revision !== null && made !== revision;
      return isOther ? [{ repository: name, recorded: made, actual: revision }] : [];
    });
  });
  return [...new Map(found.map(one => [JSON.stringify(one), one])).values()];
}

/** JSON, written by Portage; what is none says nothing. */
function readRevisions(text: string): ReadonlyMap<string, string> {
  try {
    const value: unknown = text === '' ? null : JSON.parse(text);
    if (typeof value !== 'object' || value === null) return new Map();
    return new Map(Object.entries(value).filter((entry): entry is [string, string] => isCommit(entry[1])));
  } catch {
    return new Map();
  }
}

function isCommit(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(value);
}

/** As much of a commit as people write. */
export function shortRevision(revision: string): string {
  return revision.slice(0, 12);
}
