// Gathers the problems of a Packages index while it is read.

import {
  INDEX_PROBLEMS,
  type IndexProblem,
  type IndexProblemCode,
  type Particulars,
  type ProblemDescription,
} from './packages-index-problem.js';

/** Problems of one code that are told one by one; hostile input must not make a list without end. */
const TOLD = 1000;
/** Characters of a stranger's value that are repeated in a problem. */
const QUOTED = 200;

/** Block by block; the order of calls is the order of lines. */
export class IndexProblemList {
  readonly #told: IndexProblem[] = [];
  readonly #counts = new Map<IndexProblemCode, number>();
  readonly #untold = new Map<IndexProblemCode, Untold>();
  readonly #untoldOfBlock = new Map<IndexProblemCode, Untold>();
  #blockStart = 0;

  add(code: IndexProblemCode, line: number, offset: number, particulars: Particulars = {}): void {
    const count = this.#counts.get(code) ?? 0;
    if (count < TOLD) {
      this.#counts.set(code, count + 1);
      this.#told.push(describe(code, line, offset, particulars));
      return;
    }
    const untold = this.#untoldOfBlock.get(code);
    if (untold === undefined) {
      this.#untoldOfBlock.set(code, { first: describe(code, line, offset, particulars), more: 0 });
    } else {
      untold.more++;
    }
  }

  /** Ends a block: its problems are about this entry. */
  keepBlock(cpv?: string): void {
    if (cpv !== undefined) {
      for (let i = this.#blockStart; i < this.#told.length; i++) this.#told[i] = { ...this.#told[i]!, cpv };
    }
    for (const [code, { first, more }] of this.#untoldOfBlock) {
      const before = this.#untold.get(code);
      if (before === undefined) this.#untold.set(code, { first, more });
      else before.more += 1 + more;
    }
    this.#untoldOfBlock.clear();
    this.#blockStart = this.#told.length;
  }

  /** Ends a block and forgets its problems: a greater one explains them. */
  dropBlock(): void {
    for (let i = this.#blockStart; i < this.#told.length; i++) {
      const { code } = this.#told[i]!;
      this.#counts.set(code, this.#counts.get(code)! - 1);
    }
    this.#told.length = this.#blockStart;
    this.#untoldOfBlock.clear();
  }

  /** In order of place; `hides` tells how many packages a problem hides from Portage. */
  finish(hides: (problem: IndexProblem) => number): IndexProblem[] {
    this.keepBlock();
    const untold = [...this.#untold.values()].map(({ first, more }) =>
      more === 0
        ? first
        : { ...first, message: `${first.message} (${more} more of this kind are not listed.)` },
    );
    return [...this.#told, ...untold]
      .map(problem => withHidden(problem, hides(problem)))
      .sort((a, b) => a.line - b.line);
  }
}

interface Untold {
  readonly first: IndexProblem;
  more: number;
}

/** The end of the index hides nothing where no package follows. */
function withHidden(problem: IndexProblem, hidden: number): IndexProblem {
  return { ...problem, hidden, loses: problem.loses === 'rest' && hidden === 0 ? 'nothing' : problem.loses };
}

function describe(
  code: IndexProblemCode,
  line: number,
  offset: number,
  particulars: Particulars,
): IndexProblem {
  const usual: ProblemDescription = INDEX_PROBLEMS[code];
  const loses = particulars.loses ?? usual.loses;
  const { field, expected, actual } = particulars;
  return {
    code,
    message: particulars.message ?? usual.message,
    offset,
    line,
    loses,
    hidden: loses === 'entry' ? (particulars.hidden ?? 1) : 0,
    ...(field === undefined ? {} : { field: quote(field) }),
    ...(expected === undefined ? {} : { expected: quote(expected) }),
    ...(actual === undefined ? {} : { actual: quote(actual) }),
  };
}

function quote(text: string): string {
  return text.length <= QUOTED ? text : `${text.slice(0, QUOTED)}...`;
}
