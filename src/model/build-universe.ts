// From records to the universe: names parsed, sets shared, packages put in the order in which Portage prefers them.

import type { Problem } from '../base/format-error.js';
import { getOrMake } from '../base/get-or-make.js';
import type { Atom, AtomOptions } from '../pms/atom.js';
import { compareVersions } from '../pms/compare-versions.js';
import { formatCpn } from '../pms/cpv.js';
import type { Depspec } from '../pms/depspec.js';
import { matchesAtom } from '../pms/match-atom.js';
import { parseAtom } from '../pms/parse-atom.js';
import { parseDepspec } from '../pms/parse-depspec.js';
import { PmsSyntaxError } from '../pms/syntax-error.js';
import { PackageMaker } from './make-package.js';
import type { BinaryPackage, PackageId, Role } from './package.js';
import type { PackageRecord } from './package-record.js';
import type { SourceProblem } from './problem.js';
import type { Source } from './source.js';
import type { Universe } from './universe.js';

/** A source as read, before its records have become packages. */
export interface SourceInput extends Source {
  readonly records: readonly PackageRecord[];
}

/** Builds the universe. Records that no package can be made of become problems of their source; nothing is dropped silently. */
export function buildUniverse(inputs: readonly SourceInput[]): Universe {
  const maker = new PackageMaker();
  const packages: BinaryPackage[] = [];
  const sources: Source[] = inputs.map((input, index) => {
    const problems: SourceProblem[] = [...input.problems];
    for (const record of input.records) {
      const made = maker.make(record, packages.length as PackageId, index, input);
      if ('code' in made) problems.push(placed(made, record));
      else packages.push(made);
    }
    const { records: _, ...source } = input;
    return { ...source, problems };
  });
  return new LoadedUniverse(sources, packages);
}

function placed(problem: Problem, record: PackageRecord): SourceProblem {
  return { ...problem, file: 'Packages', offset: record.offset, line: record.line, cpv: record.CPV };
}

class LoadedUniverse implements Universe {
  readonly judged: readonly BinaryPackage[];
  readonly byCpn: ReadonlyMap<string, readonly BinaryPackage[]>;
  readonly sources: readonly Source[];
  readonly packages: readonly BinaryPackage[];
  readonly #atoms = new Map<string, Atom>();
  readonly #depspecs = new Map<string, Depspec<Atom> | null>();
  readonly #matched = new Map<Atom, readonly BinaryPackage[]>();

  constructor(sources: readonly Source[], packages: readonly BinaryPackage[]) {
    this.sources = sources;
    this.packages = packages;
    this.judged = packages.filter(pkg => pkg.role === 'candidate');
    this.byCpn = groupByCpn(packages);
  }

  atom(text: string): Atom {
    return this.#readAtom(text, {});
  }

  matches(atom: Atom): readonly BinaryPackage[] {
    let list = this.#matched.get(atom);
    if (list === undefined) {
      const named = this.byCpn.get(formatCpn(atom)) ?? [];
      list = named.filter(pkg => matchesAtom(atom, pkg));
      this.#matched.set(atom, list);
    }
    return list;
  }

  depspec(text: string): Depspec<Atom> | null {
    let spec = this.#depspecs.get(text);
    if (spec === undefined) {
      spec = this.#readDepspec(text);
      this.#depspecs.set(text, spec);
    }
    return spec;
  }

  #readDepspec(text: string): Depspec<Atom> | null {
    try {
      return parseDepspec(text, { readAtom: this.#readAtom });
    } catch (error) {
      if (error instanceof PmsSyntaxError) return null;
      throw error;
    }
  }

  readonly #readAtom = (text: string, options: AtomOptions): Atom => {
    let atom = this.#atoms.get(text);
    if (atom === undefined) {
      atom = parseAtom(text, options);
      this.#atoms.set(text, atom);
    }
    return atom;
  };
}

/** Published packages are compared, never matched: they leave the universe of providers. */
const PROVIDERS: ReadonlySet<Role> = new Set<Role>(['candidate', 'background', 'installed']);

function groupByCpn(packages: readonly BinaryPackage[]): ReadonlyMap<string, readonly BinaryPackage[]> {
  const groups = new Map<string, BinaryPackage[]>();
  for (const pkg of packages) {
    if (!PROVIDERS.has(pkg.role)) continue;
    getOrMake(groups, pkg.cpn, (): BinaryPackage[] => []).push(pkg);
  }
  for (const group of groups.values()) if (group.length > 1) group.sort(comparePreference);
  return groups;
}

/**
 * Ascending by what Portage prefers: version, then BUILD_TIME, then place in the index; BUILD_ID is never compared
 * (`depgraph.py:_iter_match_pkgs`, `dbapi/__init__.py:_cmp_cpv`).
 */
export function comparePreference(a: BinaryPackage, b: BinaryPackage): number {
  const version = compareVersions(a.cpv.version ?? '0', b.cpv.version ?? '0');
  if (version !== 0) return version;
  return a.buildTime - b.buildTime || a.id - b.id;
}
