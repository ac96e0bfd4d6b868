// What is said to the solver about packages, kept so that a part of it can be said again elsewhere, and told.

import { getOrMake } from '../../base/get-or-make.js';
import type { BinaryPackage } from '../../model/package.js';
import type { SharedCandidates } from '../sat/constraints.js';
import type { ConstraintId, Variable } from '../sat/literal.js';
import type { Solver } from '../sat/solver.js';
import { type CandidateList, type NodeId, reasonOfNeed, type SharedNeed } from './needs.js';
import type { Reason } from './reason.js';

export type Statement =
  | { readonly kind: 'need'; readonly owner: NodeId; readonly need: SharedNeed }
  | {
      readonly kind: 'choice';
      readonly from: NodeId;
      readonly candidates: readonly NodeId[];
      readonly reason: Reason;
    }
  | { readonly kind: 'conflict'; readonly a: NodeId; readonly b: NodeId; readonly reason: Reason }
  | { readonly kind: 'exclusion'; readonly members: readonly NodeId[]; readonly reason: Reason };

export class Statements {
  readonly solver: Solver;
  readonly #variableOf: (node: NodeId) => Variable;
  readonly #isPossible: (node: NodeId) => boolean;
  readonly #packageAt: (node: NodeId) => BinaryPackage | null;
  readonly #said: Statement[] = [];
  readonly #byReason = new Map<Reason, Statement[]>();
  readonly #shared = new Map<CandidateList, SharedCandidates>();

  /** Nodes that are not possible are left out of everything. */
  constructor(
    solver: Solver,
    nodes: {
      variableOf(node: NodeId): Variable;
      isPossible(node: NodeId): boolean;
      packageAt(node: NodeId): BinaryPackage | null;
    },
  ) {
    this.solver = solver;
    this.#variableOf = nodes.variableOf;
    this.#isPossible = nodes.isPossible;
    this.#packageAt = nodes.packageAt;
  }

  say(statement: Statement): void {
    const id = this.#state(statement);
    if (id === null) return;
    this.#said[id] = statement;
    if (statement.kind === 'conflict' || statement.kind === 'choice')
      getOrMake(this.#byReason, statement.reason, (): Statement[] => []).push(statement);
  }

  /** All that is said for the same reason, itself included. */
  togetherWith(statement: Statement): readonly Statement[] {
    return (statement.kind === 'need' ? undefined : this.#byReason.get(statement.reason)) ?? [statement];
  }

  /** Undefined for constraints of others. */
  at(id: ConstraintId): Statement | undefined {
    return this.#said[id];
  }

  get count(): number {
    return this.#said.length;
  }

  reasonOf(statement: Statement): Reason {
    return statement.kind === 'need'
      ? reasonOfNeed(statement.need, this.#packageAt(statement.owner))
      : statement.reason;
  }

  #state(statement: Statement): ConstraintId | null {
    const { solver } = this;
    switch (statement.kind) {
      case 'need': {
        const { owner, need } = statement;
        // What satisfies itself asks for nothing.
        if (need.list.ids.includes(owner)) return null;
        return solver.addSharedRequirement(this.#variableOf(owner), this.#share(need.list));
      }
      case 'choice':
        return solver.addRequirement(this.#variableOf(statement.from), this.#variables(statement.candidates));
      case 'conflict':
        if (!this.#isPossible(statement.a) || !this.#isPossible(statement.b)) return null;
        return solver.addConflict(this.#variableOf(statement.a), this.#variableOf(statement.b));
      case 'exclusion': {
        const members = this.#variables(statement.members);
        return members.length < 2 ? null : solver.addAtMostOne(members);
      }
    }
  }

  #share(list: CandidateList): SharedCandidates {
    let shared = this.#shared.get(list);
    if (shared === undefined) {
      shared = this.solver.shareCandidates(this.#variables(list.ids));
      this.#shared.set(list, shared);
    }
    return shared;
  }

  #variables(nodes: readonly NodeId[]): readonly Variable[] {
    const variables: Variable[] = [];
    for (const node of nodes) if (this.#isPossible(node)) variables.push(this.#variableOf(node));
    return variables;
  }
}
