// REQUIRES and PROVIDES (Portage, `dep/soname/parse.py`): `x86_64: libc.so.6 libm.so.6 x86_32: libc.so.6`.

import { getOrMake } from '../base/get-or-make.js';
import type { Soname } from './package.js';

/** Reads such values; equal libraries and equal texts become one object each. */
export class SonameTable {
  readonly #byText = new Map<string, readonly Soname[] | null>([['', []]]);
  readonly #byAbi = new Map<string, Map<string, Soname>>();

  /** Null where a library stands before any ABI category. */
  parse(text: string): readonly Soname[] | null {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const parsed = this.#read(text);
    this.#byText.set(text, parsed);
    return parsed;
  }

  #read(text: string): readonly Soname[] | null {
    const list: Soname[] = [];
    let abi = '';
    let names: Map<string, Soname> | undefined;
    for (const token of text.split(/\s+/)) {
      if (token === '') continue;
      if (token.endsWith(':')) {
        abi = token.slice(0, -1);
        names = getOrMake(this.#byAbi, abi, () => new Map<string, Soname>());
        continue;
      }
      if (names === undefined) return null;
      const category = abi;
      list.push(getOrMake(names, token, () => ({ abi: category, soname: token })));
    }
    return list;
  }
}
