// What of an ebuild's REQUIRED_USE a set of flags does not meet.

import { formatDepspec } from '../../pms/depspec.js';
import type { FlagCondition } from '../../pms/depspec-leaf.js';
import { flagsOf } from '../../pms/flags-of.js';
import { parseDepspec } from '../../pms/parse-depspec.js';
import { unmetRequiredUse } from '../../pms/required-use.js';
import { PmsSyntaxError } from '../../pms/syntax-error.js';
import type { EbuildPackage } from './ebuild-package.js';

export interface UnmetRequirement {
  /** As REQUIRED_USE writes it, cut down to what is not met. */
  readonly required: string;
  /** Flags that it names. */
  readonly flags: readonly string[];
}

/** Null where all is met, or where the text cannot be read. */
export function unmetRequirement(ebuild: EbuildPackage, use: ReadonlySet<string>): UnmetRequirement | null {
  const text = ebuild.text.REQUIRED_USE;
  if (text === '') return null;
  try {
    const spec = parseDepspec(text, { kind: 'required-use', emptyGroups: true });
    const nodes = unmetRequiredUse(spec, use, { eapi: ebuild.eapi });
    if (nodes.length === 0) return null;
    const say = ({ flag, negated }: FlagCondition) => (negated ? `!${flag}` : flag);
    const flags = flagsOf({ text, nodes, reduced: false }).map(({ flag }) => flag);
    return { required: formatDepspec(nodes, say), flags: [...new Set(flags)] };
  } catch (error) {
    if (error instanceof PmsSyntaxError) return null;
    throw error;
  }
}
