// The benches are plain modules, so that they run without a build of their own. Their types, as far as tests use them.

declare module '*/bench/generate-index.mjs' {
  export function generateIndex(options: { readonly packages: number; readonly seed?: number }): string;
}

declare module '*/bench/stages/index.mjs' {
  import type { Context, Figure } from './bench-types.js';
  export const STAGES: readonly {
    readonly name: string;
    run(context: Context): readonly Figure[] | Promise<readonly Figure[]>;
  }[];
}

declare module '*/bench/print-table.mjs' {
  import type { Figure } from './bench-types.js';
  export function formatTable(figures: readonly Figure[]): string;
  export function isMet(figure: Figure): boolean;
}

declare module '*/bench/measure.mjs' {
  export function median(values: readonly number[]): number;
}

declare module '*/bench/fuzz/readers.mjs' {
  export const READERS: Readonly<Record<string, { read(bytes: Uint8Array): unknown }>>;
  export const REFUSALS: ReadonlySet<string>;
}
