// The variables that the last conflicts were about, the latest first: deciding there first keeps a hard search in one place.

const KEPT = 32;

export class RecentVariables {
  readonly #ring = new Int32Array(KEPT);
  #added = 0;

  add(variable: number): void {
    this.#ring[this.#added++ % KEPT] = variable;
  }

  get count(): number {
    return Math.min(this.#added, KEPT);
  }

  /** The one added `ago` additions before the last. */
  at(ago: number): number {
    return this.#ring[(this.#added - 1 - ago) % KEPT]!;
  }
}
