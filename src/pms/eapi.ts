// What each EAPI allows, as far as metadata shows it (PMS appendix "Feature availability by EAPI").

export type Eapi = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';

export interface EapiFeatures {
  /** `cat/pkg:slot` (PMS 8.3.3). */
  readonly slotDependencies: boolean;
  /** `:=`, `:*` and sub-slots. */
  readonly slotOperators: boolean;
  /** `[flag]`. */
  readonly useDependencies: boolean;
  /** `[flag(+)]`. */
  readonly useDefaults: boolean;
  /** `!!cat/pkg`. */
  readonly strongBlockers: boolean;
  readonly requiredUse: boolean;
  /** `?? ( )`. */
  readonly atMostOneOf: boolean;
  /** `|| ( )` and `^^ ( )` with nothing in them count as met. */
  readonly emptyGroupsMatch: boolean;
  /** `-> name` in SRC_URI. */
  readonly srcUriArrows: boolean;
  /** `fetch+` and `mirror+` prefixes in SRC_URI. */
  readonly selectiveRestrictions: boolean;
  readonly iuseDefaults: boolean;
  /** IUSE_EFFECTIVE comes from the profile (PMS 11.1.1). */
  readonly profileIuse: boolean;
  readonly bdepend: boolean;
  readonly idepend: boolean;
}

const NUMBERS: readonly Eapi[] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

function featuresFrom(number: number): EapiFeatures {
  return {
    slotDependencies: number >= 1,
    slotOperators: number >= 5,
    useDependencies: number >= 2,
    useDefaults: number >= 4,
    strongBlockers: number >= 2,
    requiredUse: number >= 4,
    atMostOneOf: number >= 5,
    emptyGroupsMatch: number <= 6,
    srcUriArrows: number >= 2,
    selectiveRestrictions: number >= 8,
    iuseDefaults: number >= 1,
    profileIuse: number >= 5,
    bdepend: number >= 7,
    idepend: number >= 8,
  };
}

const FEATURES: ReadonlyMap<string, EapiFeatures> = new Map(
  NUMBERS.map((eapi, number) => [eapi, featuresFrom(number)] as const),
);

export function isEapi(text: string): text is Eapi {
  return FEATURES.has(text);
}

/** The features of an EAPI; null for one that PMS does not define. */
export function eapiFeatures(eapi: string): EapiFeatures | null {
  return FEATURES.get(eapi) ?? null;
}
