// Whose module a package is by its name, as Gentoo sorts them: without the language none of its modules is of use.

import type { Atom } from '../../pms/atom.js';

const LANGUAGES: Readonly<Record<string, string>> = {
  'dev-haskell': 'dev-lang/ghc',
  'dev-lua': 'dev-lang/lua',
  'dev-ml': 'dev-lang/ocaml',
  'dev-perl': 'dev-lang/perl',
  'dev-php': 'dev-lang/php',
  'dev-python': 'dev-lang/python',
  'dev-ruby': 'dev-lang/ruby',
  'perl-core': 'dev-lang/perl',
};

/** `dev-lang/perl` of `perl-core/Encode` and of `virtual/perl-Encode`; null of what is no module. */
export function languageOf({ category, package: pn }: Pick<Atom, 'category' | 'package'>): string | null {
  if (category === 'virtual' && pn.startsWith('perl-')) return 'dev-lang/perl';
  return Object.hasOwn(LANGUAGES, category) ? (LANGUAGES[category] as string) : null;
}
