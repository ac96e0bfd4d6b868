// What can be said of a package: installable with a witness, not installable for reasons, or undecided.

import type { BinaryPackage } from '../../model/package.js';
import type { RefusedCycle } from './cycle-core.js';
import type { Reason } from './reason.js';

export type Verdict = Installable | NotInstallable | Undecided;

interface About {
  readonly package: BinaryPackage;
}

export interface Installable extends About {
  readonly verdict: 'installable';
  /** A witness: what is merged, in an order in which it can be, the package itself included. */
  readonly merge: readonly BinaryPackage[];
  /** What is installed and replaced by what is merged. */
  readonly replaces: readonly BinaryPackage[];
  /** What is installed and goes without an heir, because of a blocker between it and something merged. */
  readonly removes: readonly BinaryPackage[];
  /** Cycles in it that Portage refuses: only where its order was not to count. */
  readonly refused: readonly RefusedCycle[];
}

export interface NotInstallable extends About {
  readonly verdict: 'not-installable';
  /** Without any one of them the rest could be met. Empty where only the order fails. */
  readonly reasons: readonly Reason[];
  /** Where only the order fails: cycles that Portage refuses in one way to install it; every other way has some. */
  readonly cycles: readonly RefusedCycle[];
}

export interface Undecided extends About {
  readonly verdict: 'unknown';
  readonly why: string;
}
