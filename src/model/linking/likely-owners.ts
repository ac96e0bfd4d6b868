// Which missing package a missing library likely belonged to, by their names: used only to tell consequences under their cause.

import type { Soname } from '../package.js';

/** Finds the name that a library resembles most, `kde-frameworks/ki18n` for `libKF5I18n.so.5`; null where it resembles none. */
export function likelyOwners(names: readonly string[]): (soname: Soname) => string | null {
  const known = names.map(name => ({ name, ...formsOf(name.slice(name.indexOf('/') + 1)) }));
  return ({ soname }) => {
    const library = formsOf(libraryOf(soname));
    let best: string | null = null;
    let most = 0;
    for (const candidate of known) {
      const degree = resemblance(library, candidate);
      if (degree > most) {
        best = candidate.name;
        most = degree;
      }
    }
    return best;
  };
}

/** `z` of `libz.so.1`. */
export function libraryOf(soname: string): string {
  return soname.replace(/\.so($|\..*)/, '').replace(/^lib/, '');
}

interface Forms {
  readonly plain: string;
  readonly core: string;
}

function formsOf(name: string): Forms {
  return { plain: name.toLowerCase(), core: coreOf(name) };
}

/** How much of its name the one shares with the other: equal names most, else the letters of the shorter, which the longer must hold. */
function resemblance(library: Forms, name: Forms): number {
  if (library.plain === name.plain) return Number.POSITIVE_INFINITY;
  const [a, b] = [library.core, name.core];
  if (a === b) return a.length >= 3 ? 1000 : 0;
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  const holds =
    shorter.length >= 4 ? longer.includes(shorter) : shorter.length === 3 && longer.startsWith(shorter);
  return holds ? shorter.length : 0;
}

/** Lower case letters and digits, without what projects put before all their names and versions put behind. */
export function coreOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/^lib/, '')
    .replace(/^(kf\d|qt\d?|k(?=[a-z]{3}))/, '')
    .replace(/[^a-z0-9]/g, '')
    .replace(/\d+$/, '');
}
