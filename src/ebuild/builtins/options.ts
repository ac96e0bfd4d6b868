// `set` and `shopt`.

import { Unknown } from '../outcome.js';
import type { Builtin, Shell } from '../shell.js';

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

/** All of `shopt` (bash 5.2) and of `set -o`, in the order in which they are listed. */
const SHOPT: readonly string[] = [
  ...'autocd assoc_expand_once cdable_vars cdspell checkhash checkjobs checkwinsize cmdhist'.split(' '),
  ...'compat31 compat32 compat40 compat41 compat42 compat43 compat44 complete_fullquote direxpand'.split(' '),
  ...'dirspell dotglob execfail expand_aliases extdebug extglob extquote failglob force_fignore'.split(' '),
  ...'globasciiranges globskipdots globstar gnu_errfmt histappend histreedit histverify'.split(' '),
  ...'hostcomplete huponexit inherit_errexit interactive_comments lastpipe lithist'.split(' '),
  ...'localvar_inherit localvar_unset login_shell mailwarn no_empty_cmd_completion nocaseglob'.split(' '),
  ...'nocasematch noexpand_translation nullglob patsub_replacement progcomp progcomp_alias'.split(' '),
  ...'promptvars restricted_shell shift_verbose sourcepath varredir_close xpg_echo'.split(' '),
];
const SET: readonly string[] = [
  ...'allexport braceexpand emacs errexit errtrace functrace hashall histexpand history ignoreeof'.split(' '),
  ...'interactive-comments keyword monitor noclobber noexec noglob nolog notify nounset onecmd'.split(' '),
  ...'physical pipefail posix privileged verbose vi xtrace'.split(' '),
];

/** Options under which scripts would go on differently, and which are not followed here. */
const UNFOLLOWED: ReadonlySet<string> = new Set([
  'errexit',
  'nounset',
  'nocasematch',
  'nocaseglob',
  'lastpipe',
  'globstar',
  'allexport',
  'onecmd',
  'noexec',
  'keyword',
  'localvar_inherit',
  'localvar_unset',
  'assoc_expand_once',
  'xpg_echo',
  'posix',
]);

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
        if (!turn(shell, name, on, SET)) return 2;
        continue;
      }
      for (const letter of argument.slice(1)) if (!turn(shell, LETTERS[letter] ?? letter, on, SET)) return 2;
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
      const done = given.filter(name => turn(shell, name, options.includes('s'), known));
      return done.length === given.length ? 0 : 1;
    }
    const names = given.length > 0 ? given : isSet ? SET : SHOPT;
    const shown = names.filter(name => !/[su]/.test(options) || shell.isOn(name) === options.includes('s'));
    if (!options.includes('q'))
      for (const name of shown) shell.write(sayOption(shell, name, isSet, options.includes('p')));
    return given.every(name => shell.isOn(name)) ? 0 : 1;
  },
};

export function isSetOption(name: string): boolean {
  return SET.includes(name);
}

/** What `local -` kept: of the options, those of `set`. */
export function restoreOptions(shell: Shell, kept: ReadonlyMap<string, boolean>): void {
  for (const name of SET)
    if (shell.isOn(name) !== (kept.get(name) ?? false))
      shell.variables.put(shell.options as Map<string, boolean>, name, kept.get(name) ?? false);
}

function sayOption(shell: Shell, name: string, isSet: boolean, asCommand: boolean): string {
  const on = shell.isOn(name);
  if (!asCommand) return `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n`;
  return isSet ? `set ${on ? '-' : '+'}o ${name}\n` : `shopt ${on ? '-s' : '-u'} ${name}\n`;
}

function turn(shell: Shell, name: string, on: boolean, known: readonly string[]): boolean {
  if (!known.includes(name)) {
    shell.complain(`${name}: invalid option\n`);
    return false;
  }
  if (on && UNFOLLOWED.has(name)) throw new Unknown(`it sets the option ${name}`);
  // Braces are expanded when the text is read.
  if (!on && name === 'braceexpand') throw new Unknown('it takes back the option braceexpand');
  shell.variables.put(shell.options as Map<string, boolean>, name, on);
  return true;
}
