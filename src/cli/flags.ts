// What commander makes of the command line. A flag that was not given is absent; `no-` flags are false when given.

export interface LoadingFlags {
  readonly installed?: readonly string[];
  readonly with?: readonly string[];
  readonly tree?: readonly string[];
  readonly profile?: readonly string[];
  readonly client?: readonly string[];
  readonly config?: string;
  readonly progress: boolean;
}

export interface AuditFlags extends LoadingFlags {
  readonly prove?: boolean;
  readonly payload?: boolean;
  /** False with `--no-cache`. */
  readonly cache?: string | boolean;
  readonly published?: readonly string[];
  readonly critical?: readonly string[];
  readonly kernel?: string;
  readonly isa?: string;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly force?: readonly string[];
  readonly mirror?: readonly string[];
  readonly fetchMetadata?: boolean;
  readonly keyring?: readonly string[];
  readonly signatureDays?: number;
  readonly failOn?: string;
  readonly format?: string;
  readonly output?: string;
  readonly jobs?: number;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color: boolean;
}

export interface GraphFlags extends LoadingFlags {
  readonly format: string;
  readonly output?: string;
}

export interface ExplainFlags extends LoadingFlags {
  readonly report?: string;
  readonly verbose?: boolean;
  readonly color: boolean;
}

export interface InspectFlags {
  readonly payload?: boolean;
  readonly keyring?: readonly string[];
  readonly format?: string;
  readonly output?: string;
  readonly verbose?: boolean;
  readonly color: boolean;
}

export interface IndexFlags {
  readonly write?: boolean;
  readonly output?: string;
  readonly verbose?: boolean;
  readonly progress: boolean;
}

export interface InstallableFlags extends LoadingFlags {
  readonly sonames?: boolean;
  readonly format?: string;
  readonly output?: string;
  readonly verbose?: boolean;
  readonly color: boolean;
}

export interface UpgradeFlags extends Omit<LoadingFlags, 'installed'> {
  readonly from: string;
  readonly to: string;
  readonly critical?: readonly string[];
  readonly format?: string;
  readonly output?: string;
  readonly verbose?: boolean;
  readonly color: boolean;
}

export interface HitRateFlags extends LoadingFlags {
  readonly min?: number;
  readonly packageUse?: boolean;
  readonly getbinpkgInclude?: boolean;
  readonly format?: string;
  readonly output?: string;
  readonly verbose?: boolean;
  readonly color: boolean;
}

export interface DivergenceFlags extends Omit<LoadingFlags, 'profile' | 'client' | 'installed'> {
  readonly a: string;
  readonly b: string;
  readonly format?: string;
  readonly output?: string;
  readonly verbose?: boolean;
  readonly color: boolean;
}

export interface MetadataFlags {
  readonly tree?: readonly string[];
  readonly verify?: boolean;
  readonly cache?: string;
  readonly out?: string;
  readonly jobs?: number;
  readonly format?: string;
  readonly output?: string;
  readonly verbose?: boolean;
  readonly progress: boolean;
  readonly color: boolean;
}
