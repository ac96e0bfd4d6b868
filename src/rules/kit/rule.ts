// The contract between a rule and the engine: what a rule declares, and what it may ask and say.

import type { ClientSettings } from '../../model/client/client-settings.js';
import type { BinaryPackage } from '../../model/package.js';
import type { Place } from '../../model/place.js';
import type { Policy } from '../../model/policy.js';
import type { Tree } from '../../model/repository/tree.js';
import type { Universe } from '../../model/universe.js';
import type { ClientMode } from '../../model/update/client-mode.js';
import type { Anchor } from './anchor.js';
import type { Assurance, Data, FindingData, Reach, Severity } from './finding.js';
import type { Kin } from './kin.js';

/** Inputs that a rule cannot run without; the engine lists the rule as not run where one is missing. */
export type Need = 'files' | 'payload' | 'baseline' | 'place' | 'published' | 'mirror' | 'tree' | 'profile';

export type Scope = 'package' | 'component' | 'index';

/** Texts may name inputs and questions: `<<payload>>` (`way.ts`). */
export interface RuleDocumentation {
  /** One sentence: what is judged. */
  readonly what: string;
  /** What happens to a client if it is ignored. */
  readonly why: string;
  /** What the maintainer of the binhost does about it. */
  readonly remedy: string;
  /** Section of PMS, GLEP number, bug or the place in Portage it comes from. */
  readonly source: string;
}

/**
 * The prose of one kind of finding. Each text is a template; `report/findings/interpolate.ts` fills it:
 *
 * | written | becomes |
 * |---|---|
 * | `{name}` | the value of that key of the finding's data; a list is told with commas. The compiler wants every key |
 * | `{causes}`, `{packages}`, `{findings}` | counts that the report knows; in `family` and `familyRows` |
 * | `[[; near {name}]]` | left out where a value named inside is missing: null, empty, or not there |
 * | `((it\|them))` | one form or the other, by how many things are told; placeholders may stand inside |
 * | `((users:is\|are))` | the same by a number of the data, or by the length of a list |
 * | `<<baseline>>` | what the reader calls an input or question, such as `--installed` (`way.ts`) |
 *
 * Findings of one message with equal values of its cause key are one cause, told once.
 */
export interface Message {
  readonly severity?: Severity;
  /** The single finding, said without its subject: "RDEPEND needs {item}, which nothing here provides". */
  readonly text: string;
  /** What to do, imperative: "publish {name}, or name the baseline that has it (<<baseline>>)". */
  readonly remedy: string;
  /** What one cause is called among others: "{name}". */
  readonly cause: string;
  /** Keys of the data whose values make findings one cause; unless given, those that `cause` names. */
  readonly causeKey?: readonly string[];
  /** The key of the data with the name of a package of which these findings say that it is not here at all. */
  readonly absent?: string;
  /** The key of the data with names of packages: where one of them is not here, these findings are part of that cause. */
  readonly partOf?: string;
  /**
   * How a rebuild that the remedy asks for reaches clients that have the version already: the report adds it to the remedy. `nobody` of them
   * needs it; `each` finding says it.
   */
  readonly reach?: Reach | 'nobody' | 'each';
  /** It makes moot what else is found, so that it is told before anything wider. */
  readonly first?: true;
  /** Heading of one cause: "{name} is missing". */
  readonly title: string;
  /** Heading where several causes are told together: "{causes} packages that others need are not here". */
  readonly family: string;
  /** What to do about a family; without it that of its widest cause. */
  readonly familyRemedy?: string;
  /** How findings of this message are told under what they follow from, after how many packages: "cannot be installed". */
  readonly consequence?: string;
  /** Further lines of one cause, "label: template"; equal lines are counted. The list of a single finding is told one by one. */
  readonly rows?: Readonly<Record<string, string>>;
  /** Further lines of a family, "label: template"; equal lines are counted over its causes. */
  readonly familyRows?: Readonly<Record<string, string>>;
}

export type Messages = Readonly<Record<string, Message>>;

/** The placeholder names of a template: `Placeholders<"{a} of {b}">` is `'a' | 'b'`. */
type Placeholders<T> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;

/** Placeholders that the report fills by itself: counts of causes and of packages concerned. */
export type CountName = 'causes' | 'packages' | 'findings';

type TemplatesOf<M> = M extends Message
  ?
      | M['text']
      | M['remedy']
      | M['cause']
      | M['title']
      | M['family']
      | FamilyRemedy<M>
      | Consequence<M>
      | RowTemplates<M>
  : never;
type CauseKey<M> = M extends { readonly causeKey: readonly (infer K extends string)[] } ? K : never;
type FamilyRemedy<M> = M extends { readonly familyRemedy: infer R } ? R : never;
type Consequence<M> = M extends { readonly consequence: infer R } ? R : never;
type RowTemplates<M> =
  | (M extends { readonly rows: Readonly<Record<string, infer R>> } ? R : never)
  | (M extends { readonly familyRows: Readonly<Record<string, infer R>> } ? R : never);

/** The data that a report of message `M` must give: every placeholder of its templates, and anything more. */
type DataOf<M> = {
  readonly [K in Exclude<Placeholders<TemplatesOf<M>>, CountName> | CauseKey<M>]: Data;
} & FindingData;

export interface Report<M extends Messages, K extends keyof M = keyof M> {
  readonly message: K;
  readonly data: DataOf<M[K]>;
  /** What tells this finding from others of the same message on the same subject; stable while the defect is the same. */
  readonly identity: readonly string[];
  /** The package concerned; without it the finding is about the index. */
  readonly package?: BinaryPackage;
  /** The file concerned, where it is not the package's own PATH. */
  readonly path?: string;
  readonly severity?: Severity;
  readonly assurance?: Assurance;
  /** Of a message that leaves it to each; null where nobody needs a rebuild. */
  readonly reach?: Reach | null;
  /** Names this finding for others that follow from it. */
  readonly anchor?: Anchor;
  /** Anchors of findings that this one may follow from, most telling first. */
  readonly follows?: readonly Anchor[];
}

export interface RuleContext<M extends Messages> {
  readonly universe: Universe;
  /** Where to prove from: every declared baseline, and the empty root where that was asked for. */
  readonly places: readonly Place[];
  /** The ebuild repositories given, or null. */
  readonly tree: Tree | null;
  /** The clients whose profile or configuration was given. */
  readonly clients: readonly ClientSettings[];
  /** Names of packages that must work after every step of an update. */
  readonly critical: ReadonlySet<string>;
  /** Which rebuilds of installed versions clients take. */
  readonly clientMode: ClientMode;
  /** What the operator promises of the clients. */
  readonly policy: Policy;
  report<K extends keyof M>(report: Report<M, K>): void;
}

/** What the engine calls; a rule gives the one its scope names. */
export interface Visitor {
  readonly package?: (pkg: BinaryPackage) => void;
  readonly component?: (members: readonly BinaryPackage[]) => void;
  readonly index?: () => void;
}

/** A pair of scenarios (`fixtures/scenarios` syntax) that differ by the smallest edit. */
interface Example {
  readonly bad: string;
  readonly good: string;
  /** Messages that `bad` must provoke, one entry a finding. */
  readonly expect: readonly string[];
}

export interface Rule<M extends Messages = Messages> {
  /** *subject-defect*, equal to the file's name. */
  readonly id: string;
  readonly severity: Severity;
  readonly scope: Scope;
  readonly needs: readonly Need[];
  /** What makes two findings the same problem in two builds; unless declared, message and identity. */
  readonly kin?: Kin;
  readonly documentation: RuleDocumentation;
  readonly messages: M;
  readonly examples: readonly Example[];
  create(context: RuleContext<M>): Visitor;
}

/** Identity function that lets TypeScript check templates against the data given for them. */
export function defineRule<const M extends Messages>(rule: Rule<M>): Rule<M> {
  return rule;
}

/** The keys of the data whose values make findings of a message one cause. */
export function causeFieldsOf({ cause, causeKey }: Message): readonly string[] {
  return causeKey ?? [...cause.matchAll(/\{([A-Za-z][A-Za-z0-9]*)\}/g)].map(([, name]) => name as string);
}
