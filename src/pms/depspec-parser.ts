// A cursor over the white-space separated tokens of a dependency specification (PMS 8.2). Groups are kept on a stack, so that
// no nesting of a stranger's text exhausts that of the machine.

import type { Atom, AtomOptions } from './atom.js';
import type { DepspecNode, GroupType } from './depspec.js';
import type { DepspecKind } from './depspec-leaf.js';
import { isFileName, isFlag, readToken, type SourceUri } from './depspec-leaf.js';
import { type EapiFeatures, eapiFeatures } from './eapi.js';
import { parseAtom } from './parse-atom.js';
import { PmsSyntaxError } from './syntax-error.js';
import { isConditionalUse } from './use-dependency.js';

interface Open<T> {
  readonly type: GroupType | 'use-conditional';
  readonly flag: string;
  readonly negated: boolean;
  readonly start: number;
  readonly children: DepspecNode<T>[];
}

/** Nesting beyond this is refused: no ebuild comes near, and recursion over the tree stays safe. */
const MAXIMUM_DEPTH = 1000;
const TOO_DEEP = `groups are nested at most ${MAXIMUM_DEPTH} deep`;
const OPENING = 0x28;
const CLOSING = 0x29;
const QUESTION_MARK = 0x3f;

/** Whether a text breaks no rule of the specification, but this limit. */
export function isTooDeep({ rule }: PmsSyntaxError): boolean {
  return rule === TOO_DEEP;
}

export class DepspecParser<T> {
  /** See `Depspec`. */
  reduced = true;
  #at = 0;
  #tokenStart = 0;
  readonly #text: string;
  readonly #kind: DepspecKind;
  readonly #eapi: string | undefined;
  readonly #features: EapiFeatures | null;
  readonly #readAtom: (text: string, options: AtomOptions) => Atom;
  readonly #atomOptions: AtomOptions;
  readonly #emptyGroups: boolean;
  readonly #stack: Open<T>[] = [];
  readonly #top: DepspecNode<T>[] = [];

  constructor(text: string, kind: DepspecKind, options: DepspecOptions<DepspecKind>) {
    this.#text = text;
    this.#kind = kind;
    this.#eapi = options.eapi;
    this.#features = options.eapi === undefined ? null : eapiFeatures(options.eapi);
    this.#readAtom = options.readAtom ?? parseAtom;
    this.#atomOptions = options.eapi === undefined ? ANY : { eapi: options.eapi };
    this.#emptyGroups = kind === 'required-use' && options.emptyGroups === true;
  }

  parse(): DepspecNode<T>[] {
    let children = this.#top;
    while (this.#next()) {
      const start = this.#tokenStart;
      const size = this.#at - start;
      const first = this.#text.charCodeAt(start);
      const last = this.#text.charCodeAt(this.#at - 1);
      if (size === 1 && first === CLOSING) children = this.#close();
      else if (size === 1 && first === OPENING) children = this.#open('all-of', start);
      else if (size === 2 && groupType(first, last) !== null) children = this.#openGroup(start);
      else if (last === QUESTION_MARK) children = this.#openConditional(start);
      else children.push({ type: 'leaf', value: this.#readLeaf(start), start, end: this.#at });
    }
    const open = this.#stack.at(-1);
    if (open !== undefined) throw this.#error(open.start, 'PMS 8.2: a group is closed by " )"');
    return this.#top;
  }

  /** Moves to the next token, [tokenStart, at); false at the end. */
  #next(): boolean {
    const text = this.#text;
    const length = text.length;
    let start = this.#at;
    while (start < length && isSpace(text.charCodeAt(start))) start++;
    let end = start;
    while (end < length && !isSpace(text.charCodeAt(end))) end++;
    this.#tokenStart = start;
    this.#at = end;
    return start < end;
  }

  #token(): string {
    return this.#text.slice(this.#tokenStart, this.#at);
  }

  #open(type: Open<T>['type'], start: number, flag = '', negated = false): DepspecNode<T>[] {
    if (this.#stack.length >= MAXIMUM_DEPTH) {
      throw this.#error(start, TOO_DEEP);
    }
    const children: DepspecNode<T>[] = [];
    this.#stack.push({ type, flag, negated, start, children });
    return children;
  }

  #openGroup(start: number): DepspecNode<T>[] {
    const type = groupType(this.#text.charCodeAt(start), this.#text.charCodeAt(start + 1)) as GroupType;
    const allowed =
      this.#kind === 'required-use' ||
      (type === 'any-of' && (this.#kind === 'dependency' || this.#kind === 'license'));
    if (!allowed) throw this.#error(start, `PMS 8.2: ${type} groups do not belong in ${this.#kind}`);
    if (type === 'at-most-one-of' && this.#features?.atMostOneOf === false) {
      throw this.#error(start, `EAPI ${this.#eapi} has no ?? groups (PMS 8.2)`);
    }
    this.#bracket();
    return this.#open(type, start);
  }

  #openConditional(start: number): DepspecNode<T>[] {
    const negated = this.#text.charCodeAt(start) === 0x21;
    const flag = this.#text.slice(negated ? start + 1 : start, this.#at - 1);
    if (!isFlag(flag)) throw this.#error(start, 'PMS 3.1.4: a condition names a USE flag');
    this.#bracket();
    this.reduced = false;
    return this.#open('use-conditional', start, flag, negated);
  }

  #bracket(): void {
    const before = this.#token();
    if (
      this.#next() &&
      this.#at - this.#tokenStart === 1 &&
      this.#text.charCodeAt(this.#tokenStart) === OPENING
    ) {
      return;
    }
    throw this.#error(
      this.#tokenStart,
      `PMS 8.2: ${JSON.stringify(before.slice(0, 40))} is followed by " ( "`,
    );
  }

  #close(): DepspecNode<T>[] {
    const open = this.#stack.pop();
    if (open === undefined) {
      throw this.#error(this.#tokenStart, 'PMS 8.2: a closing bracket has an opening one');
    }
    const { type, start, children } = open;
    const end = this.#at;
    const outer = this.#stack.at(-1);
    if (children.length === 0 && !this.#emptyGroups) {
      throw this.#error(start, 'PMS 8.2: a group has at least one member');
    }
    if (this.reduced) this.reduced = staysReduced(type, children.length, outer?.type);
    const siblings = outer?.children ?? this.#top;
    siblings.push(
      type === 'use-conditional'
        ? { type, flag: open.flag, negated: open.negated, children, start, end }
        : { type, children, start, end },
    );
    return siblings;
  }

  #readLeaf(start: number): T {
    if (this.#kind === 'dependency') return this.#readAtomAt(start) as T;
    if (this.#kind === 'src-uri') return this.#readSourceUri(start) as T;
    const leaf = readToken(this.#kind, this.#token());
    if (typeof leaf === 'object' && 'broken' in leaf) throw this.#error(start, leaf.broken);
    return leaf as T;
  }

  #readAtomAt(start: number): Atom {
    try {
      const atom = this.#readAtom(this.#token(), this.#atomOptions);
      if (this.reduced && atom.use.length > 0 && atom.use.some(isConditionalUse)) this.reduced = false;
      return atom;
    } catch (error) {
      if (error instanceof PmsSyntaxError) {
        throw new PmsSyntaxError(this.#text, start + error.offset, error.rule);
      }
      throw error;
    }
  }

  #readSourceUri(start: number): SourceUri {
    const uri = this.#token();
    if (uri === '->') throw this.#error(start, 'PMS 8.2: -> stands between a URI and a file name');
    if (this.#features?.selectiveRestrictions === false && /^(?:fetch|mirror)\+/.test(uri)) {
      throw this.#error(start, `EAPI ${this.#eapi} has no fetch+ and mirror+ in SRC_URI (PMS 7.3.2)`);
    }
    const end = this.#at;
    if (!this.#next() || this.#token() !== '->') {
      this.#at = end;
      return { uri, rename: null };
    }
    const arrow = this.#tokenStart;
    if (this.#features?.srcUriArrows === false) {
      throw this.#error(arrow, `EAPI ${this.#eapi} has no -> in SRC_URI (PMS 7.3.2)`);
    }
    if (!this.#next() || !isFileName(this.#token())) {
      throw this.#error(arrow, 'PMS 8.2: -> is followed by a file name without a path');
    }
    return { uri, rename: this.#token() };
  }

  #error(offset: number, rule: string): PmsSyntaxError {
    return new PmsSyntaxError(this.#text, offset, rule);
  }
}

const ANY: AtomOptions = {};

/** The operator of two equal characters. */
function groupType(first: number, second: number): GroupType | null {
  if (first !== second) return null;
  switch (first) {
    case 0x7c:
      return 'any-of';
    case 0x5e:
      return 'exactly-one-of';
    case QUESTION_MARK:
      return 'at-most-one-of';
    default:
      return null;
  }
}

/** Whether reduction would leave a group where it is: brackets only within a choice, choices of two or more, none in one of its kind. */
function staysReduced(
  type: Open<unknown>['type'],
  size: number,
  outer: Open<unknown>['type'] | undefined,
): boolean {
  if (size < 2) return false;
  if (type === 'all-of') return outer !== undefined && outer !== 'all-of';
  return type !== 'any-of' || outer !== 'any-of';
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
export interface DepspecOptions<K extends DepspecKind = 'dependency'> {
  /** Refuse what this EAPI does not have; without it, what any EAPI has is read. */
  readonly eapi?: string;
  /** Default `dependency`. */
  readonly kind?: K;
  /** How atoms are read; pass a memoised function where many texts repeat the same atoms. */
  readonly readAtom?: (text: string, options: AtomOptions) => Atom;
  /** Read `( )` in REQUIRED_USE: PMS forbids it, Portage takes it, and PMS 8.2 says what it would mean. Default: refuse. */
  readonly emptyGroups?: boolean;
}
