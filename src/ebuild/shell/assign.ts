// Assignments: `a=b`, `a+=b`, `a[i]=b`, `a=(b [3]=c)`.

import { ShellError } from '../syntax/outcome.js';
import type { ArrayLiteral, Assignment, Word } from '../syntax/syntax-tree.js';
import { expandFields, expandText } from './expand-word.js';
import { listOf, type Shell } from './shell.js';
import { expandKey } from './subscript.js';
import { ATTRIBUTE } from './variables.js';

/** A value for a name that may be an element: `x`, `x[1]`. */
export function assign(shell: Shell, name: string, value: string): void {
  const open = name.indexOf('[');
  if (open > 0 && name.endsWith(']')) {
    const [array, key] = [name.slice(0, open), name.slice(open + 1, -1)];
    const isMap = shell.find(array)?.kind === 'associative';
    shell.assignElement(array, isMap ? expandKey(shell, key) : key, value);
  } else shell.assign(name, value);
}

export function runAssignment(shell: Shell, { name, index, append, value }: Assignment): void {
  if (value.kind === 'array') {
    if (index !== null) throw new ShellError(`${name}: cannot assign list to array member`);
    assignItems(shell, name, expandItems(shell, value), append);
    return;
  }
  const text = expandText(shell, value, true);
  if (index === null) shell.assign(name, text, append);
  else shell.assignElement(name, keyOf(shell, name, index), text, append);
}

/** A subscript as text: the key of an associative array, or an expression. */
export function keyOf(shell: Shell, name: string, index: Word): string {
  const key = expandText(shell, index);
  if (key.trim() === '' && shell.find(name)?.kind !== 'associative')
    throw new ShellError(`${name}[]: bad array subscript`);
  return key;
}

export interface Item {
  readonly key: string | null;
  readonly append: boolean;
  readonly value: string;
}

/** The elements of a list, expanded: before the array changes, since they may read it. */
export function expandItems(shell: Shell, { elements }: ArrayLiteral): readonly Item[] {
  return elements.flatMap((element): readonly Item[] => {
    if (element.key === null)
      return expandFields(shell, element.value).map(value => ({ key: null, append: false, value }));
    const { key, value } = element;
    return [{ key: expandText(shell, key), append: element.append, value: expandText(shell, value, true) }];
  });
}

export function assignItems(shell: Shell, name: string, items: readonly Item[], append: boolean): void {
  shell.limits.list(items.length);
  const target = shell.resolve(name);
  const before = shell.variables.get(target);
  shell.checkWritable(target, before);
  const attributes = (before?.attributes ?? 0) & ~ATTRIBUTE.bare;
  if (before?.kind === 'associative') {
    shell.variables.set(target, { kind: 'associative', map: append ? before.map : new Map(), attributes });
    assignPairs(shell, target, items);
    return;
  }
  const list = append ? listOf(before) : [];
  shell.limits.spend(list.length / 16);
  if (attributes === 0 && items.every(item => item.key === null)) {
    for (const { value } of items) list.push(value);
    shell.variables.set(target, { kind: 'indexed', list, attributes });
    return;
  }
  shell.variables.set(target, { kind: 'indexed', list, attributes });
  let place = list.length;
  for (const item of items) {
    if (item.key !== null) place = shell.place(item.key, listOf(shell.variables.get(target)).length);
    shell.assignElement(target, String(place), item.value, item.append);
    place++;
  }
}

/** Of an associative array: `[key]=value`, or keys and values in turn (bash 5.1). */
function assignPairs(shell: Shell, name: string, items: readonly Item[]): void {
  if (items.some(item => item.key !== null)) {
    for (const item of items) {
      if (item.key === null)
        throw new ShellError(`${name}: ${item.value}: must use subscript when assigning associative array`);
      shell.assignElement(name, item.key, item.value, item.append);
    }
    return;
  }
  for (let at = 0; at < items.length; at += 2)
    shell.assignElement(name, items[at]?.value ?? '', items[at + 1]?.value ?? '');
}
