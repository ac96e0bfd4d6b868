// The USE flags of its own package that a dependency specification speaks of (PMS 8.2.2, 8.3.4): each has to be in IUSE_EFFECTIVE.

import { isAtom } from './atom.js';
import type { Depspec, DepspecNode } from './depspec.js';
import { isConditionalUse } from './use-dependency.js';

export interface FlagReference {
  readonly flag: string;
  /** Where the condition, REQUIRED_USE item or atom starts that names it. */
  readonly start: number;
}

/** The flags of conditions, of REQUIRED_USE items and of conditional USE dependencies, in the order of the text, repeats included. */
export function flagsOf(spec: Depspec<unknown>): readonly FlagReference[] {
  const references: FlagReference[] = [];
  for (const node of spec.nodes) collect(node, references);
  return references;
}

/** Those that `isKnown` does not know: PMS calls each an error, Portage rejects the whole text. */
export function unknownFlags(
  spec: Depspec<unknown>,
  isKnown: (flag: string) => boolean,
): readonly FlagReference[] {
  return flagsOf(spec).filter(reference => !isKnown(reference.flag));
}

function collect(node: DepspecNode<unknown>, references: FlagReference[]): void {
  const start = node.start;
  if (node.type !== 'leaf') {
    if (node.type === 'use-conditional') references.push({ flag: node.flag, start });
    for (const child of node.children) collect(child, references);
  } else if (isAtom(node.value)) {
    for (const dependency of node.value.use) {
      if (isConditionalUse(dependency)) references.push({ flag: dependency.flag, start });
    }
  } else if (isFlagCondition(node.value)) {
    references.push({ flag: node.value.flag, start });
  }
}

function isFlagCondition(value: unknown): value is { readonly flag: string } {
  return typeof value === 'object' && value !== null && 'flag' in value && 'negated' in value;
}
