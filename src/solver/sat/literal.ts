// Variables and literals of the solver: a literal is twice its variable, plus one where it denies it, so that literals index
// tables directly.

export type Variable = number & { readonly brand: 'Variable' };
export type Literal = number & { readonly brand: 'Literal' };

/** Which constraint, in the order of adding, from 0. */
export type ConstraintId = number & { readonly brand: 'ConstraintId' };

export function positive(variable: Variable): Literal {
  return (variable << 1) as Literal;
}

export function negative(variable: Variable): Literal {
  return ((variable << 1) | 1) as Literal;
}

export function negate(literal: Literal): Literal {
  return (literal ^ 1) as Literal;
}

export function variableOf(literal: Literal): Variable {
  return (literal >> 1) as Variable;
}

export function isPositive(literal: Literal): boolean {
  return (literal & 1) === 0;
}
