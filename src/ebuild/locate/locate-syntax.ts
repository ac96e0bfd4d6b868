// What a script says and where: assignments, functions, inherited eclasses, words, each with the function and the conditions around it, and the
// places where the reader finds no bash.

import type { TextPosition } from './locate-tree.js';
import type { Word } from './locate-words.js';

export interface Syntax {
  readonly errors: readonly SyntaxFault[];
  readonly assignments: readonly LocatedAssignment[];
  readonly functions: readonly LocatedFunction[];
  readonly inherits: readonly LocatedInherit[];
  readonly words: readonly Word<Scope>[];
  readonly uses: readonly Use[];
}

export interface SyntaxFault extends TextPosition {
  readonly offset: number;
  /** What cannot be read, or what ought to stand there. */
  readonly kind: 'unexpected' | 'missing';
  readonly text: string;
}

/** Where in the script something stands. */
export interface Scope {
  /** Innermost; null at global scope. */
  readonly function: string | null;
  /** Outermost first. */
  readonly conditions: readonly Condition[];
  /** In `( )`, `$( )` or `<( )`. */
  readonly subshell: boolean;
  /** Position in `assignments` of the one whose value it is in. */
  readonly assignment: number | null;
}

export interface Condition {
  /** `[[ ${PV} == 9999 ]]`, `case ${EAPI} in 6|7`, `for x in a b`. */
  readonly text: string;
  /** The branch where it does not hold. */
  readonly negated: boolean;
}

export interface LocatedAssignment {
  readonly name: string;
  readonly append: boolean;
  /** An element of an array: `name[i]=`. */
  readonly element: boolean;
  readonly start: number;
  readonly end: number;
  /** The command it is a word of (`export`, `local`) or stands before; null where it stands alone. */
  readonly command: string | null;
  readonly scope: Scope;
}

export interface LocatedFunction {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly scope: Scope;
}

export interface LocatedInherit {
  /** Null for a name that an expansion makes. */
  readonly names: readonly (string | null)[];
  readonly start: number;
  readonly end: number;
  readonly scope: Scope;
}

/** A variable is read or a command run. */
export interface Use {
  readonly kind: 'variable' | 'command';
  readonly name: string;
  readonly scope: Scope;
}
