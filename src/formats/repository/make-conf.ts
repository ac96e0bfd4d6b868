// make.conf and make.defaults (PMS 5.2.4, portage(5)): assignments and, in the user's own, `source`. Nothing is run.

import { MakeConfTokens, type Token, UnclosedQuote } from './make-conf-tokens.js';

type MakeConfStatement =
  | { readonly kind: 'assignment'; readonly name: string; readonly value: string; readonly line: number }
  | { readonly kind: 'source'; readonly path: string; readonly line: number };

export interface MakeConf {
  /** In their order; values without quotes, variables not yet put in. */
  readonly statements: readonly MakeConfStatement[];
  /** What Portage does not read: the rest of the file where it says nothing it understands. */
  readonly problems: readonly MakeConfProblem[];
}

interface MakeConfProblem {
  readonly line: number;
  readonly message: string;
}

export interface MakeConfOptions {
  /** Read `source FILE`. */
  readonly sourcing?: boolean;
}

export function parseMakeConf(text: string, { sourcing = false }: MakeConfOptions = {}): MakeConf {
  const statements: MakeConfStatement[] = [];
  const problems: MakeConfProblem[] = [];
  const tokens = new MakeConfTokens(text);
  try {
    for (let key = tokens.next(); key !== null; key = tokens.next()) {
      const problem = readStatement(key, tokens, sourcing, statements);
      if (problem === null) continue;
      problems.push({ line: key.line, message: problem.message });
      if (problem.ends) break;
    }
  } catch (error) {
    if (!(error instanceof UnclosedQuote)) throw error;
    problems.push({ line: error.line, message: `${error.message}; the rest of the file is not read` });
  }
  return { statements, problems };
}

interface Fault {
  readonly message: string;
  /** The rest of the file is lost. */
  readonly ends: boolean;
}

function readStatement(
  first: Token,
  tokens: MakeConfTokens,
  sourcing: boolean,
  statements: MakeConfStatement[],
): Fault | null {
  const key = first.text === 'export' ? tokens.next() : first;
  if (key === null) return null;
  const { line } = key;
  if (sourcing && key.text === 'source') {
    const path = tokens.next();
    if (path === null) return { message: 'source names no file', ends: true };
    statements.push({ kind: 'source', path: path.text, line });
    return null;
  }
  const equals = tokens.next();
  if (equals?.text !== '=') {
    const found = equals === null ? 'the end of the file' : `'${equals.text}'`;
    return { message: `'=' is expected after '${key.text}', not ${found}; the rest is not read`, ends: true };
  }
  const value = tokens.next();
  if (value === null) return { message: `the variable '${key.text}' has no value`, ends: true };
  if (!/^[A-Za-z_]\w*$/.test(key.text))
    return { message: `'${key.text}' is no name of a variable`, ends: false };
  statements.push({ kind: 'assignment', name: key.text, value: value.text, line });
  return null;
}
