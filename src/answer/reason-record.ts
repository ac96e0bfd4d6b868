// Why something cannot be had, as the JSON of `installable` and `upgrade` has it (`reason-schema.ts`): each with its `kind`.

/** `sys-libs/glibc-2.40-1`: with its build, where it has one. */
export type InstanceName = string;

export type ReasonRecord =
  | {
      readonly kind: 'requirement';
      readonly package: InstanceName;
      /** RDEPEND, PDEPEND or IDEPEND. */
      readonly class: string;
      /** Atom or group as the index has it. */
      readonly item: string;
    }
  | {
      readonly kind: 'soname';
      readonly package: InstanceName;
      readonly abi: string;
      readonly soname: string;
    }
  | {
      readonly kind: 'blocker';
      readonly package: InstanceName;
      readonly class: string;
      readonly atom: string;
      readonly blocked: InstanceName;
    }
  /** Of one name one instance fits into a slot. */
  | { readonly kind: 'same-slot'; readonly name: string; readonly slot: string }
  /** It must stay or be replaced. */
  | { readonly kind: 'installed'; readonly package: InstanceName }
  | {
      readonly kind: 'selected';
      readonly package: InstanceName;
      /** Of the set, which selects the package. */
      readonly atom: string;
      readonly set?: '@world' | '@system' | undefined;
    }
  /** The client does not take it. */
  | { readonly kind: 'masked'; readonly package: InstanceName; readonly masks: readonly string[] }
  | {
      readonly kind: 'cycle';
      readonly members: readonly InstanceName[];
      /** Needs with a slot operator, for which Portage refuses the cycle. */
      readonly edges: readonly { readonly package: InstanceName; readonly atom: string }[];
    }
  | { readonly kind: 'unknown'; readonly why: string };
