// Two speeds: `npm test` runs a seeded tenth of what takes long, `npm run long` the whole of it.

import fc from 'fast-check';

export const LONG = process.env['LONG'] === '1';

/** The same runs each time, so that a failure is one of the change; `SEED=` tries others. */
export const SEED = Number(process.env['SEED'] ?? 20_261_120);

/** Parameters of a property: so many runs, of a long one a tenth. */
export function runs(
  whole: number,
  { isLong = true } = {},
): { readonly numRuns: number; readonly seed: number } {
  return { numRuns: share(whole, isLong), seed: SEED };
}

/** A tenth of a list that stands for the whole, at least one of it, in its order. */
export function tenth<T>(list: readonly T[], least = 1): readonly T[] {
  const count = Math.max(least, Math.ceil(list.length / 10));
  if (LONG || count >= list.length) return list;
  const chosen = fc.sample(fc.shuffledSubarray([...list.keys()], { minLength: count, maxLength: count }), {
    numRuns: 1,
    seed: SEED,
  })[0];
  const places = new Set(chosen);
  return list.filter((_, at) => places.has(at));
}

function share(whole: number, isLong: boolean): number {
  return LONG || !isLong ? whole : Math.max(1, Math.ceil(whole / 10));
}
