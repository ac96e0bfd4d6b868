// What keeps a client from using a package (Portage `_emerge/Package.py:_eval_masks`): package.mask, KEYWORDS, LICENSE, PROPERTIES,
// RESTRICT, EAPI and CHOST, each reason as data. What is installed stays, whatever is masked.

import { getOrMake } from '../../base/get-or-make.js';
import type { Atom } from '../../pms/atom.js';
import { parseCpv } from '../../pms/cpv.js';
import { isEapi } from '../../pms/eapi.js';
import { expandLicenses, missingLicenses } from '../../pms/license.js';
import { matchesAtom } from '../../pms/match-atom.js';
import { parseDepspec } from '../../pms/parse-depspec.js';
import { PmsSyntaxError } from '../../pms/syntax-error.js';
import { type MaskReason, masksOfFaults } from '../mask-reason.js';
import type { BinaryPackage, Soname } from '../package.js';
import type { EbuildPackage } from '../repository/ebuild-package.js';
import { acceptsChost } from './accepts-chost.js';
import type { ClientSettings, MaskSetting } from './client-settings.js';
import { asCandidate, firstSetting, type SettingCandidate, valuesFor } from './matching-settings.js';
import { flagsOf, flatTokens } from './package-flags.js';
import { keywordsToAccept } from './package-keywords.js';
import { stackChanges } from './stack-changes.js';

/** What a client looks at, of binary packages and ebuilds alike. */
interface VisibleParts extends SettingCandidate {
  /** What masks it for everybody. */
  readonly invalid: readonly MaskReason[];
  readonly keywords: string;
  readonly license: string;
  readonly properties: string;
  readonly restrict: string;
  /** Empty where it does not say. */
  readonly chost: string;
  /** Flags under which LICENSE and the like are read; asked for only where they have conditions. */
  readonly use: () => ReadonlySet<string>;
}

/** Why the client does not use the package; empty where it may. */
export function maskReasons(
  client: ClientSettings,
  pkg: BinaryPackage | EbuildPackage,
): readonly MaskReason[] {
  return maskReasonsOf(client, 'record' in pkg ? partsOfBinary(pkg) : partsOfEbuild(client, pkg));
}

/** Whether the client may use the package. */
export function isVisible(client: ClientSettings, pkg: BinaryPackage | EbuildPackage): boolean {
  return maskReasons(client, pkg).length === 0;
}

function partsOfBinary(pkg: BinaryPackage): VisibleParts {
  const { record } = pkg;
  return {
    cpv: pkg.cpv,
    slot: pkg.slot,
    repo: pkg.repo,
    buildId: pkg.buildId,
    invalid: masksOfFaults(pkg),
    keywords: record.KEYWORDS,
    license: record.LICENSE,
    properties: record.PROPERTIES,
    restrict: record.RESTRICT,
    chost: record.CHOST,
    use: () => pkg.use,
  };
}

function partsOfEbuild(client: ClientSettings, ebuild: EbuildPackage): VisibleParts {
  return {
    cpv: ebuild.cpv,
    slot: ebuild.slot,
    repo: ebuild.repo,
    invalid: isEapi(ebuild.eapi) ? [] : [{ kind: 'EAPI.unsupported', eapi: ebuild.eapi }],
    keywords: ebuild.keywords.join(' '),
    license: ebuild.text.LICENSE,
    properties: ebuild.text.PROPERTIES,
    restrict: ebuild.text.RESTRICT,
    chost: '',
    use: () => flagsOf(client, ebuild).enabled,
  };
}

function maskReasonsOf(client: ClientSettings, parts: VisibleParts): readonly MaskReason[] {
  const reasons: MaskReason[] = [];
  if (!acceptsChost(client, parts.chost)) reasons.push({ kind: 'CHOST', chost: parts.chost });
  reasons.push(...parts.invalid);
  const note = (kind: 'PROPERTIES' | 'RESTRICT', missing: readonly string[]) => {
    if (missing.length > 0) reasons.push({ kind, missing });
  };
  const keywords = keywordsToAccept(client, parts, parts.keywords);
  if (keywords.length > 0)
    reasons.push({ kind: 'KEYWORDS', missing: keywords, own: ownKeyword(client, keywords) });
  note('PROPERTIES', propertiesToAccept(client, parts));
  note('RESTRICT', restrictionsToAccept(client, parts));
  const mask = findMask(client, parts);
  if (mask !== null) {
    const { atom, file, line, comment } = mask;
    reasons.push({ kind: 'package.mask', atom: atom.text, file, line, comment });
  }
  const licenses = licensesToAccept(client, parts);
  if (licenses === null) {
    if (!parts.invalid.some(reason => reason.kind === 'invalid' && reason.key === 'LICENSE'))
      reasons.push({ kind: 'invalid', key: 'LICENSE', why: null, near: null });
  } else if (licenses.length > 0) reasons.push({ kind: 'LICENSE', missing: licenses });
  return reasons;
}

/** Where ARCH is no keyword that is accepted, the first that is stands for it (Portage `getmaskingstatus`). */
function ownKeyword({ arch, acceptKeywords }: ClientSettings, keywords: readonly string[]): string | null {
  const [first = arch] = acceptKeywords;
  const own = acceptKeywords.includes(arch) ? arch : first.replace(/^~/, '');
  return keywords.find(keyword => keyword.replace(/^[~-]/, '') === own) ?? null;
}

/** The line of package.mask that holds for a package; null where none does or package.unmask takes it back. */
function findMask(client: ClientSettings, subject: SettingCandidate): MaskSetting | null {
  const mask = firstSetting(client.masks, subject);
  return mask === null || firstSetting(client.unmasks, subject) !== null ? null : mask;
}

/** Whether package.provided stands for what an atom asks for. Slot, repository and flags of such a package are not known, and fit. */
export function isProvided(client: ClientSettings, atom: Atom): boolean {
  if (client.provided.length === 0) return false;
  const bare = { ...atom, slot: null, subSlot: null, repo: null, use: [], buildId: null };
  return getOrMake(provisions, client, () => readProvided(client)).some(candidate =>
    matchesAtom(bare, candidate),
  );
}

/** Whether soname.provided stands for a library. */
export function isSonameProvided({ providedSonames }: ClientSettings, { abi, soname }: Soname): boolean {
  return providedSonames?.has(`${abi} ${soname}`) === true;
}

type Provided = ReturnType<typeof asCandidate>;
const provisions = new WeakMap<ClientSettings, readonly Provided[]>();

function readProvided({ provided }: ClientSettings): readonly Provided[] {
  return provided.map(text => asCandidate({ cpv: parseCpv(text), slot: { slot: '0', subSlot: '0' } }));
}

/** Null where LICENSE cannot be read. */
function licensesToAccept(client: ClientSettings, parts: VisibleParts): readonly string[] | null {
  if (parts.license === '') return [];
  const own = valuesFor(client.packageLicense, parts).flat();
  try {
    const spec = parseDepspec(parts.license, { kind: 'license' });
    const use = parts.license.includes('?') ? parts.use() : new Set<string>();
    return missingLicenses(
      spec,
      [...acceptedEverywhere(client), ...expandLicenses(own, client.licenseGroups)],
      {
        use,
      },
    );
  } catch (error) {
    if (error instanceof PmsSyntaxError) return null;
    throw error;
  }
}

const acceptedLicenses = new WeakMap<ClientSettings, readonly string[]>();

function acceptedEverywhere(client: ClientSettings): readonly string[] {
  return getOrMake(acceptedLicenses, client, () =>
    expandLicenses(client.acceptLicense, client.licenseGroups),
  );
}

function propertiesToAccept(client: ClientSettings, parts: VisibleParts): readonly string[] {
  const accepted = [client.acceptProperties, ...valuesFor(client.packageProperties, parts)];
  return tokensToAccept(parts.properties, 'properties', accepted, parts.use);
}

function restrictionsToAccept(client: ClientSettings, parts: VisibleParts): readonly string[] {
  const accepted = [client.acceptRestrict, ...valuesFor(client.packageAcceptRestrict, parts)];
  return tokensToAccept(parts.restrict, 'restrict', accepted, parts.use);
}

function tokensToAccept(
  text: string,
  kind: 'properties' | 'restrict',
  accepted: readonly (readonly string[])[],
  use: () => ReadonlySet<string>,
): readonly string[] {
  if (text === '') return [];
  const tokens = flatTokens(text, kind, text.includes('?') ? use() : new Set());
  const meant = accepted.map(list => list.flatMap(token => (token === '*' ? tokens : [token])));
  const known = stackChanges(...meant);
  return tokens.filter(token => !known.has(token));
}
