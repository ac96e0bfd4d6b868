// All rules, in the order of their ids. A new rule is one file and one line here.

import { blockerActive } from './blocker-active.js';
import { buildOrderUntrue } from './build-order-untrue.js';
import { clientFloor } from './client-floor.js';
import { containerInvalid } from './container-invalid.js';
import { contentsIncomplete } from './contents-incomplete.js';
import { dependencyChanged } from './dependency-changed.js';
import { dependencyCycle } from './dependency-cycle.js';
import { digestMissing } from './digest-missing.js';
import { ebuildGone } from './ebuild-gone.js';
import { elfForeign } from './elf-foreign.js';
import { environmentMixed } from './environment-mixed.js';
import { fileCollision } from './file-collision.js';
import { fileReplaced } from './file-replaced.js';
import { fileUnreadable } from './file-unreadable.js';
import { glsaVulnerable } from './glsa-vulnerable.js';
import { indexCompressedDiffers } from './index-compressed-differs.js';
import { indexGrammar } from './index-grammar.js';
import { indexHeader } from './index-header.js';
import { indexMismatch } from './index-mismatch.js';
import { instanceDivergence } from './instance-divergence.js';
import { interpreterPathDiverged } from './interpreter-path-diverged.js';
import { isaLevel } from './isa-level.js';
import { kernelFloor } from './kernel-floor.js';
import { keywordMissing } from './keyword-missing.js';
import { keywordNotAccepted } from './keyword-not-accepted.js';
import type { Rule } from './kit/rule.js';
import { libcFloor } from './libc-floor.js';
import { libcFloorMissing } from './libc-floor-missing.js';
import { libcTransition } from './libc-transition.js';
import { licenseNotRedistributable } from './license-not-redistributable.js';
import { llvmSlotDiverged } from './llvm-slot-diverged.js';
import { luaTargetDiverged } from './lua-target-diverged.js';
import { mergeOrderHazard } from './merge-order-hazard.js';
import { metadataInvalid } from './metadata-invalid.js';
import { mirrorIncomplete } from './mirror-incomplete.js';
import { mirrorStale } from './mirror-stale.js';
import { movePending } from './move-pending.js';
import { neededUndeclared } from './needed-undeclared.js';
import { notInstallable } from './not-installable.js';
import { outdated } from './outdated.js';
import { packageMasked } from './package-masked.js';
import { packageMissing } from './package-missing.js';
import { packageUnindexed } from './package-unindexed.js';
import { pathMisplaced } from './path-misplaced.js';
import { perlVirtualDiverged } from './perl-virtual-diverged.js';
import { phpTargetDiverged } from './php-target-diverged.js';
import { preservedLibraryNeeded } from './preserved-library-needed.js';
import { providerFloorLoose } from './provider-floor-loose.js';
import { pythonTargetDiverged } from './python-target-diverged.js';
import { rebuildable } from './rebuildable.js';
import { requiredUseUnmet } from './required-use-unmet.js';
import { requiresUntrue } from './requires-untrue.js';
import { restrictBindist } from './restrict-bindist.js';
import { rubyTargetDiverged } from './ruby-target-diverged.js';
import { runtimeCycleRefused } from './runtime-cycle-refused.js';
import { shebangUnmet } from './shebang-unmet.js';
import { signatureBad } from './signature-bad.js';
import { signatureExpiring } from './signature-expiring.js';
import { signatureFormRefused } from './signature-form-refused.js';
import { signatureMissing } from './signature-missing.js';
import { signatureUntrusted } from './signature-untrusted.js';
import { slotOperatorStale } from './slot-operator-stale.js';
import { slotOperatorUnrecorded } from './slot-operator-unrecorded.js';
import { sonameUnmet } from './soname-unmet.js';
import { sourceFallback } from './source-fallback.js';
import { subslotNeedless } from './subslot-needless.js';
import { subslotUnchanged } from './subslot-unchanged.js';
import { symbolVersionUnmet } from './symbol-version-unmet.js';
import { symlinkDangling } from './symlink-dangling.js';
import { treeRevisionDiffers } from './tree-revision-differs.js';
import { unmetDependency } from './unmet-dependency.js';
import { unreachable } from './unreachable.js';
import { upgradeBlocked } from './upgrade-blocked.js';
import { useMismatch } from './use-mismatch.js';

export const RULES: readonly Rule[] = [
  blockerActive,
  buildOrderUntrue,
  clientFloor,
  containerInvalid,
  contentsIncomplete,
  dependencyChanged,
  dependencyCycle,
  digestMissing,
  ebuildGone,
  elfForeign,
  environmentMixed,
  fileCollision,
  fileReplaced,
  fileUnreadable,
  glsaVulnerable,
  indexCompressedDiffers,
  indexGrammar,
  indexHeader,
  indexMismatch,
  instanceDivergence,
  interpreterPathDiverged,
  isaLevel,
  kernelFloor,
  keywordMissing,
  keywordNotAccepted,
  libcFloor,
  libcFloorMissing,
  libcTransition,
  licenseNotRedistributable,
  llvmSlotDiverged,
  luaTargetDiverged,
  mergeOrderHazard,
  metadataInvalid,
  mirrorIncomplete,
  mirrorStale,
  movePending,
  neededUndeclared,
  notInstallable,
  outdated,
  packageMasked,
  packageMissing,
  packageUnindexed,
  pathMisplaced,
  perlVirtualDiverged,
  phpTargetDiverged,
  preservedLibraryNeeded,
  providerFloorLoose,
  pythonTargetDiverged,
  rebuildable,
  requiredUseUnmet,
  requiresUntrue,
  restrictBindist,
  rubyTargetDiverged,
  runtimeCycleRefused,
  shebangUnmet,
  signatureBad,
  signatureExpiring,
  signatureFormRefused,
  signatureMissing,
  signatureUntrusted,
  slotOperatorStale,
  slotOperatorUnrecorded,
  sonameUnmet,
  sourceFallback,
  subslotNeedless,
  subslotUnchanged,
  symbolVersionUnmet,
  symlinkDangling,
  treeRevisionDiffers,
  unmetDependency,
  unreachable,
  upgradeBlocked,
  useMismatch,
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
