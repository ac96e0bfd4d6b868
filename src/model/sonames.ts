// REQUIRES and PROVIDES (Portage, `dep/soname/parse.py`): `x86_64: libc.so.6 libm.so.6 x86_32: libc.so.6`.

import { getOrMake } from '../base/get-or-make.js';
import type { Soname } from './package.js';

/** What such a value comes to: the libraries after an ABI category, and the rule that it breaks. */
export interface SonameList {
  readonly sonames: readonly Soname[];
  readonly fault: string | null;
}

const NONE: SonameList = { sonames: [], fault: null };

/** Reads such values; equal libraries and equal texts become one object each. */
export class SonameTable {
  readonly #byText = new Map<string, SonameList>([['', NONE]]);
  readonly #byAbi = new Map<string, Map<string, Soname>>();

  parse(text: string): SonameList {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const parsed = this.#read(text);
    this.#byText.set(text, parsed);
    return parsed;
  }

  #read(text: string): SonameList {
    const sonames: Soname[] = [];
    const seen = new Set<string>();
    let fault: string | null = null;
    let abi = '';
    let names: Map<string, Soname> | undefined;
    let isEmpty = false;
    for (const token of text.split(/\s+/)) {
      if (token === '') continue;
      if (token.endsWith(':')) {
        if (isEmpty) fault ??= EMPTY;
        abi = token.slice(0, -1);
        if (seen.has(abi)) fault ??= 'an ABI category occurs once';
        seen.add(abi);
        isEmpty = true;
        names = getOrMake(this.#byAbi, abi, () => new Map<string, Soname>());
        continue;
      }
      isEmpty = false;
      if (names === undefined) {
        fault ??= 'a library stands after its ABI category';
        continue;
      }
      const category = abi;
      sonames.push(getOrMake(names, token, () => ({ abi: category, soname: token })));
    }
    if (isEmpty) fault ??= EMPTY;
    return { sonames, fault };
  }
}

const EMPTY = 'an ABI category has at least one library';
