// The Package Manager Specification as functions: the door `binpkg-check/pms`.

export {
  type Atom,
  type AtomOptions,
  isAtom,
  isBuiltSlotOperator,
  type Operator,
} from './atom.js';
export { bestMatch, specificity } from './best-match.js';
export { compareReleases, compareRevisions, compareVersions, type Ordering } from './compare-versions.js';
export { type Cpv, formatCpn, formatCpv, isCategory, isPackageName, parseCpv } from './cpv.js';
export {
  type Conditional,
  type Depspec,
  type DepspecNode,
  formatDepspec,
  type Group,
  type GroupType,
  itemText,
  type Leaf,
  leavesOf,
} from './depspec.js';
export type { DepspecKind, FlagCondition, SourceUri } from './depspec-leaf.js';
export type { DepspecOptions } from './depspec-parser.js';
export { type Eapi, type EapiFeatures, eapiFeatures, isEapi } from './eapi.js';
export { type FlagReference, flagsOf, unknownFlags } from './flags-of.js';
export { intersects } from './intersect-atoms.js';
export { effectiveIuse, type IuseFlag, iuseNames, parseIuse } from './iuse.js';
export {
  areKeywordsAccepted,
  type Keyword,
  missingKeywords,
  parseKeywords,
  stackKeywords,
  testingOf,
} from './keywords.js';
export {
  acceptedLicenses,
  expandLicenses,
  isLicenseAccepted,
  type LicenseGroups,
  missingLicenses,
} from './license.js';
export {
  type Candidate,
  matchesAtom,
  matchesFlag,
  matchesRepo,
  matchesSlot,
  matchesUse,
  matchesVersion,
  unmetUseDependencies,
} from './match-atom.js';
export { parseAtom } from './parse-atom.js';
export { parseDepspec } from './parse-depspec.js';
export { evaluateAtom, isConditionMet, type Reduction, reduceDepspec, withUse } from './reduce-depspec.js';
export { isRequiredUseMet, type RequiredUseOptions, unmetRequiredUse } from './required-use.js';
export { requiredUseSolutions } from './required-use-solutions.js';
export { formatSlot, parseSlot, type Slot } from './slot.js';
export { PmsSyntaxError } from './syntax-error.js';
export {
  evaluateUseDependency,
  formatUseDependencies,
  formatUseDependency,
  isConditionalUse,
  type UseDependency,
  type UseRequirement,
} from './use-dependency.js';
export { formatVersion, parseVersion, releaseText, revisionDigits, type Version } from './version.js';
export { isVersionPrefix } from './version-prefix.js';
