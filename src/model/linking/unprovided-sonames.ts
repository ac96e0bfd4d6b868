// Libraries that something needs and nothing provides, and the missing dependency that likely owned each.

import { compareText } from '../../base/compare-text.js';
import { getOrMake } from '../../base/get-or-make.js';
import { formatCpn } from '../../pms/cpv.js';
import { isOffered, isSuperseded } from '../newest.js';
import { type BinaryPackage, instanceName, type Soname } from '../package.js';
import { remember } from '../remember.js';
import { failedRequirementsOf } from '../requirements.js';
import type { Universe } from '../universe.js';
import { likelyOwners } from './likely-owners.js';
import { sonamesOf } from './package-sonames.js';
import { stemOf } from './soname-stem.js';
import { implicitOwnerOf, systemOwnersOf } from './system-libraries.js';

export interface UnprovidedSoname {
  /** Names of the baselines that lack it; empty where none is declared. */
  readonly baselines: readonly string[];
  /** The missing package that likely owned the library, by its name; null where none resembles it. An inference from names. */
  readonly owner: string | null;
  /** It is known to whom the library belongs, and nothing of that name is here or in a baseline. */
  readonly isToolchain: boolean;
  /** What comes closest: another version of the library in the same ABI, and who has it. */
  readonly nearest: string | null;
  /** A package that is recorded to have it, and whose files do not. */
  readonly promiser: BinaryPackage | null;
}

/** The unprovided libraries among those that judged packages need. */
export function unprovidedSonames(universe: Universe): ReadonlyMap<Soname, UnprovidedSoname> {
  return remember(universe, unprovidedSonames, null, () => findUnprovided(universe));
}

function findUnprovided(universe: Universe): ReadonlyMap<Soname, UnprovidedSoname> {
  const offered = new Set<Soname>();
  for (const pkg of universe.packages)
    if (isOffered(pkg)) for (const soname of sonamesOf(universe, pkg).provides) offered.add(soname);
  const baselines = [...universe.sources.entries()].filter(([, source]) => source.role === 'installed');
  const installed = baselines.map(([index, source]) => ({
    name: source.name,
    provides: new Set(
      universe.packages.filter(pkg => pkg.source === index).flatMap(pkg => sonamesOf(universe, pkg).provides),
    ),
  }));
  const missing = new Map<Soname, UnprovidedSoname>();
  const ownerOf = likelyOwners([...missingNames(universe).keys()]);
  const needed = new Set(universe.judged.flatMap(pkg => sonamesOf(universe, pkg).requires));
  for (const soname of needed) {
    if (offered.has(soname)) continue;
    const lacking = installed
      .filter(baseline => !baseline.provides.has(soname))
      .map(baseline => baseline.name);
    if (installed.length > 0 && lacking.length === 0) continue;
    const toolchain = implicitOwnerOf(soname.soname);
    const isToolchain = toolchain !== null && !universe.byCpn.has(toolchain);
    missing.set(soname, {
      baselines: lacking,
      owner: isToolchain
        ? toolchain
        : (systemOwner(universe, soname) ?? ownerOf(soname) ?? askedFor(universe, soname)),
      isToolchain,
      nearest: versionsByStem(universe).get(stemKey(soname)) ?? null,
      promiser: promisers(universe).get(soname) ?? null,
    });
  }
  return missing;
}

/** Where the C library or the compiler themselves are what is missing. */
function systemOwner(universe: Universe, { soname }: Soname): string | null {
  return systemOwnersOf(soname).find(name => missingNames(universe).has(name)) ?? null;
}

/** By ABI and name without versions: the highest version that clients get, as it is told. */
function versionsByStem(universe: Universe): ReadonlyMap<string, string> {
  return remember(universe, versionsByStem, null, () => {
    const highest = new Map<string, Soname>();
    const told = new Map<string, string>();
    for (const pkg of universe.packages) {
      if (!isOffered(pkg) || isSuperseded(universe, pkg)) continue;
      for (const soname of sonamesOf(universe, pkg).provides) {
        const key = stemKey(soname);
        const known = highest.get(key);
        if (known !== undefined && compareText(sortable(known), sortable(soname)) >= 0) continue;
        highest.set(key, soname);
        told.set(key, `${soname.soname} of ${instanceName(pkg)}`);
      }
    }
    return told;
  });
}

function stemKey({ abi, soname }: Soname): string {
  return `${abi} ${stemOf(soname)}`;
}

/** `libfoo.so.9` before `libfoo.so.10`. */
function sortable({ soname }: Soname): string {
  return soname.replace(/\d+/g, digits => digits.padStart(8, '0'));
}

function promisers(universe: Universe): ReadonlyMap<Soname, BinaryPackage> {
  return remember(universe, promisers, null, () => {
    const broken = new Map<Soname, BinaryPackage>();
    for (const pkg of universe.packages) {
      if (!isOffered(pkg)) continue;
      const { provides } = sonamesOf(universe, pkg);
      if (provides === pkg.provides) continue;
      for (const soname of pkg.provides) if (!provides.includes(soname)) broken.set(soname, pkg);
    }
    return broken;
  });
}

/**
 * For libraries of one or two letters (`libz.so.1`), which resemble too much: a missing name that begins with them and that most of
 * their users ask for.
 */
function askedFor(universe: Universe, soname: Soname): string | null {
  const short = /^lib([a-z]{1,2})\d*\.so/.exec(soname.soname)?.[1];
  if (short === undefined) return null;
  const users = universe.judged.filter(pkg => sonamesOf(universe, pkg).requires.includes(soname));
  const asking = new Map<string, number>();
  for (const user of users) {
    const names = [...failedRequirementsOf(universe, user)].flatMap(({ node }) =>
      node.type === 'leaf' && node.value.package.startsWith(short) ? [formatCpn(node.value)] : [],
    );
    for (const name of new Set(names)) asking.set(name, (asking.get(name) ?? 0) + 1);
  }
  return [...asking].find(([, count]) => count * 2 > users.length)?.[0] ?? null;
}

/** A requirement for a name that fails: whose it is and how it is written. */
export interface Missing {
  readonly package: BinaryPackage;
  readonly item: string;
}

/** Names that unmet atoms of judged packages ask for, each with the first requirement that does. A choice names no single one. */
export function missingNames(universe: Universe): ReadonlyMap<string, Missing> {
  return remember(universe, missingNames, null, () => {
    const names = new Map<string, Missing>();
    for (const pkg of universe.judged) {
      for (const { node, text } of failedRequirementsOf(universe, pkg)) {
        if (node.type === 'leaf')
          getOrMake(names, formatCpn(node.value), () => ({ package: pkg, item: text }));
      }
    }
    return names;
  });
}
