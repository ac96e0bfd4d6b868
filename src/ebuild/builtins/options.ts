// `set` and `shopt`.

import { SET, SHOPT, turnOption } from '../shell/options.js';
import type { Builtin, Shell } from '../shell/shell.js';
import { Unknown } from '../syntax/outcome.js';

const LETTERS: Readonly<Record<string, string>> = {
  a: 'allexport',
  e: 'errexit',
  f: 'noglob',
  h: 'hashall',
  t: 'onecmd',
  u: 'nounset',
  v: 'verbose',
  x: 'xtrace',
  B: 'braceexpand',
  C: 'noclobber',
  E: 'errtrace',
  H: 'histexpand',
  P: 'physical',
  T: 'functrace',
  b: 'notify',
  k: 'keyword',
  m: 'monitor',
  n: 'noexec',
  p: 'privileged',
};

export const OPTIONS: Readonly<Record<string, Builtin>> = {
  set: (shell, args) => {
    let at = 0;
    for (; at < args.length; at++) {
      const argument = args[at] as string;
      if (argument === '--') {
        shell.positional = args.slice(at + 1);
        return 0;
      }
      if (argument === '-') {
        if (at + 1 < args.length) shell.positional = args.slice(at + 1);
        return 0;
      }
      if (!/^[-+]./.test(argument)) break;
      const on = argument.startsWith('-');
      if (argument.endsWith('o')) {
        const name = args[++at];
        if (name === undefined) throw new Unknown('it prints the options of the shell');
        if (!turnOption(shell, name, on, SET)) return 2;
        continue;
      }
      for (const letter of argument.slice(1))
        if (!turnOption(shell, LETTERS[letter] ?? letter, on, SET)) return 2;
    }
    if (args.length === 0) throw new Unknown('it prints all variables');
    if (at < args.length) shell.positional = args.slice(at);
    return 0;
  },
  shopt: (shell, args) => {
    const options = args.filter(argument => argument.startsWith('-')).join('');
    const given = args.filter(argument => !argument.startsWith('-'));
    const isSet = options.includes('o');
    if (/[su]/.test(options) && given.length > 0) {
      const known = isSet ? SET : SHOPT;
      const done = given.filter(name => turnOption(shell, name, options.includes('s'), known));
      return done.length === given.length ? 0 : 1;
    }
    const names = given.length > 0 ? given : isSet ? SET : SHOPT;
    const shown = names.filter(name => !/[su]/.test(options) || shell.isOn(name) === options.includes('s'));
    if (!options.includes('q'))
      for (const name of shown) shell.write(sayOption(shell, name, isSet, options.includes('p')));
    return given.every(name => shell.isOn(name)) ? 0 : 1;
  },
};

function sayOption(shell: Shell, name: string, isSet: boolean, asCommand: boolean): string {
  const on = shell.isOn(name);
  if (!asCommand) return `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n`;
  return isSet ? `set ${on ? '-' : '+'}o ${name}\n` : `shopt ${on ? '-s' : '-u'} ${name}\n`;
}
