// A small seeded generator of random numbers (sfc32): what is made with it is the same in every run.

export class Random {
  #a;
  #b;
  #c;
  #count = 1;

  /** @param {number} seed */
  constructor(seed) {
    this.#a = seed | 0;
    this.#b = 0x9e3779b9 | 0;
    this.#c = 0x85ebca6b | 0;
    // The first numbers of neighbouring seeds are alike.
    for (let i = 0; i < 20; i++) this.bits();
  }

  /** 32 random bits, unsigned. */
  bits() {
    const sum = (((this.#a + this.#b) | 0) + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** In [0, 1). */
  fraction() {
    return this.bits() / 2 ** 32;
  }

  /** A whole number in [0, limit). @param {number} limit */
  below(limit) {
    return Math.floor(this.fraction() * limit);
  }

  /** A whole number in [low, high]. @param {number} low @param {number} high */
  between(low, high) {
    return low + this.below(high - low + 1);
  }

  /** @param {number} probability */
  chance(probability) {
    return this.fraction() < probability;
  }

  /**
   * @template T
   * @param {readonly T[]} list not empty
   * @returns {T}
   */
  pick(list) {
    return /** @type {T} */ (list[this.below(list.length)]);
  }

  /**
   * One of the rows, each as likely as the number that ends it.
   * @template {readonly [...unknown[], number]} Row
   * @param {readonly Row[]} rows
   * @returns {Row}
   */
  weighted(rows) {
    let at = this.fraction() * rows.reduce((sum, row) => sum + weightOf(row), 0);
    for (const row of rows) {
      at -= weightOf(row);
      if (at < 0) return row;
    }
    return /** @type {Row} */ (rows.at(-1));
  }

  /** Small numbers often, large ones rarely: a position in [0, length). The greater the bend, the more so. @param {number} length @param {number} bend */
  leaning(length, bend) {
    return Math.floor(length * this.fraction() ** bend);
  }

  /** Log-normal, rounded, in [1, most]: lists that are mostly short and sometimes very long. @param {number} median @param {number} spread @param {number} most */
  size(median, spread, most) {
    const normal = Math.sqrt(-2 * Math.log(1 - this.fraction())) * Math.cos(2 * Math.PI * this.fraction());
    return Math.max(1, Math.min(most, Math.round(median * Math.exp(spread * normal))));
  }

  /** Hexadecimal digits. @param {number} digits a multiple of 8 */
  hex(digits) {
    let text = '';
    for (let i = 0; i < digits; i += 8) text += this.bits().toString(16).padStart(8, '0');
    return text;
  }
}

/** @param {readonly unknown[]} row */
function weightOf(row) {
  return /** @type {number} */ (row.at(-1));
}
