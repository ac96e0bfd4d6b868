// What Portage says of a profile (`fixtures/profiles/ask-portage.py`), and what we say in the same words.

import { readFileSync } from 'node:fs';
import type { ClientSettings, MaskSetting } from '../../src/model/client/client-settings.js';
import { flagsOf } from '../../src/model/client/package-flags.js';
import { maskReasons } from '../../src/model/client/visibility.js';
import type { EbuildPackage } from '../../src/model/repository/ebuild-package.js';
import { parseCpv } from '../../src/pms/cpv.js';

export interface PortageAnswer {
  readonly variables: Readonly<Record<string, string>>;
  readonly packages: readonly PackageAnswer[];
  readonly [list: string]: unknown;
}

export interface PackageAnswer {
  readonly cpv: string;
  readonly repo: string;
  readonly [key: string]: unknown;
}

/** A package as `packages.json` writes it. */
export interface WrittenPackage {
  readonly cpv: string;
  readonly repo: string;
  readonly iuse?: string;
  readonly keywords?: string;
  readonly license?: string;
  readonly properties?: string;
  readonly restrict?: string;
  readonly slot?: string;
  readonly eapi?: string;
}

export function readAnswer(path: string): PortageAnswer {
  return JSON.parse(readFileSync(path, 'utf8')) as PortageAnswer;
}

/** Our answer about a profile, of the variables those that Portage names. */
export function answerFor(
  client: ClientSettings,
  names: readonly string[],
  ebuilds: readonly EbuildPackage[],
): PortageAnswer {
  return {
    use: [...client.use].sort(),
    variables: Object.fromEntries(names.map(name => [name, client.variables.get(name) ?? ''])),
    iuseEffective: [...client.iuseEffective].sort(),
    useMask: [...client.useMask].sort(),
    useForce: [...client.useForce].sort(),
    masks: client.masks.map(nameMask).sort(),
    unmasks: client.unmasks.map(nameMask).sort(),
    system: client.system.map(({ text }) => text).sort(),
    provided: [...client.provided].sort(),
    licenseGroups: Object.fromEntries(
      [...client.licenseGroups].map(([name, members]) => [name, [...members].sort()]),
    ),
    packages: ebuilds.map(ebuild => answerAbout(client, ebuild)),
  };
}

/** Portage writes the repository for which a mask holds after its atom. */
function nameMask({ atom }: Pick<MaskSetting, 'atom'>): string {
  return nameAtom(atom.text, atom.repo);
}

function nameAtom(text: string, repo: string | null): string {
  return repo === null || text.includes('::') ? text : `${text}::${repo}`;
}

export function answerAbout(client: ClientSettings, ebuild: EbuildPackage): PackageAnswer {
  const flags = flagsOf(client, ebuild);
  const reasons = maskReasons(client, ebuild);
  const missing = (kind: 'KEYWORDS' | 'LICENSE' | 'PROPERTIES' | 'RESTRICT') =>
    [...new Set(reasons.flatMap(reason => (reason.kind === kind ? reason.missing : [])))].sort();
  const mask = reasons.find(reason => reason.kind === 'package.mask');
  const masking = client.masks.find(
    ({ file, line, atom }) => file === mask?.file && line === mask.line && fits(atom.repo, ebuild.repo),
  );
  return {
    cpv: ebuild.cpvText,
    repo: ebuild.repo,
    enabled: [...flags.enabled].sort(),
    masked: [...flags.masked].sort(),
    forced: [...flags.forced].sort(),
    stable: flags.isStable,
    KEYWORDS: missing('KEYWORDS'),
    LICENSE: missing('LICENSE'),
    PROPERTIES: missing('PROPERTIES'),
    RESTRICT: missing('RESTRICT'),
    'package.mask': masking === undefined ? null : nameMask(masking),
  };
}

function fits(repo: string | null, own: string): boolean {
  return repo === null || repo === own;
}

export function makeEbuild(written: WrittenPackage): EbuildPackage {
  const cpv = parseCpv(written.cpv);
  const words = (text = '') => text.split(/\s+/).filter(word => word !== '');
  const [slot = '0', subSlot = slot] = (written.slot ?? '0').split('/');
  return {
    repo: written.repo,
    cpv,
    cpvText: written.cpv,
    cpn: `${cpv.category}/${cpv.package}`,
    eapi: written.eapi ?? '7',
    slot: { slot, subSlot },
    keywords: words(written.keywords),
    iuse: words(written.iuse),
    inherited: [],
    text: {
      BDEPEND: '',
      DEFINED_PHASES: '',
      DEPEND: '',
      DESCRIPTION: '',
      HOMEPAGE: '',
      IDEPEND: '',
      LICENSE: written.license ?? '',
      PDEPEND: '',
      PROPERTIES: written.properties ?? '',
      RDEPEND: '',
      REQUIRED_USE: '',
      RESTRICT: written.restrict ?? '',
      SRC_URI: '',
    },
  };
}
