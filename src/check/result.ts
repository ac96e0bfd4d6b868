// The outcome of one check: findings, and honestly what was not judged.

import type { OtherRevision } from '../model/repository/revisions.js';
import type { Finding } from '../rules/kit/finding.js';
import type { Need } from '../rules/kit/rule.js';

export interface InputSummary {
  readonly role:
    | 'candidate'
    | 'published'
    | 'background'
    | 'installed'
    | 'tree'
    | 'profile'
    | 'configuration';
  /** As the user gave it. */
  readonly location: string;
  /** Name given to a baseline. */
  readonly name?: string;
  readonly packages: number;
  /** `sha256:` and hexadecimal digits over the bytes of the index, or null where there is none. */
  readonly digest: string | null;
}

/** A rule that was left out: by its own name, or because others are named. */
export interface LeftOutRule {
  readonly rule: string;
  readonly by: 'skip' | 'only';
}

/** A rule that could not run, and the inputs that it lacked. */
export interface NotRunRule {
  readonly rule: string;
  readonly wanted: readonly Need[];
}

export type RuleNotice = LeftOutRule | NotRunRule;

/** The first of several things of one kind that could not be read, and how many more there are. */
interface Unread {
  readonly file: string;
  readonly message: string;
  readonly more: number;
}

/** What no rule of a run could see. */
export type Unchecked =
  /** None is given: what a stage3 has counts as missing. */
  | { readonly kind: 'baseline' }
  /** Of an index alone: it is taken at its word. */
  | { readonly kind: 'package-files' }
  /** Of an index whose header says that its packages are there. */
  | { readonly kind: 'elsewhere'; readonly uri: string }
  /** Of packages by URL: all was read but their images. */
  | { readonly kind: 'images' }
  /** Packages without PROVIDES that were not read, and how many needs they may meet. */
  | { readonly kind: 'libraries'; readonly providers: readonly string[]; readonly needs: number }
  /** The index was made from another commit of a repository: what its ebuilds said then is not known. */
  | ({ readonly kind: 'tree-revision' } & OtherRevision)
  | ({ readonly kind: 'contents'; readonly location: string } & Unread)
  | ({ readonly kind: 'settings'; readonly client: string; readonly line: number } & Unread)
  | ({ readonly kind: 'maintainers' | 'repository-files'; readonly repository: string } & Unread);

export interface CheckResult {
  readonly inputs: readonly InputSummary[];
  /** Number of judged packages and of different names among them. */
  readonly packages: number;
  readonly names: number;
  /** Judged packages with at least one error; of them those whose error does not come from another package that they pull in. */
  readonly unusable: number;
  readonly faulty: number;
  /** Sorted by rule, subject and data; the same in every run. */
  readonly findings: readonly Finding[];
  /** How many rules judged; of none, no findings mean nothing. */
  readonly rulesRun: number;
  /** Their ids. */
  readonly ran: readonly string[];
  /** Rules the user left out. */
  readonly skipped: readonly LeftOutRule[];
  /** Rules that lacked an input. */
  readonly notRun: readonly NotRunRule[];
  /** What no rule of this run could see, in the order in which it matters to a reader. */
  readonly unchecked: readonly Unchecked[];
}
