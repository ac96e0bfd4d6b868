// What the ebuild of a published package needs to be built again, under the flags of that package.

import { reduceDepspec } from '../../pms/reduce-depspec.js';
import type { BinaryPackage } from '../package.js';
import { isBlocker, type Requirement, textOf } from '../requirements.js';
import type { Universe } from '../universe.js';
import type { EbuildPackage } from './ebuild-package.js';

/** Items of BDEPEND and DEPEND that are no blockers; none of a text that cannot be read. */
export function buildRequirementsOf(
  universe: Universe,
  { use }: BinaryPackage,
  ebuild: EbuildPackage,
): readonly Requirement[] {
  return (['BDEPEND', 'DEPEND'] as const).flatMap(dependencyClass => {
    const text = ebuild.text[dependencyClass];
    const spec = text === '' ? null : universe.depspec(text);
    if (spec === null) return [];
    return reduceDepspec(spec, { use, eapi: ebuild.eapi })
      .nodes.filter(node => !isBlocker(node))
      .map(node => ({ class: dependencyClass, node, text: textOf(node, text) }));
  });
}
