// The oldest Portage that takes an entry of an index, and what asks for it.

import { compareVersions } from '../../pms/compare-versions.js';
import { type BinaryPackage, packagePath } from '../package.js';

export interface PortageStep {
  /** What a package has that an older Portage does not know. */
  readonly what: string;
  /** The first release that does, and its day in seconds since the epoch. */
  readonly version: string;
  readonly released: number;
  /** Whether packages without it stand beside it in every index, so that it is no news after a year. */
  readonly isUsual: boolean;
}

const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 1000;
const eapi = (name: string, version: string, released: string): PortageStep => ({
  what: `EAPI ${name}`,
  version,
  released: day(released),
  isUsual: true,
});

/** Where `EAPI` of `portage/const.py` became the number, by the tags of Portage's repository. */
const EAPIS: ReadonlyMap<string, PortageStep> = new Map([
  ['6', eapi('6', '2.2.25', '2015-11-17')],
  ['7', eapi('7', '2.3.32', '2018-05-01')],
  ['8', eapi('8', '3.0.19', '2021-05-24')],
  ['9', eapi('9', '3.0.76', '2026-01-18')],
]);
/** GLEP 78: NEWS of Portage, 3.0.31. */
const GPKG: PortageStep = { what: 'gpkg', version: '3.0.31', released: day('2022-07-10'), isUsual: false };

/** All that ask for a certain Portage, the newest first; none where any that is still in use does. */
export function portageStepsOf(pkg: BinaryPackage): readonly PortageStep[] {
  const steps = [EAPIS.get(pkg.eapi), packagePath(pkg).endsWith('.gpkg.tar') ? GPKG : undefined];
  return steps.filter(step => step !== undefined).sort((a, b) => compareVersions(b.version, a.version));
}
