// One client's answers about single packages, as far as choosing between them needs: what is masked, with which flags it would build.

import { compareText } from '../../base/compare-text.js';
import { getOrMake } from '../../base/get-or-make.js';
import type { Atom } from '../../pms/atom.js';
import type { MaskReason } from '../mask-reason.js';
import type { BinaryPackage } from '../package.js';
import type { EbuildPackage } from '../repository/ebuild-package.js';
import type { ClientSettings } from './client-settings.js';
import { flagsOf } from './package-flags.js';
import type { WantedUse } from './use-mismatch.js';
import { isProvided, maskReasons } from './visibility.js';

export interface ClientView {
  readonly settings: ClientSettings;
  /** Empty where the client may use it. */
  masksOf(pkg: EbuildPackage | BinaryPackage): readonly MaskReason[];
  useOfEbuild(ebuild: EbuildPackage): WantedUse;
  /** For a package whose ebuild is gone: what the settings say of its name, version and IUSE. */
  useOfBinary(pkg: BinaryPackage): WantedUse;
  /** package.provided. */
  provides(atom: Atom): boolean;
}

/** Each package is asked about once. */
export function viewClient(settings: ClientSettings): ClientView {
  const masks = new Map<EbuildPackage | BinaryPackage, readonly MaskReason[]>();
  const uses = new Map<EbuildPackage, WantedUse>();
  return {
    settings,
    masksOf: pkg => getOrMake(masks, pkg, () => maskReasons(settings, pkg)),
    useOfEbuild: ebuild => getOrMake(uses, ebuild, () => flagsOf(settings, ebuild)),
    useOfBinary: pkg => flagsOf(settings, asEbuild(pkg)),
    provides: atom => isProvided(settings, atom),
  };
}

/** The ebuild that a package records, as far as settings ask for it. */
export function asEbuild(pkg: BinaryPackage): EbuildPackage {
  const { record } = pkg;
  return {
    repo: pkg.repo,
    cpv: pkg.cpv,
    cpvText: pkg.cpvText,
    cpn: pkg.cpn,
    eapi: pkg.eapi,
    slot: pkg.slot,
    keywords: record.KEYWORDS.split(/\s+/).filter(word => word !== ''),
    iuse: [...pkg.iuse].sort(compareText),
    inherited: [],
    text: {
      ...NO_TEXT,
      LICENSE: record.LICENSE,
      PROPERTIES: record.PROPERTIES,
      RESTRICT: record.RESTRICT,
    },
  };
}

const NO_TEXT: EbuildPackage['text'] = {
  BDEPEND: '',
  DEFINED_PHASES: '',
  DEPEND: '',
  DESCRIPTION: '',
  HOMEPAGE: '',
  IDEPEND: '',
  LICENSE: '',
  PDEPEND: '',
  PROPERTIES: '',
  RDEPEND: '',
  REQUIRED_USE: '',
  RESTRICT: '',
  SRC_URI: '',
};

/** Of the keywords that would do, the one of the client's own architecture: nobody wants to accept that of another. */
export function chooseKeyword({ arch }: ClientSettings, missing: readonly string[]): string {
  return missing.find(keyword => keyword === `~${arch}` || keyword === arch) ?? '**';
}
