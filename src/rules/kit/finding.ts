// A finding: one defect of the judged data, as data. Prose exists only in `report/`.

export type Severity = 'error' | 'warning' | 'info';

/** `proved`: follows from the inputs alone. `assumed`: rests on something not checked, named in the data. */
export type Assurance = 'proved' | 'assumed';

/** JSON values only: findings cross threads and are written to reports. */
export type Data = null | boolean | number | string | readonly Data[] | { readonly [key: string]: Data };

export type FindingData = { readonly [key: string]: Data };

/** What a finding is about. Index-level findings have `cpv` null. */
export interface Subject {
  readonly cpv: string | null;
  readonly buildId: number | null;
  readonly repo: string | null;
  /** PATH of the package below the binhost, or the file concerned. */
  readonly path: string | null;
  /** A newer version or build of the same name and slot is in the index. */
  readonly superseded: boolean;
}

/**
 * How a rebuild of a version that clients have reaches them: a built slot operator no longer fits; others ask for what the installed build
 * holds back; other flags (`--newuse`); or only a new revision does.
 */
export type Reach = 'operator' | 'asked' | 'flags' | 'revision';

export interface Finding {
  readonly rule: string;
  /** Which of the rule's messages tells it. */
  readonly message: string;
  readonly severity: Severity;
  readonly assurance: Assurance;
  readonly subject: Subject;
  readonly data: FindingData;
  /** How the rebuild that its remedy asks for reaches clients that have the version; absent where none of them needs it. */
  readonly reach?: Reach | undefined;
  /** Fingerprint of the finding that this one follows from, or null where this is itself a cause. */
  readonly causedBy: string | null;
  /** Sixteen hexadecimal digits over rule, subject and identity: this finding on this entry, however it is told and how grave it is. */
  readonly fingerprint: string;
  /** The same for this problem whatever the build (`kin.ts`). */
  readonly kin: string;
}
