// Binary operators of arithmetic on 64-bit integers that wrap.

import { ArithmeticError } from './arithmetic-tokens.js';

/** `text` is the expression, for messages. */
export function applyOperator(operator: string, left: bigint, right: bigint, text: string): bigint {
  switch (operator) {
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '&':
      return left & right;
    case '==':
      return left === right ? 1n : 0n;
    case '!=':
      return left !== right ? 1n : 0n;
    case '<=':
      return left <= right ? 1n : 0n;
    case '>=':
      return left >= right ? 1n : 0n;
    case '<':
      return left < right ? 1n : 0n;
    case '>':
      return left > right ? 1n : 0n;
    // The machine shifts by the low six bits.
    case '<<':
      return wrap(left << (right & 63n));
    case '>>':
      return left >> (right & 63n);
    case '+':
      return wrap(left + right);
    case '-':
      return wrap(left - right);
    case '*':
      return wrap(left * right);
    case '/':
    case '%':
      if (right === 0n) throw new ArithmeticError(`division by 0 in "${text}"`);
      return wrap(operator === '/' ? left / right : left % right);
    default:
      if (right < 0n) throw new ArithmeticError(`exponent less than 0 in "${text}"`);
      return power(left, right);
  }
}

export function wrap(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = wrap(result * square);
    square = wrap(square * square);
  }
  return result;
}
