// All rules, in the order of their ids. A new rule is one file and one line here.

import { blockerActive } from './blocker-active.js';
import { containerInvalid } from './container-invalid.js';
import { dependencyCycle } from './dependency-cycle.js';
import { digestMissing } from './digest-missing.js';
import { environmentMixed } from './environment-mixed.js';
import { indexCompressedDiffers } from './index-compressed-differs.js';
import { indexGrammar } from './index-grammar.js';
import { indexHeader } from './index-header.js';
import { indexMismatch } from './index-mismatch.js';
import { instanceDivergence } from './instance-divergence.js';
import { keywordNotAccepted } from './keyword-not-accepted.js';
import type { Rule } from './kit/rule.js';
import { libcFloor } from './libc-floor.js';
import { libcFloorMissing } from './libc-floor-missing.js';
import { libcTransition } from './libc-transition.js';
import { llvmSlotDiverged } from './llvm-slot-diverged.js';
import { luaTargetDiverged } from './lua-target-diverged.js';
import { mergeOrderHazard } from './merge-order-hazard.js';
import { notInstallable } from './not-installable.js';
import { packageMissing } from './package-missing.js';
import { packageUnindexed } from './package-unindexed.js';
import { pathMisplaced } from './path-misplaced.js';
import { perlVirtualDiverged } from './perl-virtual-diverged.js';
import { phpTargetDiverged } from './php-target-diverged.js';
import { providerFloorLoose } from './provider-floor-loose.js';
import { pythonTargetDiverged } from './python-target-diverged.js';
import { rubyTargetDiverged } from './ruby-target-diverged.js';
import { runtimeCycleRefused } from './runtime-cycle-refused.js';
import { slotOperatorStale } from './slot-operator-stale.js';
import { slotOperatorUnrecorded } from './slot-operator-unrecorded.js';
import { sonameUnmet } from './soname-unmet.js';
import { unmetDependency } from './unmet-dependency.js';
import { upgradeBlocked } from './upgrade-blocked.js';

export const RULES: readonly Rule[] = [
  blockerActive,
  containerInvalid,
  dependencyCycle,
  digestMissing,
  environmentMixed,
  indexCompressedDiffers,
  indexGrammar,
  indexHeader,
  indexMismatch,
  instanceDivergence,
  keywordNotAccepted,
  libcFloor,
  libcFloorMissing,
  libcTransition,
  llvmSlotDiverged,
  luaTargetDiverged,
  mergeOrderHazard,
  notInstallable,
  packageMissing,
  packageUnindexed,
  pathMisplaced,
  perlVirtualDiverged,
  phpTargetDiverged,
  providerFloorLoose,
  pythonTargetDiverged,
  rubyTargetDiverged,
  runtimeCycleRefused,
  slotOperatorStale,
  slotOperatorUnrecorded,
  sonameUnmet,
  unmetDependency,
  upgradeBlocked,
] as readonly unknown[] as readonly Rule[];

export type { Data, Finding, FindingData, Severity, Subject } from './kit/finding.js';
export {
  defineRule,
  type Message,
  type Messages,
  type Need,
  type Rule,
  type RuleDocumentation,
  type Scope,
} from './kit/rule.js';
