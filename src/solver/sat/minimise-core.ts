// From literals that cannot hold together to a smallest set of them: each that is left out makes the others possible.

import type { Literal } from './literal.js';
import type { Satisfiable, SolveOptions, Unknown } from './solve.js';
import type { Solver } from './solver.js';

export interface MinimiseOptions extends Omit<SolveOptions, 'wishes'> {
  /** Hold throughout, and are not part of the core. */
  readonly assumptions?: readonly Literal[];
}

export interface MinimalCore {
  readonly outcome: 'minimal';
  /** In the order given. */
  readonly core: readonly Literal[];
}

/** A limit was reached: the core is one, but perhaps not minimal. Without a core, it is not even known to be one. */
export interface UnfinishedCore extends Unknown {
  readonly core: readonly Literal[] | undefined;
}

/** Where there is a choice, what comes earlier among the literals stays. Limits are for each question. */
export function minimiseCore(
  solver: Solver,
  literals: readonly Literal[],
  options: MinimiseOptions = {},
): MinimalCore | Satisfiable | UnfinishedCore {
  const { assumptions = [], ...limits } = options;
  const ask = (some: readonly Literal[]) => solver.solve([...assumptions, ...some], limits);
  const whole = ask(literals);
  if (whole.outcome === 'satisfiable') return whole;
  if (whole.outcome === 'unknown') return { ...whole, core: undefined };
  let core = keepOnly(literals, whole.core);
  // Those at the end that proved needed are in every core within this one.
  let needed = 0;
  while (needed < core.length) {
    const place = core.length - 1 - needed;
    const others = core.filter((_, other) => other !== place);
    const without = ask(others);
    if (without.outcome === 'unknown') return { ...without, core };
    if (without.outcome === 'satisfiable') needed++;
    else core = keepOnly(others, without.core);
  }
  return { outcome: 'minimal', core };
}

function keepOnly(literals: readonly Literal[], core: readonly Literal[]): Literal[] {
  const kept = new Set(core);
  return literals.filter(literal => kept.delete(literal));
}
