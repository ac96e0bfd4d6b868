// The options of `set` and `shopt` (bash 5.2) as part of the shell's state.

import { Unknown } from '../syntax/outcome.js';
import type { Shell } from './shell.js';

/** All of `shopt` (bash 5.2) and of `set -o`, in the order in which they are listed. */
export const SHOPT: readonly string[] = [
  ...'autocd assoc_expand_once cdable_vars cdspell checkhash checkjobs checkwinsize cmdhist'.split(' '),
  ...'compat31 compat32 compat40 compat41 compat42 compat43 compat44 complete_fullquote direxpand'.split(' '),
  ...'dirspell dotglob execfail expand_aliases extdebug extglob extquote failglob force_fignore'.split(' '),
  ...'globasciiranges globskipdots globstar gnu_errfmt histappend histreedit histverify'.split(' '),
  ...'hostcomplete huponexit inherit_errexit interactive_comments lastpipe lithist'.split(' '),
  ...'localvar_inherit localvar_unset login_shell mailwarn no_empty_cmd_completion nocaseglob'.split(' '),
  ...'nocasematch noexpand_translation nullglob patsub_replacement progcomp progcomp_alias'.split(' '),
  ...'promptvars restricted_shell shift_verbose sourcepath varredir_close xpg_echo'.split(' '),
];
export const SET: readonly string[] = [
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

export function isSetOption(name: string): boolean {
  return SET.includes(name);
}

/** What `local -` kept: of the options, those of `set`. */
export function restoreOptions(shell: Shell, kept: ReadonlyMap<string, boolean>): void {
  for (const name of SET)
    if (shell.isOn(name) !== (kept.get(name) ?? false))
      shell.variables.put(shell.options as Map<string, boolean>, name, kept.get(name) ?? false);
}

/** Whether the shell has such an option; one that it has is turned. */
export function turnOption(shell: Shell, name: string, on: boolean, known: readonly string[]): boolean {
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
