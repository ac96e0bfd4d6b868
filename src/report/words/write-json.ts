// JSON in pieces: a list may be longer than a string can be, each of its members is not.

import { stringifyJson } from './stringify-json.js';

/** A list that is written as it is made. */
export type Streamed = Iterable<unknown>;

/** An object as `JSON.stringify(record, null, 2)` writes it and a line feed; `lists` are its longer members, in their order. */
export function* writeJson(parts: readonly (readonly [string, unknown | Lazy])[]): Generator<string> {
  yield '{';
  for (const [at, [key, value]] of parts.entries()) {
    yield `${at === 0 ? '' : ','}\n  ${stringifyJson(key)}: `;
    if (value instanceof Lazy) yield* writeList(value.items);
    else yield indent(stringifyJson(value, 2), '  ');
  }
  yield parts.length === 0 ? '}\n' : '\n}\n';
}

/** Marks what is asked for its members one after the other. */
export class Lazy {
  readonly items: Streamed;

  constructor(items: Streamed) {
    this.items = items;
  }
}

function* writeList(items: Streamed): Generator<string> {
  let isEmpty = true;
  for (const item of items) {
    yield `${isEmpty ? '[' : ','}\n    ${indent(stringifyJson(item, 2), '    ')}`;
    isEmpty = false;
  }
  yield isEmpty ? '[]' : '\n  ]';
}

function indent(text: string, by: string): string {
  return text.replaceAll('\n', `\n${by}`);
}
