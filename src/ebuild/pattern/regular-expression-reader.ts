// POSIX extended regular expressions as trees.

import { Unknown } from '../syntax/outcome.js';
import { readBracket } from './bracket-expression.js';
import type { Step } from './regular-expression-step.js';

/** It is no regular expression: `[[ ]]` has the status 2. */
export class BadExpression extends Error {}

export type Tree =
  | { readonly kind: 'empty' }
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'sequence'; readonly items: readonly Tree[] }
  | { readonly kind: 'choice'; readonly items: readonly Tree[] }
  | { readonly kind: 'repeat'; readonly item: Tree; readonly least: number; readonly most: number }
  | { readonly kind: 'group'; readonly item: Tree; readonly number: number };

export interface ReadExpression {
  readonly tree: Tree;
  /** How many pairs of parentheses it has. */
  readonly groups: number;
}

/** Throws `BadExpression`, or `Unknown` for what is not read here. */
export function readRegularExpression(source: string): ReadExpression {
  return new ExpressionReader(source).read();
}

class ExpressionReader {
  readonly #source: string;
  #at = 0;
  #groups = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
  }

  read(): ReadExpression {
    const tree = this.#choice();
    if (this.#at < this.#source.length) this.#fail();
    return { tree, groups: this.#groups };
  }

  #fail(): never {
    throw new Unknown(`the regular expression ${this.#source} is not understood`);
  }

  #sees(operator: string): boolean {
    return this.#source[this.#at] === operator;
  }

  #skip(operator: string): boolean {
    if (!this.#sees(operator)) return false;
    this.#at++;
    return true;
  }

  #choice(): Tree {
    if (++this.#depth > 200) this.#fail();
    const items = [this.#sequence()];
    while (this.#skip('|')) items.push(this.#sequence());
    this.#depth--;
    return items.length === 1 ? (items[0] as Tree) : { kind: 'choice', items };
  }

  #sequence(): Tree {
    const items: Tree[] = [];
    while (this.#at < this.#source.length && !this.#sees('|') && !(this.#depth > 1 && this.#sees(')'))) {
      items.push(this.#repeated(this.#atom()));
    }
    return items.length === 1 ? (items[0] as Tree) : { kind: 'sequence', items };
  }

  #repeated(atom: Tree): Tree {
    let item = atom;
    for (;;) {
      if (this.#skip('*')) item = { kind: 'repeat', item, least: 0, most: Number.POSITIVE_INFINITY };
      else if (this.#skip('+')) item = { kind: 'repeat', item, least: 1, most: Number.POSITIVE_INFINITY };
      else if (this.#skip('?')) item = { kind: 'repeat', item, least: 0, most: 1 };
      else if (this.#sees('{')) {
        item = { kind: 'repeat', item, ...this.#bounds() };
      } else return item;
    }
  }

  #bounds(): { readonly least: number; readonly most: number } {
    const match = /^\{(\d*)(,?)(\d*)\}/.exec(this.#source.slice(this.#at, this.#at + 20));
    if (match === null || (match[1] === '' && match[3] === '')) throw new BadExpression(this.#source);
    this.#at += match[0].length;
    const least = Number(match[1]);
    const most = match[2] === '' ? least : match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3]);
    if (least > most || least > 32_767) throw new BadExpression(this.#source);
    if (least > 255 || (most !== Number.POSITIVE_INFINITY && most > 255)) this.#fail();
    return { least, most };
  }

  #atom(): Tree {
    if (this.#skip('(')) {
      const number = ++this.#groups;
      const item = this.#choice();
      if (!this.#skip(')')) throw new BadExpression(this.#source);
      return { kind: 'group', item, number };
    }
    const char = this.#source[this.#at] as string;
    if (char === '[') {
      const bracket = readBracket(this.#source, this.#at, false);
      if (bracket === null) throw new BadExpression(this.#source);
      this.#at = bracket.end;
      return one(bracket.accepts);
    }
    this.#at++;
    if (char === '.') return one(() => true);
    if (char === '^') {
      if (/[*+?{]/.test(this.#source[this.#at] ?? '')) throw new BadExpression(this.#source);
      return { kind: 'step', step: { kind: 'start' } };
    }
    if (char === '$') return { kind: 'step', step: { kind: 'end' } };
    if (/[*+?{]/.test(char)) throw new BadExpression(this.#source);
    if (char !== '\\') return text(char);
    return this.#escape();
  }

  #escape(): Tree {
    const char = this.#source[this.#at++];
    if (char === undefined) throw new BadExpression(this.#source);
    const word = /\w/;
    switch (char) {
      case 'w':
        return one(c => word.test(c));
      case 'W':
        return one(c => !word.test(c));
      case 's':
        return one(c => /[ \t\n\v\f\r]/.test(c));
      case 'S':
        return one(c => !/[ \t\n\v\f\r]/.test(c));
      case 'b':
        return { kind: 'step', step: { kind: 'edge', wanted: 'word' } };
      case 'B':
        return { kind: 'step', step: { kind: 'edge', wanted: 'inside' } };
      case '<':
        return { kind: 'step', step: { kind: 'edge', wanted: 'begin' } };
      case '>':
        return { kind: 'step', step: { kind: 'edge', wanted: 'finish' } };
      default:
        if (/[1-9]/.test(char as string)) this.#fail();
        return text(char as string);
    }
  }
}

function text(char: string): Tree {
  return one(other => other === char);
}

function one(accepts: (char: string) => boolean): Tree {
  return { kind: 'step', step: { kind: 'one', accepts } };
}
