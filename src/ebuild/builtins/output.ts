// `echo` and `printf`.

import { assign } from '../shell/assign.js';
import { readEscapes } from '../shell/escapes.js';
import type { Builtin } from '../shell/shell.js';
import { format } from './format.js';

export const OUTPUT: Readonly<Record<string, Builtin>> = {
  echo: (shell, args) => {
    let at = 0;
    let newline = true;
    let escapes = false;
    for (; /^-[neE]+$/.test(args[at] ?? ''); at++) {
      for (const letter of (args[at] as string).slice(1)) {
        if (letter === 'n') newline = false;
        else escapes = letter === 'e';
      }
    }
    const text = args.slice(at).join(' ');
    const { text: said, stops } = escapes ? readEscapes(text, 'echo') : { text, stops: false };
    shell.write(newline && !stops ? `${said}\n` : said);
    return 0;
  },
  printf: (shell, args) => {
    const into = args[0] === '-v' ? args[1] : null;
    const rest = into === null ? args : args.slice(2);
    const given = rest[0] === '--' ? rest.slice(1) : rest;
    if (
      given.length === 0 ||
      into === undefined ||
      (into !== null && !/^[A-Za-z_]\w*(\[.+\])?$/s.test(into))
    ) {
      shell.complain('printf: usage: printf [-v var] format [arguments]\n');
      return 2;
    }
    const { text, status } = format(shell, given);
    if (into === null) shell.write(text);
    else assign(shell, into, text);
    return status;
  },
};
