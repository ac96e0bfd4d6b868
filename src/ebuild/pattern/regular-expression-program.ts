// Regular expressions as programs of a small machine that follows all of their branches at once.

import { Unknown } from '../syntax/outcome.js';
import { type ReadExpression, readRegularExpression, type Tree } from './regular-expression-reader.js';
import type { Step } from './regular-expression-step.js';

export interface RegularExpression {
  readonly steps: readonly Step[];
  readonly groups: number;
}

const known = new Map<string, RegularExpression>();

/** Throws `BadExpression`, or `Unknown` for what is not read here. */
export function compileRegularExpression(source: string): RegularExpression {
  let compiled = known.get(source);
  if (compiled === undefined) {
    if (known.size > 2_000) known.clear();
    compiled = new Program(readRegularExpression(source)).write();
    known.set(source, compiled);
  }
  return compiled;
}

const MOST_STEPS = 20_000;

class Program {
  readonly #read: ReadExpression;
  readonly #steps: Step[] = [];

  constructor(read: ReadExpression) {
    this.#read = read;
  }

  write(): RegularExpression {
    this.#emit({ kind: 'group', item: this.#read.tree, number: 0 });
    this.#add({ kind: 'accept' });
    return { steps: this.#steps, groups: this.#read.groups };
  }

  #add(step: Step): number {
    if (this.#steps.length > MOST_STEPS) throw new Unknown('a regular expression is larger than allowed');
    return this.#steps.push(step) - 1;
  }

  #emit(tree: Tree): void {
    switch (tree.kind) {
      case 'empty':
        return;
      case 'step':
        this.#add(tree.step);
        return;
      case 'sequence':
        for (const item of tree.items) this.#emit(item);
        return;
      case 'choice':
        this.#emitChoice(tree.items);
        return;
      case 'group':
        this.#add({ kind: 'mark', slot: tree.number * 2 });
        this.#emit(tree.item);
        this.#add({ kind: 'mark', slot: tree.number * 2 + 1 });
        return;
      case 'repeat':
        for (let i = 0; i < tree.least; i++) this.#emit(tree.item);
        if (tree.most === Number.POSITIVE_INFINITY) this.#emitStar(tree.item);
        else for (let i = tree.least; i < tree.most; i++) this.#emitMaybe(tree.item);
    }
  }

  #emitChoice(items: readonly Tree[]): void {
    const [first, ...rest] = items as [Tree, ...Tree[]];
    if (rest.length === 0) {
      this.#emit(first);
      return;
    }
    const fork = this.#add({ kind: 'fork', first: 0, second: 0 });
    this.#emit(first);
    const go = this.#add({ kind: 'go', to: 0 });
    this.#steps[fork] = { kind: 'fork', first: fork + 1, second: this.#steps.length };
    this.#emitChoice(rest);
    this.#steps[go] = { kind: 'go', to: this.#steps.length };
  }

  #emitStar(item: Tree): void {
    const fork = this.#add({ kind: 'fork', first: 0, second: 0 });
    this.#emit(item);
    this.#add({ kind: 'go', to: fork });
    this.#steps[fork] = { kind: 'fork', first: fork + 1, second: this.#steps.length };
  }

  #emitMaybe(item: Tree): void {
    const fork = this.#add({ kind: 'fork', first: 0, second: 0 });
    this.#emit(item);
    this.#steps[fork] = { kind: 'fork', first: fork + 1, second: this.#steps.length };
  }
}
