// Reasons stated anew to a solver of their own, each under a switch: not by the code that found them.

import type { BinaryPackage } from '../../src/model/package.js';
import type { Universe } from '../../src/model/universe.js';
import type { Atom } from '../../src/pms/atom.js';
import type { DepspecNode } from '../../src/pms/depspec.js';
import type { Reason } from '../../src/solver/installability/encode-universe.js';
import type { NotInstallable } from '../../src/solver/installability/verdict.js';
import { type Literal, negative, positive, type Variable } from '../../src/solver/sat/literal.js';
import { Solver } from '../../src/solver/sat/solver.js';

type Node = DepspecNode<Atom>;

/** What is wrong with the reasons of a refusal into an empty root: that they can be met, or that some can be left out. */
export function findNeedlessReasons(
  universe: Universe,
  { package: goal, reasons }: NotInstallable,
): string[] {
  const stated = new StatedReasons(universe, reasons);
  const wrong = stated.canHold(goal, reasons) ? ['the reasons can be met'] : [];
  for (const reason of reasons) {
    const others = reasons.filter(other => other !== reason);
    if (!stated.canHold(goal, others)) wrong.push(`needless: ${reason.kind}`);
  }
  return wrong;
}

class StatedReasons {
  readonly #solver = new Solver();
  readonly #universe: Universe;
  readonly #packages = new Map<BinaryPackage, Literal>();
  readonly #brackets = new Map<Node, Literal>();
  readonly #switches = new Map<Reason, Literal>();

  constructor(universe: Universe, reasons: readonly Reason[]) {
    this.#universe = universe;
    for (const reason of reasons) this.#state(reason);
  }

  canHold(goal: BinaryPackage, reasons: readonly Reason[]): boolean {
    const on = reasons.map(reason => this.#switches.get(reason) as Literal);
    return this.#solver.solve([this.#literal(goal), ...on]).outcome === 'satisfiable';
  }

  #state(reason: Reason): void {
    const on = positive(this.#solver.addVariable());
    this.#switches.set(reason, on);
    const off = (literal: Literal) => negative((literal >> 1) as Variable);
    const clause = (...literals: readonly Literal[]) => this.#solver.addClause(literals, on);
    switch (reason.kind) {
      case 'requirement':
        clause(off(this.#literal(reason.package)), ...this.#satisfying(reason.node));
        break;
      case 'group': {
        const bracket = this.#literalIn(this.#brackets, reason.node);
        clause(off(bracket), ...this.#satisfying(reason.node));
        break;
      }
      case 'blocker':
        clause(off(this.#literal(reason.package)), off(this.#literal(reason.blocked)));
        break;
      case 'same-slot': {
        const members = (this.#universe.byCpn.get(reason.name) ?? []).filter(
          ({ slot, role }) => slot.slot === reason.slot && role === 'candidate',
        );
        for (const [at, one] of members.entries()) {
          for (const other of members.slice(at + 1))
            clause(off(this.#literal(one)), off(this.#literal(other)));
        }
        break;
      }
      default:
        throw new Error(`no reason into an empty root: ${reason.kind}`);
    }
  }

  #satisfying(node: Node): readonly Literal[] {
    if (node.type === 'leaf') {
      if (node.value.blocker !== null) return [];
      return this.#universe
        .matches(node.value)
        .filter(({ role }) => role === 'candidate')
        .map(pkg => this.#literal(pkg));
    }
    if (node.type === 'any-of') return node.children.flatMap(child => this.#satisfying(child));
    // A bracket holds where all its members do; each of them is a reason of its own.
    const bracket = positive(this.#solver.addVariable());
    for (const child of node.children) {
      const member = this.#literalIn(this.#brackets, child);
      this.#solver.addClause([negative((bracket >> 1) as Variable), member]);
    }
    return [bracket];
  }

  #literal(pkg: BinaryPackage): Literal {
    return this.#literalIn(this.#packages, pkg);
  }

  #literalIn<K>(known: Map<K, Literal>, key: K): Literal {
    const literal = known.get(key) ?? positive(this.#solver.addVariable());
    known.set(key, literal);
    return literal;
  }
}
