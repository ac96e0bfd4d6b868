// Builtins that change variables and positional parameters.

import { ShellError, Unknown } from '../outcome.js';
import { type Builtin, listOf, type Shell } from '../shell.js';
import { ATTRIBUTE } from '../variables.js';

export const VARIABLES: Readonly<Record<string, Builtin>> = {
  unset: (shell, args) => {
    const options = args.filter(argument => /^-[fvn]+$/.test(argument)).join('');
    const names = args.filter(argument => !/^-[fvn]+$/.test(argument) && argument !== '--');
    let status = 0;
    for (const name of names) {
      if (options.includes('f')) shell.variables.drop(shell.functions, name);
      else if (!unset(shell, name, options)) status = 1;
    }
    return status;
  },
  shift: (shell, [text = '1']) => {
    const count = Number(shell.calculate(text));
    if (count < 0 || count > shell.positional.length) return 1;
    shell.positional = shell.positional.slice(count);
    return 0;
  },
  let: (shell, args) => {
    if (args.length === 0) throw new ShellError('let: expression expected');
    let value = 0n;
    for (const text of args) value = shell.calculate(text);
    return value === 0n ? 1 : 0;
  },
  getopts: () => {
    throw new Unknown('it runs getopts');
  },
};

function unset(shell: Shell, name: string, options: string): boolean {
  const element = /^([A-Za-z_]\w*)\[(.*)\]$/s.exec(name);
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
    map.delete(key.replace(/^(['"])(.*)\1$/s, '$2'));
    shell.variables.set(target, { ...variable, map });
    return true;
  }
  if (key === '@' || key === '*') {
    shell.variables.unset(target);
    return true;
  }
  const list = listOf(variable);
  list[shell.place(key, list.length)] = undefined;
  while (list.length > 0 && list.at(-1) === undefined) list.pop();
  shell.variables.set(target, { kind: 'indexed', list, attributes: variable.attributes });
  return true;
}
