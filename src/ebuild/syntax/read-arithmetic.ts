// The arithmetic of `for ((;;))`: the parser gives it as a tree, the evaluator reads text.

import type * as Bash from 'unbash';
import { readArithmetic } from './read-word.js';
import type { Arithmetic } from './syntax-tree.js';

export function readArithmeticTree(expression: Bash.ArithmeticExpression | undefined): Arithmetic | null {
  return expression === undefined ? null : readArithmetic(sayArithmetic(expression));
}

/** Its source again, with parentheses that keep its structure. */
function sayArithmetic(node: Bash.ArithmeticExpression): string {
  switch (node.type) {
    case 'ArithmeticBinary':
      return `(${sayArithmetic(node.left)} ${node.operator} ${sayArithmetic(node.right)})`.replace(
        // An assignment's left side is no expression.
        /^\(\((\w+(?:\[[^\]]*\])?)\) /,
        '($1 ',
      );
    case 'ArithmeticUnary':
      return node.prefix
        ? `${node.operator}${sayArithmetic(node.operand)}`
        : sayArithmetic(node.operand) + node.operator;
    case 'ArithmeticTernary':
      return `(${sayArithmetic(node.test)} ? ${sayArithmetic(node.consequent)} : ${sayArithmetic(node.alternate)})`;
    case 'ArithmeticGroup':
      return `(${sayArithmetic(node.expression)})`;
    case 'ArithmeticWord':
      return node.value;
    case 'ArithmeticCommandExpansion':
      return node.text;
  }
}
