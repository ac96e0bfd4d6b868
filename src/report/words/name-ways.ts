// What rules and the engine leave to the reader's words: `<<payload>>` is an option here.

import type { Need, RuleDocumentation } from '../../rules/kit/rule.js';
import type { Way } from '../../rules/kit/way.js';

const WORDS: Readonly<Record<Way, string>> = {
  payload: '--payload',
  baseline: '--installed',
  background: '--with',
  published: '--published',
  mirror: '--mirror',
  tree: '--tree',
  prove: '--prove',
  kernel: '--kernel',
  isa: '--isa',
  portage: '--portage',
  keyring: '--keyring',
  'signature-days': '--signature-days',
  critical: '--critical',
  index: 'binpkg-check index PKGDIR --write',
  installable: 'binpkg-check installable SOURCE',
  'package-use': 'binpkg-check hit-rate --package-use',
};

/** What a rule cannot run without, and how it is given. */
const NEEDS: Readonly<Record<Need, readonly [what: string, way: string]>> = {
  files: ['the package files (give the PKGDIR instead of its index)', 'a PKGDIR'],
  payload: ['the contents of the packages (--payload)', '--payload'],
  baseline: ['a baseline (--installed)', '--installed'],
  place: ['a baseline (--installed), or to prove from an empty root (--prove)', '--installed or --prove'],
  published: ['an earlier generation (--published)', '--published'],
  mirror: ['a mirror (--mirror)', '--mirror'],
  tree: ['an ebuild repository (--tree)', '--tree'],
  profile: ['a profile (--profile or --client)', '--profile or --client'],
};

/** The text with the reader's words; a name that is none of ours stays as written. */
export function nameWays(text: string): string {
  if (!text.includes('<<')) return text;
  return text.replace(/<<([a-z-]+)>>/g, (written: string, name: string) =>
    Object.hasOwn(WORDS, name) ? WORDS[name as Way] : written,
  );
}

/** What a rule says of itself, for the same reader. */
export function tellDocumentation({ what, why, remedy, source }: RuleDocumentation): RuleDocumentation {
  return { what: nameWays(what), why: nameWays(why), remedy: nameWays(remedy), source: nameWays(source) };
}

/** `needs a mirror (--mirror)` */
export function sayNeeds(wanted: readonly Need[]): string {
  return `needs ${wanted.map(need => NEEDS[need][0]).join(' and ')}`;
}

/** `--installed or --prove` */
export function sayWays(wanted: readonly Need[]): string {
  return wanted.map(need => NEEDS[need][1]).join(' and ');
}
