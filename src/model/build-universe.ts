// From records to the universe: names parsed, sets shared, packages put in the order in which Portage prefers them.

import type { Problem } from '../base/format-error.js';
import { getOrMake } from '../base/get-or-make.js';
import type { Atom } from '../pms/atom.js';
import { formatCpn } from '../pms/cpv.js';
import { DependencyTexts } from '../pms/dependency-texts.js';
import type { Depspec } from '../pms/depspec.js';
import { matchesAtom } from '../pms/match-atom.js';
import { PackageMaker } from './make-package.js';
import { masksOfFaults } from './mask-reason.js';
import { comparePreference, isOfBinhost } from './newest.js';
import { type BinaryPackage, instanceName, type PackageId, type Role } from './package.js';
import type { PackageRecord } from './package-record.js';
import type { SourceProblem } from './problem.js';
import type { Source } from './source.js';
import type { MaskedPackage, Universe } from './universe.js';

/** A source as read, before its records have become packages. */
export interface SourceInput extends Source {
  readonly records: readonly PackageRecord[];
}

/** Builds the universe. Records that no package can be made of become problems of their source; nothing is dropped silently. */
export function buildUniverse(inputs: readonly SourceInput[]): Universe {
  const texts = new DependencyTexts();
  const maker = new PackageMaker(texts);
  const packages: BinaryPackage[] = [];
  const sources: Source[] = inputs.map((input, index) => {
    const problems: SourceProblem[] = [...input.problems];
    for (const record of input.records) {
      const made = maker.make(record, packages.length as PackageId, index, input, profileOf(input, inputs));
      if ('code' in made) problems.push(placed(made, record));
      else {
        packages.push(made);
        problems.push(...problemsOf(made));
      }
    }
    const { records: _, ...source } = input;
    return { ...source, problems };
  });
  return new LoadedUniverse(sources, packages, texts);
}

/** A VDB has no header: its packages are taken to be of the profile of the first binhost. */
function profileOf(input: SourceInput, [first]: readonly SourceInput[]): ReadonlyMap<string, string> {
  return input.kind === 'vdb' && first !== undefined ? first.header : input.header;
}

function placed(problem: Problem, record: PackageRecord): SourceProblem {
  return { ...problem, file: 'Packages', offset: record.offset, line: record.line, cpv: record.CPV };
}

class LoadedUniverse implements Universe {
  readonly judged: readonly BinaryPackage[];
  readonly byCpn: ReadonlyMap<string, readonly BinaryPackage[]>;
  readonly sources: readonly Source[];
  readonly packages: readonly BinaryPackage[];
  readonly #texts: DependencyTexts;
  readonly #invalid: ReadonlyMap<string, readonly BinaryPackage[]>;
  readonly #matched = new Map<Atom, readonly BinaryPackage[]>();

  constructor(sources: readonly Source[], packages: readonly BinaryPackage[], texts: DependencyTexts) {
    this.sources = sources;
    this.packages = packages;
    this.#texts = texts;
    this.#invalid = groupByCpn(packages.filter(isInvalid));
    this.judged = packages.filter(pkg => pkg.role === 'candidate');
    this.byCpn = groupByCpn(packages.filter(pkg => PROVIDERS.has(pkg.role) && !isInvalid(pkg)));
  }

  atom(text: string): Atom {
    return this.#texts.atom(text);
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
    return this.#texts.depspec(text);
  }

  masked(atom: Atom): readonly MaskedPackage[] {
    return (this.#invalid.get(formatCpn(atom)) ?? []).flatMap(pkg =>
      matchesAtom(atom, pkg) ? [{ package: pkg, masks: masksOfFaults(pkg) }] : [],
    );
  }
}

/** Of a binhost, and masked for everybody. */
function isInvalid(pkg: BinaryPackage): boolean {
  return isOfBinhost(pkg) && pkg.faults.length > 0;
}

/** What cannot be taken from a background binhost, or not be read of an installed package; of what is judged a rule tells. */
function problemsOf(pkg: BinaryPackage): readonly SourceProblem[] {
  if (pkg.role !== 'background' && pkg.role !== 'installed') return [];
  return pkg.faults.map(({ key, why, near, text }) => {
    const at = near === null ? '' : `: ${near}`;
    const message = `${key} of ${instanceName(pkg)} is not valid: ${why}${at}`;
    const problem = { code: 'metadata-invalid', message, offset: null, field: key, actual: text };
    const loses = pkg.role === 'background' ? 'entry' : 'value';
    return { ...placed(problem, pkg.record), loses };
  });
}

/** Published packages are compared, never matched: they leave the universe of providers. */
const PROVIDERS: ReadonlySet<Role> = new Set<Role>(['candidate', 'background', 'installed']);

function groupByCpn(packages: readonly BinaryPackage[]): ReadonlyMap<string, readonly BinaryPackage[]> {
  const groups = new Map<string, BinaryPackage[]>();
  for (const pkg of packages) {
    getOrMake(groups, pkg.cpn, (): BinaryPackage[] => []).push(pkg);
  }
  for (const group of groups.values()) if (group.length > 1) group.sort(comparePreference);
  return groups;
}
