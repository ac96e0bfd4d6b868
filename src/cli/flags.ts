// What commander makes of the command line, by command; read from the declaration (`flags/`).

import type { FlagsOf } from './flags/flags-of.js';

export type AuditFlags = FlagsOf<'audit'>;
export type GateFlags = FlagsOf<'gate'>;
export type InstallableFlags = FlagsOf<'installable'>;
export type UpgradeFlags = FlagsOf<'upgrade'>;
export type HitRateFlags = FlagsOf<'hit-rate'>;
export type DivergenceFlags = FlagsOf<'divergence'>;
export type InspectFlags = FlagsOf<'inspect'>;
export type IndexFlags = FlagsOf<'index'>;
export type MetadataFlags = FlagsOf<'metadata'>;
export type GraphFlags = FlagsOf<'graph'>;
export type ExplainFlags = FlagsOf<'explain'>;

/** Of every command that loads a binhost; some lack some of them. */
export type LoadingFlags = Pick<
  AuditFlags,
  'installed' | 'with' | 'tree' | 'profile' | 'client' | 'config' | 'jobs' | 'progress' | 'timeout' | 'limits'
>;
