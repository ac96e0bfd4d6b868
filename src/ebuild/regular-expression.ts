// POSIX extended regular expressions (`[[ x =~ y ]]`, `grep -E`, `sed`): the leftmost match, and of those the longest. Worked through with
// sets of states, so that the time taken grows with the text and not beyond it.

import { readBracket } from './bracket-expression.js';
import { Unknown } from './outcome.js';
import type { Spend } from './pattern.js';

/** The text matched and that of each group (empty where it took no part), or null. Throws `Unknown` for what is not read here. */
export function findRegularExpression(source: string, text: string, spend: Spend, from = 0): string[] | null {
  const match = searchRegularExpression(compileRegularExpression(source), text, spend, from);
  if (match === null) return null;
  const { groups } = match;
  const found: string[] = [];
  for (let at = 0; at < groups.length; at += 2) {
    const [start, end] = [groups[at] as number, groups[at + 1] as number];
    found.push(start < 0 || end < 0 ? '' : text.slice(start, end));
  }
  return found;
}

/** One instruction of the machine that matches. */
type Step =
  | { readonly kind: 'one'; readonly accepts: (char: string) => boolean }
  | { readonly kind: 'fork'; readonly first: number; readonly second: number }
  | { readonly kind: 'go'; readonly to: number }
  | { readonly kind: 'mark'; readonly slot: number }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'edge'; readonly wanted: 'word' | 'inside' | 'begin' | 'finish' }
  | { readonly kind: 'accept' };

export interface RegularExpression {
  readonly steps: readonly Step[];
  readonly groups: number;
}

const known = new Map<string, RegularExpression>();

export interface ReadOptions {
  /** `grep` and `sed` without -E: groups and repetition need a backslash. */
  readonly basic?: boolean;
  readonly ignoreCase?: boolean;
}

export function compileRegularExpression(source: string, options: ReadOptions = {}): RegularExpression {
  const key = `${options.basic === true ? 'b' : 'e'}${options.ignoreCase === true ? 'i' : ''}${source}`;
  let compiled = known.get(key);
  if (compiled === undefined) {
    if (known.size > 2_000) known.clear();
    compiled = new ExpressionReader(source, options).compile();
    known.set(key, compiled);
  }
  return compiled;
}

type Tree =
  | { readonly kind: 'empty' }
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'sequence'; readonly items: readonly Tree[] }
  | { readonly kind: 'choice'; readonly items: readonly Tree[] }
  | { readonly kind: 'repeat'; readonly item: Tree; readonly least: number; readonly most: number }
  | { readonly kind: 'group'; readonly item: Tree; readonly number: number };

const MOST_STEPS = 20_000;

class ExpressionReader {
  private readonly source: string;
  private readonly basic: boolean;
  private readonly ignoreCase: boolean;
  private at = 0;
  private groups = 0;
  private depth = 0;
  private readonly steps: Step[] = [];

  constructor(source: string, { basic = false, ignoreCase = false }: ReadOptions) {
    this.source = source;
    this.basic = basic;
    this.ignoreCase = ignoreCase;
  }

  compile(): RegularExpression {
    const tree = this.choice();
    if (this.at < this.source.length) this.fail();
    this.emit({ kind: 'group', item: tree, number: 0 });
    this.add({ kind: 'accept' });
    return { steps: this.steps, groups: this.groups };
  }

  private fail(): never {
    throw new Unknown(`the regular expression ${this.source} is not understood`);
  }

  /** Whether an operator stands here; with a backslash before it in basic expressions. */
  private sees(operator: string): boolean {
    return this.source.startsWith(this.basic ? `\\${operator}` : operator, this.at);
  }

  private skip(operator: string): boolean {
    if (!this.sees(operator)) return false;
    this.at += this.basic ? operator.length + 1 : operator.length;
    return true;
  }

  private choice(): Tree {
    if (++this.depth > 200) this.fail();
    const items = [this.sequence()];
    while (this.skip('|')) items.push(this.sequence());
    this.depth--;
    return items.length === 1 ? (items[0] as Tree) : { kind: 'choice', items };
  }

  private sequence(): Tree {
    const items: Tree[] = [];
    while (this.at < this.source.length && !this.sees('|') && !(this.depth > 1 && this.sees(')'))) {
      const start = items.length === 0;
      items.push(this.repeated(this.atom(start), start));
    }
    return items.length === 1 ? (items[0] as Tree) : { kind: 'sequence', items };
  }

  private repeated(atom: Tree, _start: boolean): Tree {
    let item = atom;
    for (;;) {
      if (this.source[this.at] === '*') {
        this.at++;
        item = { kind: 'repeat', item, least: 0, most: Number.POSITIVE_INFINITY };
      } else if (this.skip('+')) item = { kind: 'repeat', item, least: 1, most: Number.POSITIVE_INFINITY };
      else if (this.skip('?')) item = { kind: 'repeat', item, least: 0, most: 1 };
      else if (this.sees('{')) {
        const bounds = this.bounds();
        if (bounds === null) return item;
        item = { kind: 'repeat', item, ...bounds };
      } else return item;
    }
  }

  private bounds(): { readonly least: number; readonly most: number } | null {
    const match = (this.basic ? /^\\\{(\d*)(,?)(\d*)\\\}/ : /^\{(\d*)(,?)(\d*)\}/).exec(
      this.source.slice(this.at),
    );
    if (match === null || (match[1] === '' && match[3] === '')) return null;
    this.at += match[0].length;
    const least = Number(match[1]);
    const most = match[2] === '' ? least : match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3]);
    if (least > 255 || (most !== Number.POSITIVE_INFINITY && most > 255)) this.fail();
    return { least, most };
  }

  private atom(start: boolean): Tree {
    if (this.skip('(')) {
      const number = ++this.groups;
      const item = this.choice();
      if (!this.skip(')')) this.fail();
      return { kind: 'group', item, number };
    }
    const char = this.source[this.at] as string;
    if (char === '[') {
      const bracket = readBracket(this.source, this.at, false);
      if (bracket === null) this.fail();
      this.at = (bracket as { end: number }).end;
      return this.one((bracket as { accepts: (char: string) => boolean }).accepts);
    }
    this.at++;
    if (char === '.') return this.one(() => true);
    if (char === '^' && (!this.basic || start)) return { kind: 'step', step: { kind: 'start' } };
    if (char === '$' && (!this.basic || this.at === this.source.length || this.sees(')') || this.sees('|')))
      return { kind: 'step', step: { kind: 'end' } };
    if (char === '*' && start) return this.text('*');
    if (!this.basic && /[*+?{]/.test(char) && start) {
      if (char === '{') return this.text(char);
      this.fail();
    }
    if (char !== '\\') return this.text(char);
    return this.escape();
  }

  private escape(): Tree {
    const char = this.source[this.at++];
    if (char === undefined) this.fail();
    const word = /\w/;
    switch (char) {
      case 'w':
        return this.one(c => word.test(c));
      case 'W':
        return this.one(c => !word.test(c));
      case 's':
        return this.one(c => /[ \t\n\v\f\r]/.test(c));
      case 'S':
        return this.one(c => !/[ \t\n\v\f\r]/.test(c));
      case 'b':
        return { kind: 'step', step: { kind: 'edge', wanted: 'word' } };
      case 'B':
        return { kind: 'step', step: { kind: 'edge', wanted: 'inside' } };
      case '<':
        return { kind: 'step', step: { kind: 'edge', wanted: 'begin' } };
      case '>':
        return { kind: 'step', step: { kind: 'edge', wanted: 'finish' } };
      case 'n':
        return this.basic ? this.text('\n') : this.text('n');
      default:
        if (/[1-9]/.test(char as string)) this.fail();
        return this.text(char as string);
    }
  }

  private text(char: string): Tree {
    return this.one(other => other === char);
  }

  private one(accepts: (char: string) => boolean): Tree {
    const either = (char: string) =>
      accepts(char) || accepts(char.toLowerCase()) || accepts(char.toUpperCase());
    return { kind: 'step', step: { kind: 'one', accepts: this.ignoreCase ? either : accepts } };
  }

  private add(step: Step): number {
    if (this.steps.length > MOST_STEPS) throw new Unknown('a regular expression is larger than allowed');
    return this.steps.push(step) - 1;
  }

  private emit(tree: Tree): void {
    switch (tree.kind) {
      case 'empty':
        return;
      case 'step':
        this.add(tree.step);
        return;
      case 'sequence':
        for (const item of tree.items) this.emit(item);
        return;
      case 'choice':
        this.emitChoice(tree.items);
        return;
      case 'group':
        this.add({ kind: 'mark', slot: tree.number * 2 });
        this.emit(tree.item);
        this.add({ kind: 'mark', slot: tree.number * 2 + 1 });
        return;
      case 'repeat':
        for (let i = 0; i < tree.least; i++) this.emit(tree.item);
        if (tree.most === Number.POSITIVE_INFINITY) this.emitStar(tree.item);
        else for (let i = tree.least; i < tree.most; i++) this.emitMaybe(tree.item);
    }
  }

  private emitChoice(items: readonly Tree[]): void {
    const [first, ...rest] = items as [Tree, ...Tree[]];
    if (rest.length === 0) {
      this.emit(first);
      return;
    }
    const fork = this.add({ kind: 'fork', first: 0, second: 0 });
    this.emit(first);
    const go = this.add({ kind: 'go', to: 0 });
    this.steps[fork] = { kind: 'fork', first: fork + 1, second: this.steps.length };
    this.emitChoice(rest);
    this.steps[go] = { kind: 'go', to: this.steps.length };
  }

  private emitStar(item: Tree): void {
    const fork = this.add({ kind: 'fork', first: 0, second: 0 });
    this.emit(item);
    this.add({ kind: 'go', to: fork });
    this.steps[fork] = { kind: 'fork', first: fork + 1, second: this.steps.length };
  }

  private emitMaybe(item: Tree): void {
    const fork = this.add({ kind: 'fork', first: 0, second: 0 });
    this.emit(item);
    this.steps[fork] = { kind: 'fork', first: fork + 1, second: this.steps.length };
  }
}

export interface Match {
  readonly start: number;
  readonly end: number;
  /** Start and end of the match and of each group; -1 where it took no part. */
  readonly groups: readonly number[];
}

type Thread = { readonly at: number; readonly marks: readonly number[] };

/** The leftmost match at or after `from`; the longest of those that start there. */
export function searchRegularExpression(
  { steps, groups }: RegularExpression,
  text: string,
  spend: Spend,
  from = 0,
): Match | null {
  const none: readonly number[] = new Array<number>((groups + 1) * 2).fill(-1);
  let best: readonly number[] | null = null;
  let threads: Thread[] = [];
  for (let place = from; place <= text.length; place++) {
    // A thread that begins later is never better than one that has begun.
    if (best === null) threads = [...threads, { at: 0, marks: none }];
    if (threads.length === 0) break;
    const { alive, accepted } = follow(steps, threads, text, place, spend);
    if (accepted !== null) {
      if (best === null || (accepted[0] as number) < (best[0] as number)) best = accepted;
      else if (accepted[0] === best[0]) best = accepted;
    }
    const first: number | undefined = best?.[0];
    const char = text[place];
    threads =
      char === undefined
        ? []
        : alive
            .filter(thread => first === undefined || thread.marks[0] === first)
            .filter(({ at }) => (steps[at] as Extract<Step, { kind: 'one' }>).accepts(char))
            .map(({ at, marks }) => ({ at: at + 1, marks }));
  }
  if (best === null) return null;
  return { start: best[0] as number, end: best[1] as number, groups: best };
}

/** All threads moved on to where they wait for a character. Of those that meet, the first stays. */
function follow(
  steps: readonly Step[],
  threads: readonly Thread[],
  text: string,
  place: number,
  spend: Spend,
): { readonly alive: readonly Thread[]; readonly accepted: readonly number[] | null } {
  const seen = new Set<number>();
  const alive: Thread[] = [];
  let accepted: readonly number[] | null = null;
  const pending: Thread[] = [...threads].reverse();
  for (let thread = pending.pop(); thread !== undefined; thread = pending.pop()) {
    const { at, marks } = thread;
    if (seen.has(at)) continue;
    seen.add(at);
    const step = steps[at] as Step;
    switch (step.kind) {
      case 'one':
        alive.push(thread);
        break;
      case 'accept':
        accepted ??= marks;
        break;
      case 'fork':
        pending.push({ at: step.second, marks }, { at: step.first, marks });
        break;
      case 'go':
        pending.push({ at: step.to, marks });
        break;
      case 'mark':
        pending.push({ at: at + 1, marks: marks.with(step.slot, place) });
        break;
      default:
        if (holds(step, text, place)) pending.push({ at: at + 1, marks });
    }
  }
  spend(seen.size / 8);
  return { alive, accepted };
}

function holds(
  step: Extract<Step, { kind: 'start' | 'end' | 'edge' }>,
  text: string,
  place: number,
): boolean {
  if (step.kind === 'start') return place === 0;
  if (step.kind === 'end') return place === text.length;
  const isWord = (char: string | undefined) => char !== undefined && /\w/.test(char);
  const [before, after] = [isWord(text[place - 1]), isWord(text[place])];
  switch (step.wanted) {
    case 'word':
      return before !== after;
    case 'inside':
      return before === after;
    case 'begin':
      return !before && after;
    case 'finish':
      return before && !after;
  }
}
