// Variables of bash: values that never change once made, names that come and go with functions and subshells.
// Lookup is by one table; a local name keeps what it hides, and a subshell keeps what it changes.

import { getOrMake } from '../../base/get-or-make.js';
import { Unknown } from '../syntax/outcome.js';

export const ATTRIBUTE = {
  exported: 1,
  readonly: 2,
  integer: 4,
  lower: 8,
  upper: 16,
  reference: 32,
  /** Declared as an array and never given a value. */
  bare: 64,
} as const;

interface Attributed {
  /** Of `ATTRIBUTE`, added up. */
  readonly attributes: number;
}

export interface Scalar extends Attributed {
  readonly kind: 'scalar';
  /** Null where it was declared and has no value. */
  readonly value: string | null;
}

interface IndexedArray extends Attributed {
  readonly kind: 'indexed';
  /** Places without an element are undefined. */
  readonly list: readonly (string | undefined)[];
}

interface AssociativeArray extends Attributed {
  readonly kind: 'associative';
  readonly map: ReadonlyMap<string, string>;
}

export type Variable = Scalar | IndexedArray | AssociativeArray;

type Table = Map<string, Variable>;
type Hidden = Map<string, Variable | undefined>;

interface Frame {
  readonly hidden: Hidden;
  /** Names that are local because they were assigned before the call: `x=1 f`. */
  readonly passing: boolean;
}

/** What a subshell has to take back: by table and key the value before its first change, `ABSENT` for none. */
type Changes = Map<Map<string, unknown>, Map<string, unknown>>;

const ABSENT = Symbol('absent');

/** UTF-16 units that the variables of one shell may hold at a time; the most seen in a tree is 1.3 M. */
const MOST_HELD = 16_000_000;

function sizeOf(variable: Variable | undefined): number {
  if (variable === undefined) return 0;
  let size = 64;
  if (variable.kind === 'scalar') size += variable.value?.length ?? 0;
  else if (variable.kind === 'indexed') for (const value of variable.list) size += 16 + (value?.length ?? 0);
  else for (const [key, value] of variable.map) size += 64 + key.length + value.length;
  return size;
}

export class Variables {
  readonly #table: Table = new Map();
  /** What is let go by other ways than setting anew is not counted off: an upper bound. */
  #held = 0;
  /** For each function that runs, what its local names hide; before it, what assignments before its call hide. */
  readonly #frames: Frame[] = [];
  /** Of the innermost subshell; null outside of all. */
  #changes: Changes | null = null;
  readonly #outer: (Changes | null)[] = [];

  get(name: string): Variable | undefined {
    return this.#table.get(name);
  }

  set(name: string, variable: Variable): void {
    this.#held += sizeOf(variable) - sizeOf(this.#table.get(name));
    if (this.#held > MOST_HELD) throw new Unknown('its variables hold more text than allowed');
    this.put(this.#table, name, variable);
  }

  /** Unsets it where it is local; the name of an outer function shows again what it hid. */
  unset(name: string): void {
    const hiding = this.#frames.findLastIndex(({ hidden }) => hidden.has(name));
    if (hiding === -1 || hiding === this.#frames.length - 1) {
      this.drop(this.#table, name);
      return;
    }
    const { hidden } = this.#frames[hiding] as Frame;
    const before = hidden.get(name);
    this.drop(hidden, name);
    this.#restore(this.#table, name, before);
  }

  names(): Iterable<string> {
    return this.#table.keys();
  }

  isInFunction(): boolean {
    return this.#frames.length > 0;
  }

  /** Makes a name local to the function that runs. True where it has no value there yet. */
  hide(name: string): boolean {
    const frame = this.#frames.at(-1);
    if (frame === undefined || frame.hidden.has(name)) return false;
    this.put(frame.hidden, name, this.#table.get(name));
    // A value given before the call stays.
    const outer = this.#frames.at(-2);
    return frame.passing || !(outer?.passing === true && outer.hidden.has(name));
  }

  /** Runs `body` where the name means the variable that functions hide: `declare -g`. */
  atGlobal(name: string, body: () => void): void {
    const frame = this.#frames.find(({ hidden }) => hidden.has(name));
    if (frame === undefined) {
      body();
      return;
    }
    const local = this.#table.get(name);
    this.#restore(this.#table, name, frame.hidden.get(name));
    body();
    this.put(frame.hidden, name, this.#table.get(name));
    this.#restore(this.#table, name, local);
  }

  #restore(table: Table, name: string, variable: Variable | undefined): void {
    if (variable === undefined) this.drop(table, name);
    else this.put(table, name, variable);
  }

  enterFunction(passing = false): void {
    this.#frames.push({ hidden: new Map(), passing });
  }

  leaveFunction(): void {
    const { hidden } = this.#frames.pop() as Frame;
    for (const [name, before] of hidden) this.#restore(this.#table, name, before);
  }

  enterSubshell(): void {
    this.#outer.push(this.#changes);
    this.#changes = new Map();
  }

  leaveSubshell(): void {
    for (const [table, values] of this.#changes as Changes) {
      for (const [key, before] of values) {
        if (before === ABSENT) table.delete(key);
        else table.set(key, before);
      }
    }
    this.#changes = this.#outer.pop() as Changes | null;
  }

  /** Sets an entry of any table such that a subshell takes it back. */
  put<V>(table: Map<string, V>, key: string, value: V): void {
    this.#note(table, key);
    table.set(key, value);
  }

  drop<V>(table: Map<string, V>, key: string): void {
    if (!table.has(key)) return;
    this.#note(table, key);
    table.delete(key);
  }

  #note<V>(table: Map<string, V>, key: string): void {
    if (this.#changes === null) return;
    const any = table as Map<string, unknown>;
    const values = getOrMake(this.#changes, any, () => new Map<string, unknown>());
    if (!values.has(key)) values.set(key, any.has(key) ? any.get(key) : ABSENT);
  }
}

export function scalar(value: string | null, attributes = 0): Scalar {
  return { kind: 'scalar', value, attributes };
}

/** Keys of bash's hash table in the order in which it lists them (`hashlib.c`): by place, the newest first. */
export function orderKeys(map: ReadonlyMap<string, string>): readonly string[] {
  const keys = [...map.keys()];
  if (keys.length < 2) return keys;
  // The table doubles, and is filled again, whenever it holds twice as many entries as places.
  let places = 1024;
  while (keys.length > places * 2) places *= 4;
  return keys
    .map((key, age) => ({ key, age, place: hashKey(key) & (places - 1) }))
    .sort((a, b) => a.place - b.place || b.age - a.age)
    .map(({ key }) => key);
}

const encoder = new TextEncoder();

/** FNV-1, 32 bits. */
function hashKey(key: string): number {
  let hash = 2_166_136_261;
  for (const byte of encoder.encode(key)) hash = Math.imul(hash, 16_777_619) ^ byte;
  return hash >>> 0;
}
