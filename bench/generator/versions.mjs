// Versions in the forms that Gentoo has: mostly two or three numbers, some dates, some suffixes, many revisions.

/** @typedef {import('./random.mjs').Random} Random */

/** @param {Random} random @param {import('./vocabulary.mjs').Kind} kind */
export function makeVersion(random, kind) {
  if (kind === 'group' || kind === 'user') return `0-r${random.between(1, 2)}`;
  if (kind === 'desktop') return `5.26.${random.between(2, 5)}`;
  if (kind === 'perl' || kind === 'perl-virtual')
    return `${random.between(0, 4)}.${random.between(1, 99)}0.0${revision(random, 0.15)}`;
  const form = random.fraction();
  const base =
    form < 0.07
      ? String(random.between(2005, 2024) * 10_000 + random.between(101, 1231))
      : Array.from({ length: form < 0.35 ? 2 : form < 0.94 ? 3 : 4 }, (_, at) =>
          random.between(at === 0 ? 0 : 1, at === 0 ? 9 : 40),
        ).join('.');
  const suffix = random.chance(0.04)
    ? `${random.pick(['_p', '_rc', '_pre', '_beta'])}${random.between(1, 9)}`
    : '';
  return base + suffix + revision(random, 0.28);
}

/** @param {Random} random @param {number} probability */
function revision(random, probability) {
  return random.chance(probability) ? `-r${random.between(1, 7)}` : '';
}

/** A version that is lower, or the same in the rare case that none is. @param {Random} random @param {string} version */
export function olderThan(random, version) {
  const parts = version.replace(/[-_].*$/, '').split('.');
  for (let at = random.below(parts.length); at >= 0; at--) {
    const part = /** @type {string} */ (parts[at]);
    const number = Number.parseInt(part, 10);
    // Components with a leading zero compare as fractions; one letter may follow the last.
    if (number === 0 || (part.startsWith('0') && at > 0)) continue;
    const lower = [...parts.slice(0, at), String(random.between(number > 100 ? number - 90 : 0, number - 1))];
    if (at + 1 < parts.length && random.chance(0.5)) lower.push(String(random.between(1, 30)));
    return lower.join('.');
  }
  return version;
}
