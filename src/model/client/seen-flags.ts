// The flags of packages built with EAPI 0 to 4 as one client knows them: what its profile implies decides which of their USE count
// (Portage `config.py:_get_implicit_iuse`). From EAPI 5 on a package knows its own.

import { getOrMake } from '../../base/get-or-make.js';
import { eapiFeatures } from '../../pms/eapi.js';
import { legacyImplicitIuse } from '../../pms/iuse.js';
import type { Candidate, FlagTest } from '../../pms/match-atom.js';
import type { BinaryPackage } from '../package.js';
import type { ClientSettings } from './client-settings.js';

const legacy = new WeakMap<ClientSettings, FlagTest>();

/** Flags that packages of an EAPI have without naming them in IUSE. */
export function implicitIuse(client: ClientSettings, eapi: string): FlagTest {
  if (!isLegacy(eapi)) return client.iuseEffective;
  return getOrMake(legacy, client, () =>
    legacyImplicitIuse({
      variables: new Map([...client.variables, ['ARCH', client.arch]]),
      architectures: client.architectures,
      masked: client.useMask,
      forced: client.useForce,
    }),
  );
}

export function isLegacy(eapi: string): boolean {
  return eapiFeatures(eapi)?.profileIuse === false;
}

/** The package as atoms are matched against it. */
export function asSeenBy(client: ClientSettings, pkg: BinaryPackage): Candidate {
  if (!isLegacy(pkg.eapi)) return pkg;
  const iuseEffective = implicitIuse(client, pkg.eapi);
  const words = pkg.record.USE.split(/\s+/);
  const use = new Set(words.filter(flag => pkg.iuse.has(flag) || iuseEffective.has(flag)));
  return { ...pkg, use, iuseEffective };
}
