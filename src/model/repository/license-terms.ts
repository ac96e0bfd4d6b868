// Licences and RESTRICT of a package, as its entry records them and as its ebuild says them now under the same USE.

import { getOrMake } from '../../base/get-or-make.js';
import { type Depspec, leavesOf } from '../../pms/depspec.js';
import { expandLicenses, type LicenseGroups, missingLicenses } from '../../pms/license.js';
import { parseDepspec } from '../../pms/parse-depspec.js';
import { reduceDepspec } from '../../pms/reduce-depspec.js';
import { PmsSyntaxError } from '../../pms/syntax-error.js';
import type { Tree } from './tree.js';

/** Groups of GLEP 23 whose members let a binary be passed on. */
const REDISTRIBUTABLE = ['@FREE', '@BINARY-REDISTRIBUTABLE'];

/** The groups of all repositories together, as Portage stacks them; null where none was read. */
export function licenseGroupsOf(tree: Tree): LicenseGroups | null {
  return getOrMake(groups, tree, () => {
    const stacked = new Map<string, readonly string[]>();
    for (const { licenseGroups } of tree.repositories) {
      for (const [name, members] of licenseGroups ?? [])
        stacked.set(name, [...(stacked.get(name) ?? []), ...members]);
    }
    return stacked.size === 0 ? null : stacked;
  });
}

const groups = new WeakMap<Tree, LicenseGroups | null>();

/** The licences that stand in the way of passing the package on; null where the text cannot be read. */
export function bindingLicenses(
  tree: Tree,
  license: string,
  use: ReadonlySet<string>,
): readonly string[] | null {
  const named = licenseGroupsOf(tree);
  const spec = read(license, 'license');
  if (spec === null || named === null) return null;
  const accepted = getOrMake(tokens, named, () => expandLicenses(REDISTRIBUTABLE, named));
  return [...new Set(missingLicenses(spec, accepted, { use }))];
}

const tokens = new WeakMap<LicenseGroups, readonly string[]>();

/** Whether RESTRICT holds `bindist` under `use`; null where the text cannot be read. */
export function restrictsBindist(restrict: string, use: ReadonlySet<string>): boolean | null {
  if (!restrict.includes('bindist')) return false;
  const spec = read(restrict, 'restrict');
  if (spec === null) return null;
  for (const { value } of leavesOf(reduceDepspec(spec, { use }).nodes)) if (value === 'bindist') return true;
  return false;
}

function read(text: string, kind: 'license' | 'restrict'): Depspec<string> | null {
  try {
    return parseDepspec(text, { kind });
  } catch (error) {
    if (error instanceof PmsSyntaxError) return null;
    throw error;
  }
}
