// What a constraint stands for: the material of every explanation.

import type { MaskReason } from '../../model/mask-reason.js';
import type { BinaryPackage, Soname } from '../../model/package.js';
import type { Item } from '../../model/requirements.js';
import type { Selection } from '../../model/world.js';
import type { Atom } from '../../pms/atom.js';
import type { DependencyClass } from '../../pms/dependency-class.js';

export type Reason =
  | {
      readonly kind: 'requirement';
      readonly package: BinaryPackage;
      readonly class: DependencyClass;
      readonly item: string;
      readonly node: Item;
    }
  | { readonly kind: 'soname'; readonly package: BinaryPackage; readonly soname: Soname }
  | {
      readonly kind: 'blocker';
      readonly package: BinaryPackage;
      readonly class: DependencyClass;
      readonly atom: Atom;
      readonly blocked: BinaryPackage;
    }
  | { readonly kind: 'same-slot'; readonly name: string; readonly slot: string }
  | { readonly kind: 'installed'; readonly package: BinaryPackage }
  /** An atom that selects it. */
  | ({ readonly kind: 'selected'; readonly package: BinaryPackage } & Selection)
  | { readonly kind: 'unreadable'; readonly package: BinaryPackage; readonly class: DependencyClass }
  /** The client asked for does not take it. */
  | { readonly kind: 'masked'; readonly package: BinaryPackage; readonly masks: readonly MaskReason[] }
  | { readonly kind: 'group'; readonly node: Item };
