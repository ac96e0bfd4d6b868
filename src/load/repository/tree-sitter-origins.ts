// The line of an ebuild or eclass that a need of a binary package comes from.

import { getOrMake } from '../../base/get-or-make.js';
import type { AtomLine, AtomOrigin, EbuildOrigins, Origins } from '../../ebuild/locate/atom-origin.js';
import { AtomLocator, type LocatedAtom } from '../../ebuild/locate/locate-atom.js';
import { locateFaults } from '../../ebuild/locate/locate-faults.js';
import { readSyntax } from '../../ebuild/locate/locate-reader.js';
import type { Syntax } from '../../ebuild/locate/locate-syntax.js';
import { positionAt, type ReadTree } from '../../ebuild/locate/locate-tree.js';
import type { ScriptFile } from '../../ebuild/locate/script-file.js';
import type { EbuildOutcome, MetadataKey } from '../../ebuild/metadata/evaluate-ebuild.js';
import { LIBC_NAMES } from '../../model/libc.js';
import type { Atom } from '../../pms/atom.js';
import { type Cpv, formatCpn } from '../../pms/cpv.js';
import type { DependencyClass } from '../../pms/dependency-class.js';
import { leavesOf } from '../../pms/depspec.js';
import { parseDepspec } from '../../pms/parse-depspec.js';
import { PmsSyntaxError } from '../../pms/syntax-error.js';
import { type FoundEbuild, findEbuild } from './find-ebuild.js';
import { type LinkedRepository, openRepositories } from './read-repository.js';
import { openTreeSitter } from './tree-sitter.js';

class TreeOrigins implements Origins {
  readonly #repositories: readonly LinkedRepository[];
  readonly #readTree: ReadTree;
  readonly #syntaxes = new Map<string, Syntax>();

  constructor(repositories: readonly LinkedRepository[], readTree: ReadTree) {
    this.#repositories = repositories;
    this.#readTree = readTree;
  }

  /** Null where no repository has any version of it. */
  of(cpv: Cpv, repo: string): EbuildOrigins | null {
    const found = findEbuild(this.#repositories, cpv, repo);
    return found === null ? null : new FoundOrigins(found, this.#readTree, file => this.#syntaxOf(file));
  }

  /** Eclasses serve many ebuilds. */
  #syntaxOf(file: ScriptFile): Syntax {
    return getOrMake(this.#syntaxes, `${file.repository}:${file.path}`, () => {
      const tree = this.#readTree(file.text);
      return tree === null ? EMPTY : readSyntax(file.text, tree);
    });
  }
}

const EMPTY: Syntax = { errors: [], assignments: [], functions: [], inherits: [], words: [], uses: [] };

/** Null where the grammar is not installed. Throws `InputError` for what is no repository. */
export async function openOrigins(locations: readonly string[]): Promise<Origins | null> {
  const repositories = openRepositories(locations);
  const readTree = await openTreeSitter();
  return readTree === null ? null : new TreeOrigins(repositories, readTree);
}

class FoundOrigins implements EbuildOrigins {
  readonly ebuild: ScriptFile;
  readonly isExact: boolean;
  readonly outcome: EbuildOutcome;
  readonly faults: EbuildOrigins['faults'];
  readonly #values: ReadonlyMap<string, string>;
  readonly #files: readonly ScriptFile[];
  readonly #syntaxes: readonly Syntax[];
  readonly #locator: AtomLocator;

  constructor(found: FoundEbuild, readTree: ReadTree, syntaxOf: (file: ScriptFile) => Syntax) {
    this.ebuild = found.ebuild;
    this.isExact = found.isExact;
    this.outcome = found.outcome;
    this.#values = found.values;
    this.#files = [found.ebuild, ...found.eclasses];
    this.faults =
      found.outcome.outcome === 'metadata'
        ? []
        : this.#files.flatMap(({ path, text }) =>
            locateFaults(text, readTree).map(fault => ({ ...fault, path })),
          );
    this.#syntaxes = this.#files.map(syntaxOf);
    this.#locator = new AtomLocator(this.#syntaxes);
  }

  originOf(variable: DependencyClass, atom: Atom, use: ReadonlySet<string> | null): AtomOrigin {
    const said = this.#saidOf(variable, atom);
    if (said !== null && said.same.length === 0) {
      const isFloor =
        variable === 'RDEPEND' && atom.operator === '>=' && LIBC_NAMES.includes(formatCpn(atom));
      if (isFloor && said.others.length === 0) return { kind: 'added-by-portage' };
      const now = [...new Set(said.others.map(({ text }) => text))];
      return { kind: 'changed', now, line: this.#findLine(variable, said.others, use) };
    }
    const line = this.#findLine(variable, [...(said?.same ?? []), atom], use);
    return line ?? { kind: 'computed', paths: this.#makersOf(variable, atom) };
  }

  /** Of the first atom that has one. */
  #findLine(
    variable: DependencyClass,
    atoms: readonly Atom[],
    use: ReadonlySet<string> | null,
  ): AtomLine | null {
    for (const atom of atoms) {
      const [best, ...others] = this.#locator.locate({ atom, variable, values: this.#values, use });
      if (best !== undefined) return this.#lineOf(best, others);
    }
    return null;
  }

  /** What the metadata says of the same package: as the binary package has it, and otherwise. Null where there is none. */
  #saidOf(
    variable: MetadataKey & DependencyClass,
    wanted: Atom,
  ): { readonly same: readonly Atom[]; readonly others: readonly Atom[] } | null {
    if (this.outcome.outcome !== 'metadata') return null;
    const atoms = readAtoms(this.outcome.metadata[variable]);
    if (atoms === null) return null;
    const about = atoms.filter(atom => formatCpn(atom) === formatCpn(wanted));
    return {
      same: about
        .filter(atom => isSame(atom, wanted))
        .sort((a, b) => countDifferences(a, wanted) - countDifferences(b, wanted)),
      others: about.filter(atom => !isSame(atom, wanted)),
    };
  }

  #lineOf(best: LocatedAtom, others: readonly LocatedAtom[]): AtomLine {
    const file = this.#files[best.script] as ScriptFile;
    const { word } = best;
    const lines = new Set(others.filter(other => isAsNear(other, best)).map(place => this.#keyOf(place)));
    lines.delete(this.#keyOf(best));
    return {
      kind: 'line',
      path: file.path,
      repository: file.repository,
      ...positionAt(file.text, word.start),
      variable: best.variable,
      text: file.text.slice(word.start, word.end),
      groups: word.groups,
      scope: word.context,
      flows: best.flows,
      others: lines.size,
    };
  }

  #keyOf({ script, word }: LocatedAtom): string {
    return `${script}:${positionAt((this.#files[script] as ScriptFile).text, word.start).line}`;
  }

  /** Eclasses that name the package without an operator or category, else those that assign the variable. */
  #makersOf(variable: string, atom: Atom): readonly string[] {
    const naming = this.#files.filter(
      ({ path, text }) => path.startsWith('eclass/') && namesIn(text).has(atom.package),
    );
    const assigning = this.#files.filter(
      (file, at) =>
        file !== this.ebuild &&
        this.#syntaxes[at]?.assignments.some(({ name }) => name === variable) === true,
    );
    return (naming.length > 0 ? naming : assigning).map(({ path }) => path);
  }
}

function isAsNear(one: LocatedAtom, other: LocatedAtom): boolean {
  return one.flows === other.flows && one.certain === other.certain;
}

function namesIn(text: string): ReadonlySet<string> {
  return new Set(text.match(/[A-Za-z0-9_][\w+-]*/g));
}

function readAtoms(text: string): readonly Atom[] | null {
  try {
    return [...leavesOf(parseDepspec(text).nodes)].map(({ value }) => value);
  } catch (error) {
    if (error instanceof PmsSyntaxError) return null;
    throw error;
  }
}

/** In what an operator binds and flags decide. */
function countDifferences(said: Atom, built: Atom): number {
  return (
    Number(said.text !== built.text) +
    Number(said.slotOperator !== built.slotOperator) +
    Number(said.slot !== built.slot) +
    Number(said.subSlot !== built.subSlot)
  );
}

/** A binary package has the slots recorded that an operator was bound to, and the flags decided. */
function isSame(said: Atom, built: Atom): boolean {
  return (
    said.blocker === built.blocker &&
    said.operator === built.operator &&
    said.version?.text === built.version?.text &&
    (said.slot === null || said.slot === built.slot)
  );
}
