/** The sequence of Luby, Sinclair and Zuckerman, from 0: 1 1 2 1 1 2 4 1 1 2 ... How long to search before starting again. */
export function luby(index: number): number {
  let left = index;
  for (;;) {
    // The sequence up to 2^k - 1 elements is twice the one before, then 2^(k - 1).
    const power = 31 - Math.clz32(left + 1);
    if (left + 1 === 2 ** (power + 1) - 1) return 2 ** power;
    if (left + 1 === 2 ** power - 1) return 2 ** (power - 1);
    left -= 2 ** power - 1;
  }
}
