// Builtins that change variables and positional parameters.

import { type Builtin, listOf, type Shell } from '../shell/shell.js';
import { expandKey } from '../shell/subscript.js';
import { ATTRIBUTE } from '../shell/variables.js';
import { ExpressionError } from '../syntax/outcome.js';
import { readOption } from './getopts.js';

export const VARIABLES: Readonly<Record<string, Builtin>> = {
  unset: (shell, args) => {
    const end = args.findIndex(argument => !/^-[fvn]+$/.test(argument));
    const options = args.slice(0, end === -1 ? args.length : end).join('');
    const names = end === -1 ? [] : args.slice(args[end] === '--' ? end + 1 : end);
    if (names[0]?.startsWith('-') === true && args[end] !== '--') {
      shell.complain(`unset: ${names[0]}: invalid option\n`);
      return 2;
    }
    let status = 0;
    for (const name of names) {
      if (options.includes('f')) shell.variables.drop(shell.functions, name);
      else if (!unset(shell, name, options)) status = 1;
    }
    return status;
  },
  shift: (shell, [text = '1']) => {
    if (!/^[-+]?\d+$/.test(text)) {
      shell.complain(`shift: ${text}: numeric argument required\n`);
      return 1;
    }
    const count = Number(text);
    if (count < 0 || count > shell.positional.length) return 1;
    shell.positional = shell.positional.slice(count);
    return 0;
  },
  let: (shell, args) => {
    let value = 0n;
    try {
      for (const text of args) value = shell.attempt(text);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      shell.complain(`let: ${error.message}\n`);
    }
    return value === 0n ? 1 : 0;
  },
  getopts: readOption,
};

function unset(shell: Shell, name: string, options: string): boolean {
  const element = /^([A-Za-z_]\w*)\[(.*)\]$/s.exec(name);
  if (element === null && !options.includes('f') && !/^[A-Za-z_]\w*$/.test(name)) {
    if (!options.includes('v') && shell.functions.has(name)) {
      shell.variables.drop(shell.functions, name);
      return true;
    }
    // Without -v it may be the name of a function that there is not.
    return !options.includes('v');
  }
  if (element !== null) return unsetElement(shell, element[1] as string, element[2] as string);
  const target = options.includes('n') ? name : shell.resolve(name);
  const variable = shell.variables.get(target);
  if (variable === undefined) {
    if (!options.includes('v') && shell.functions.has(name)) shell.variables.drop(shell.functions, name);
    return true;
  }
  if ((variable.attributes & ATTRIBUTE.readonly) !== 0) {
    shell.complain(`unset: ${name}: cannot unset: readonly variable\n`);
    return false;
  }
  shell.variables.unset(target);
  return true;
}

function unsetElement(shell: Shell, name: string, key: string): boolean {
  const target = shell.resolve(name);
  const variable = shell.variables.get(target);
  if (variable === undefined) return true;
  shell.checkWritable(target, variable);
  if (variable.kind === 'associative') {
    const map = new Map(variable.map);
    map.delete(expandKey(shell, key));
    shell.variables.set(target, { ...variable, map });
    return true;
  }
  if (key === '@' || key === '*') {
    // Since bash 5.2 the array stays, without elements.
    if (shell.compat < 52) shell.variables.unset(target);
    else shell.variables.set(target, { kind: 'indexed', list: [], attributes: variable.attributes });
    return true;
  }
  const list = listOf(variable);
  list[shell.place(key, list.length)] = undefined;
  while (list.length > 0 && list.at(-1) === undefined) list.pop();
  shell.variables.set(target, { kind: 'indexed', list, attributes: variable.attributes });
  return true;
}
