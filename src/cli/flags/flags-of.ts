// What commander makes of a command line, as types read from the declaration: `FlagsOf<'audit'>`. A flag that was not given is
// absent; `--no-NAME` makes NAME false.

import type { FLAGS, FlagName } from './declared-flags.js';
import type { CommandName } from './flag.js';

type Declared = typeof FLAGS;

/** `fail-on` is `failOn`, `no-color` is `color`. */
type Key<N extends string> = N extends `no-${infer Rest}` ? Camel<Rest> : Camel<N>;
type Camel<N extends string> = N extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : N;

type Value<N extends FlagName> = ValueOfKind<Declared[N]['takes']['kind']>;
type ValueOfKind<K extends string> = K extends 'switch' | 'denial'
  ? boolean
  : K extends 'count' | 'percent'
    ? number
    : K extends 'paths' | 'words'
      ? readonly string[]
      : string;

type NameOf<C extends CommandName> = {
  [N in FlagName]: C extends Declared[N]['of'][number] ? N : never;
}[FlagName];
type RequiredBy<C extends CommandName> = {
  [N in FlagName]: Declared[N] extends { readonly requiredBy: readonly (infer R)[] }
    ? C extends R
      ? N
      : never
    : never;
}[FlagName];

/** `cache` is a directory, and false with `--no-cache`: two flags of one key. */
export type FlagsOf<C extends CommandName> = {
  readonly [N in RequiredBy<C> as Key<N>]: Value<N>;
} & {
  readonly [N in Exclude<NameOf<C>, RequiredBy<C>> as Key<N>]?: Value<N>;
};

type NameInFile = {
  [N in FlagName]: Declared[N]['inFile'] extends readonly unknown[] ? N : never;
}[FlagName];

/** What a configuration file says of them, by their names; single texts have become lists. */
export type FlagsInFile = { readonly [N in NameInFile]?: Value<N> };
