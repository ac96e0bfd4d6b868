// Two speeds: `npm test` runs a seeded tenth of what takes long, `npm run long` (`LONG=1`) the whole of it.

export const LONG = process.env['LONG'] === '1';

/** The same runs each time, so that a failure is one of the change; `SEED=` tries others. */
const SEED = Number(process.env['SEED'] ?? 20_261_120);

const SHARE = 10;

/** Parameters of a property: so many runs, the first of ten times as many. */
export function runs(few: number): { readonly numRuns: number; readonly seed: number } {
  return { numRuns: LONG ? few * SHARE : few, seed: SEED };
}

/** Every tenth of a list, beginning where the seed says, and no fewer than `least`; a long run takes all of it. */
export function tenth<T>(list: readonly T[], least = 1): readonly T[] {
  if (LONG) return list;
  const step = Math.max(1, Math.min(SHARE, Math.floor(list.length / least)));
  return list.filter((_, at) => at % step === SEED % step);
}
