// One package from one record: names parsed, sets of flags and lists of libraries shared with the packages made before.

import type { Problem } from '../base/format-error.js';
import { getOrMake } from '../base/get-or-make.js';
import { type Cpv, formatCpn, parseCpv } from '../pms/cpv.js';
import { eapiFeatures } from '../pms/eapi.js';
import { iuseNames } from '../pms/iuse.js';
import { PmsSyntaxError } from '../pms/syntax-error.js';
import type { BinaryPackage, PackageId } from './package.js';
import type { PackageRecord } from './package-record.js';
import { SonameTable } from './sonames.js';
import type { Source } from './source.js';

type Flags = ReadonlySet<string>;

export class PackageMaker {
  readonly #sonames = new SonameTable();
  readonly #uses = new Map<string, Flags>();
  readonly #iuses = new Map<string, Flags>();
  readonly #legacyUses = new Map<string, Flags>();

  /** The package, or why none can be made of the record. `source` is the position of the source it belongs to. */
  make(record: PackageRecord, id: PackageId, source: number, origin: Source): BinaryPackage | Problem {
    const cpv = readCpv(record.CPV);
    if ('code' in cpv) return cpv;
    const requires = this.#sonames.parse(record.REQUIRES);
    const provides = this.#sonames.parse(record.PROVIDES);
    if (requires === null || provides === null)
      return refuseSonames(record, requires === null ? 'REQUIRES' : 'PROVIDES');
    const iuse = getOrMake(this.#iuses, record.IUSE, () => iuseNames(record.IUSE));
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
      use: this.#useOf(record, iuse, origin),
      iuse,
      iuseEffective: origin.iuseEffective,
      requires,
      provides,
      record,
    };
  }

  /**
   * The flags the package was built with. Up to EAPI 4 USE also held flags that have nothing to do with the package: only those of IUSE
   * and the ones that the profile implied then count (Portage `dbapi/__init__.py:_iuse_implicit_cnstr`, `config.py:_get_implicit_iuse`).
   */
  #useOf(record: PackageRecord, iuse: Flags, origin: Source): Flags {
    const use = getOrMake(this.#uses, record.USE, () => new Set(words(record.USE)));
    if (eapiFeatures(record.EAPI)?.profileIuse !== false) return use;
    const hidden = words(origin.header.get('USE_EXPAND_HIDDEN') ?? '').map(name => `${name.toLowerCase()}_`);
    const arches = new Set(
      words(`${origin.header.get('ARCH') ?? ''} ${origin.header.get('USE_EXPAND_VALUES_ARCH') ?? ''}`),
    );
    const counts = (flag: string) =>
      iuse.has(flag) || arches.has(flag) || hidden.some(prefix => flag.startsWith(prefix));
    return getOrMake(
      this.#legacyUses,
      `${record.IUSE}\n${record.USE}`,
      () => new Set([...use].filter(counts)),
    );
  }
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

function refuseSonames(record: PackageRecord, field: 'REQUIRES' | 'PROVIDES'): Problem {
  const message = `${field} of ${record.CPV} names a library before any ABI`;
  return { code: 'soname-list-invalid', message, offset: null, field, actual: record[field] };
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
