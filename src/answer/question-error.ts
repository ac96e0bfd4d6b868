// A question that names what there is not. What is wrong with it is data: words for people are for the report to find, and for the command,
// which knows by what option something is given.

export type QuestionProblem =
  /** `why`: what is wrong with it as an atom. */
  | { readonly kind: 'no-atom'; readonly words: string; readonly why: string }
  /** No name without category can be read from it, or none here is near it. */
  | { readonly kind: 'no-category'; readonly words: string }
  /** The name is here, in these instances. */
  | {
      readonly kind: 'no-match';
      readonly name: string;
      readonly words: string;
      readonly there: readonly string[];
    }
  | { readonly kind: 'no-package'; readonly name: string; readonly nearest: string | null }
  /** Of a name without category: none or several have it. */
  | { readonly kind: 'no-name'; readonly name: string; readonly nearest: string | null }
  | { readonly kind: 'several-categories'; readonly name: string; readonly names: readonly string[] }
  /** The same of the ebuilds of a repository. */
  | {
      readonly kind: 'no-ebuild-match';
      readonly name: string;
      readonly words: string;
      readonly there: readonly string[];
    }
  | { readonly kind: 'no-ebuild'; readonly name: string; readonly nearest: string | null }
  | { readonly kind: 'no-ebuild-name'; readonly name: string; readonly nearest: string | null }
  | { readonly kind: 'no-set'; readonly word: string }
  /** A set that only a client's profile knows. */
  | { readonly kind: 'set-of-profile'; readonly word: string }
  /** A set that only an installed system knows. */
  | { readonly kind: 'set-of-root'; readonly word: string }
  | { readonly kind: 'no-target'; readonly word: string }
  | { readonly kind: 'not-in-tree'; readonly name: string; readonly nearest: string | null }
  /** An update starts from what is installed. */
  | { readonly kind: 'no-baseline' };

export class QuestionError extends Error {
  override readonly name = 'QuestionError';
  readonly problem: QuestionProblem;

  constructor(problem: QuestionProblem) {
    const { kind, ...rest } = problem;
    super([kind, ...Object.values(rest).filter(value => typeof value === 'string')].join(': '));
    this.problem = problem;
  }
}
