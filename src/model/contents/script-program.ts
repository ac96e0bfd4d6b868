// The program that a script asks for: the interpreter of its first line, or what that hands on to (`/usr/bin/env python3`,
// `/usr/bin/env -S python3 -u`).

import type { Script } from '../payload.js';

export type ScriptProgram =
  /** An absolute path, or what was taken for one. */
  | { readonly kind: 'path'; readonly text: string }
  /** Searched for in PATH by `env`. */
  | { readonly kind: 'name'; readonly text: string }
  /** Linux hands on all that follows the interpreter as one argument: `env` looks for a program of that whole name. */
  | { readonly kind: 'unsplit'; readonly text: string };

const ENV = /^\/(?:usr\/)?bin\/env$/;
const SPLIT = /^(?:-[iv0]*S\s*|--split-string[= ])/;
/** Options of `env` with a word of their own. */
const WITH_VALUE = /^(?:-[uCa]|--unset|--chdir|--argv0)$/;

/** Null where `env` runs nothing. */
export function programOf({ interpreter, argument }: Script): ScriptProgram | null {
  if (!ENV.test(interpreter)) return { kind: 'path', text: interpreter };
  const isSplit = SPLIT.test(argument);
  if (!isSplit && /\s/.test(argument)) return { kind: 'unsplit', text: argument };
  const words = argument.replace(SPLIT, '').split(/\s+/);
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (WITH_VALUE.test(word)) at++;
    else if (word !== '' && !word.startsWith('-') && !word.includes('='))
      return { kind: word.includes('/') ? 'path' : 'name', text: word };
  }
  return null;
}
