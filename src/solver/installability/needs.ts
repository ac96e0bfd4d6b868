// What packages need at run time, as lists of candidates. Instances that share a dependency text share its needs, and needs for
// one atom share its list.

import type { BinaryPackage, Soname } from '../../model/package.js';
import { type Item, textOf } from '../../model/requirements.js';
import type { DependencyClass } from '../../pms/dependency-class.js';
import type { Reason } from './reason.js';

/** A package by its id, or a bracket by a number above all ids. */
export type NodeId = number;

export interface CandidateList {
  /** Each once; what is installed first, then as Portage prefers. */
  readonly ids: readonly NodeId[];
  /** The needs that ask for one of them. */
  readonly needs: SharedNeed[];
}

export type NeedKind =
  | { readonly kind: 'requirement'; readonly class: DependencyClass; readonly node: Item }
  | { readonly kind: 'soname'; readonly soname: Soname }
  | { readonly kind: 'unreadable'; readonly class: DependencyClass }
  | { readonly kind: 'group'; readonly node: Item };

/** One of the candidates must be there wherever an owner is. */
export interface SharedNeed {
  readonly what: NeedKind;
  readonly list: CandidateList;
  readonly owners: readonly NodeId[];
}

/** Needs that always come together, with those who have them. */
export interface NeedGroup {
  readonly needs: readonly SharedNeed[];
  readonly owners: NodeId[];
}

/** `owner` is null for a bracket. */
export function reasonOfNeed({ what }: SharedNeed, owner: BinaryPackage | null): Reason {
  if (what.kind === 'group' || owner === null)
    return { kind: 'group', node: (what as { readonly node: Item }).node };
  switch (what.kind) {
    case 'requirement': {
      const { kind, class: dependencyClass, node } = what;
      const item = textOf(node, owner.record[dependencyClass]);
      return { kind, package: owner, class: dependencyClass, item, node };
    }
    case 'soname':
      return { kind: what.kind, package: owner, soname: what.soname };
    case 'unreadable':
      return { kind: what.kind, package: owner, class: what.class };
  }
}
