// The JSON report as TypeScript sees it (contract: Report). Written out, so that who imports it needs the types of no other
// package; `report-schema.ts` checks the same at run time, and a test holds the two against each other.

import type { FindingData } from '../../rules/kit/finding.js';

type Severity = 'error' | 'warning' | 'info';

export interface SubjectRecord {
  readonly cpv: string | null;
  readonly buildId: number | null;
  readonly repo: string | null;
  readonly path: string | null;
  readonly superseded: boolean;
}

export interface FindingRecord {
  readonly rule: string;
  readonly messageId: string;
  readonly severity: Severity;
  readonly state: 'new' | 'existing' | 'fixed';
  readonly assurance: 'proved' | 'assumed';
  readonly subject: SubjectRecord;
  readonly message: string;
  readonly remedy: string;
  readonly reach?: 'operator' | 'asked' | 'flags' | 'revision' | undefined;
  readonly data: FindingData;
  readonly causedBy: string | null;
  readonly cause: string;
  readonly fingerprint: string;
  readonly kin: string;
}

export interface CauseRecord {
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly remedy: string;
  readonly packages: number;
  readonly findings: readonly string[];
}

/** Who set the value of the same name; what is not there nobody has set. */
interface PolicyOriginsRecord {
  readonly failOn?: 'option' | 'file' | undefined;
  readonly clientMode?: 'option' | 'file' | undefined;
  readonly rules: Readonly<Record<string, 'option' | 'file'>>;
}

export interface PolicyRecord {
  readonly failOn: Severity | 'never';
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly clientMode?: 'getbinpkg' | 'usepkgonly' | undefined;
  readonly from?: PolicyOriginsRecord | undefined;
}

export interface InputRecord {
  readonly role:
    | 'candidate'
    | 'published'
    | 'background'
    | 'installed'
    | 'tree'
    | 'profile'
    | 'configuration'
    | 'waivers';
  readonly location: string;
  readonly name?: string | undefined;
  readonly packages: number;
  readonly digest: string | null;
}

export interface SummaryRecord {
  readonly packages: number;
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly new: number;
  readonly fixed: number;
  readonly total: number;
  readonly names: number;
  readonly unusable: number;
  readonly faulty: number;
  readonly causes: number;
  readonly verdict: 'pass' | 'fail' | 'undecided';
}

export interface NoticeRecord {
  readonly rule: string;
  readonly why: string;
}

export interface NotRunRecord extends NoticeRecord {
  readonly wanted: readonly string[];
}

export interface ReportRecord {
  readonly schema: 'binpkg-check/report/2';
  readonly tool: { readonly name: string; readonly version: string };
  readonly inputs: readonly InputRecord[];
  readonly policy: PolicyRecord;
  readonly summary: SummaryRecord;
  readonly causes: readonly CauseRecord[];
  readonly findings: readonly FindingRecord[];
  readonly waived: readonly FindingRecord[];
  readonly rulesRun: readonly string[];
  readonly skipped: readonly NoticeRecord[];
  readonly notRun: readonly NotRunRecord[];
  readonly unchecked: readonly string[];
}
