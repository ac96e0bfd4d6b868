// Dependency texts read once each: equal texts are one object, and so are equal atoms.

import type { Atom, AtomOptions } from './atom.js';
import type { Depspec } from './depspec.js';
import { isTooDeep } from './depspec-parser.js';
import { parseAtom } from './parse-atom.js';
import { parseDepspec } from './parse-depspec.js';
import { PmsSyntaxError } from './syntax-error.js';

export class DependencyTexts {
  readonly #atoms = new Map<string, Atom>();
  readonly #depspecs = new Map<string, Depspec<Atom> | null>();
  readonly #faults = new Map<string, PmsSyntaxError>();

  /** Throws `PmsSyntaxError`. */
  atom(text: string): Atom {
    return this.#readAtom(text, {});
  }

  /** Null where the text breaks the grammar, or is nested deeper than is read here. */
  depspec(text: string): Depspec<Atom> | null {
    let spec = this.#depspecs.get(text);
    if (spec === undefined) {
      spec = this.#readDepspec(text);
      this.#depspecs.set(text, spec);
    }
    return spec;
  }

  /** What breaks the grammar of a text that `depspec` cannot read; null of one that is only nested too deep for it. */
  faultOf(text: string): PmsSyntaxError | null {
    const fault = this.depspec(text) === null ? this.#faults.get(text) : undefined;
    return fault === undefined || isTooDeep(fault) ? null : fault;
  }

  #readDepspec(text: string): Depspec<Atom> | null {
    try {
      return parseDepspec(text, { readAtom: this.#readAtom });
    } catch (error) {
      if (!(error instanceof PmsSyntaxError)) throw error;
      this.#faults.set(text, error);
      return null;
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
