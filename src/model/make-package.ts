// One package from one record: names parsed, sets of flags and lists of libraries shared with the packages made before.

import type { Problem } from '../base/format-error.js';
import { getOrMake } from '../base/get-or-make.js';
import { type Cpv, formatCpn, parseCpv } from '../pms/cpv.js';
import type { DependencyTexts } from '../pms/dependency-texts.js';
import { eapiFeatures } from '../pms/eapi.js';
import { isOftenImplicit, iuseNames, legacyImplicitIuse, tellsImplicitIuse } from '../pms/iuse.js';
import type { FlagTest } from '../pms/match-atom.js';
import { PmsSyntaxError } from '../pms/syntax-error.js';
import { type MetadataFault, NO_FAULTS } from './metadata-fault.js';
import { MetadataJudge } from './metadata-judge.js';
import { isOfBinhost } from './newest.js';
import type { BinaryPackage, PackageId } from './package.js';
import type { PackageRecord } from './package-record.js';
import { type SonameList, SonameTable } from './sonames.js';
import type { Source } from './source.js';

type Flags = ReadonlySet<string>;

/** What the packages of one source share. */
interface Origin {
  readonly legacyIuse: FlagTest;
  readonly legacyUses: Map<string, Flags>;
  /** Whether its profile may imply flags that nobody names. */
  readonly isSilent: boolean;
}

export class PackageMaker {
  readonly #sonames = new SonameTable();
  readonly #judge: MetadataJudge;
  readonly #uses = new Map<string, Flags>();
  readonly #iuses = new Map<string, Flags>();
  readonly #origins = new Map<Source, Origin>();

  constructor(texts: DependencyTexts) {
    this.#judge = new MetadataJudge(texts);
  }

  /**
   * The package, or why none can be made of the record. `source` is the position of the source it belongs to, `profile` the header that tells
   * of the profile where the source has none.
   */
  make(
    record: PackageRecord,
    id: PackageId,
    source: number,
    origin: Source,
    profile: ReadonlyMap<string, string> = origin.header,
  ): BinaryPackage | Problem {
    const cpv = readCpv(record.CPV);
    if ('code' in cpv) return cpv;
    const requires = this.#sonames.parse(record.REQUIRES);
    const provides = this.#sonames.parse(record.PROVIDES);
    const iuse = getOrMake(this.#iuses, record.IUSE, () => iuseNames(record.IUSE));
    const isLegacy = eapiFeatures(record.EAPI)?.profileIuse === false;
    const shared = getOrMake(this.#origins, origin, () => readOrigin(profile));
    const use = this.#useOf(record, iuse, isLegacy ? shared : null);
    const iuseEffective = isLegacy ? shared.legacyIuse : origin.iuseEffective;
    const hasFlag = (flag: string) =>
      iuse.has(flag) ||
      iuseEffective.has(flag) ||
      (!isLegacy && use.has(flag)) ||
      (shared.isSilent && isOftenImplicit(flag));
    return {
      id,
      source,
      role: origin.role,
      cpv,
      cpvText: record.CPV,
      cpn: formatCpn(cpv),
      slot: readSlot(record.SLOT),
      repo: record.repository,
      eapi: record.EAPI,
      buildId: readNumber(record.BUILD_ID),
      buildTime: readNumber(record.BUILD_TIME) ?? 0,
      use,
      iuse,
      iuseEffective,
      requires: requires.sonames,
      provides: provides.sonames,
      faults: joinFaults(
        isOfBinhost(origin) ? this.#judge.faultsOf(record, hasFlag) : NO_FAULTS,
        sonameFaults('PROVIDES', record, provides),
        sonameFaults('REQUIRES', record, requires),
      ),
      record,
    };
  }

  /**
   * The flags the package was built with. Up to EAPI 4 USE also held flags that have nothing to do with the package: only those of IUSE
   * and the ones that the profile implied then count (Portage `dbapi/__init__.py:_iuse_implicit_cnstr`).
   */
  #useOf(record: PackageRecord, iuse: Flags, legacy: Origin | null): Flags {
    const use = getOrMake(this.#uses, record.USE, () => new Set(words(record.USE)));
    if (legacy === null) return use;
    const counts = (flag: string) => iuse.has(flag) || legacy.legacyIuse.has(flag);
    return getOrMake(
      legacy.legacyUses,
      `${record.IUSE}\n${record.USE}`,
      () => new Set([...use].filter(counts)),
    );
  }
}

function readOrigin(header: ReadonlyMap<string, string>): Origin {
  return {
    legacyIuse: legacyImplicitIuse({ variables: header }),
    legacyUses: new Map(),
    isSilent: !tellsImplicitIuse(header),
  };
}

/** Nearly all packages share the list of none. */
function joinFaults(...lists: readonly (readonly MetadataFault[])[]): readonly MetadataFault[] {
  return lists.some(({ length }) => length > 0) ? lists.flat() : NO_FAULTS;
}

function sonameFaults(
  key: 'PROVIDES' | 'REQUIRES',
  record: PackageRecord,
  { fault }: SonameList,
): readonly MetadataFault[] {
  return fault === null ? NO_FAULTS : [{ key, text: record[key], why: fault, near: null }];
}

/** SLOT as written; a rule reports what is no slot. */
function readSlot(text: string): BinaryPackage['slot'] {
  const slash = text.indexOf('/');
  const slot = slash < 0 ? text : text.slice(0, slash);
  return { slot, subSlot: slash < 0 ? slot : text.slice(slash + 1) };
}

function readNumber(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function words(text: string): string[] {
  return text.split(/\s+/).filter(word => word !== '');
}

function readCpv(text: string): Cpv | Problem {
  try {
    const cpv = parseCpv(text);
    if (cpv.version !== null) return cpv;
    return {
      code: 'cpv-invalid',
      message: `CPV ${JSON.stringify(text)} has no version`,
      offset: null,
      field: 'CPV',
      actual: text,
    };
  } catch (error) {
    if (!(error instanceof PmsSyntaxError)) throw error;
    return { code: 'cpv-invalid', message: error.message, offset: null, field: 'CPV', actual: text };
  }
}
