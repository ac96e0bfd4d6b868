// Words with their braces expanded, assignments and the elements of arrays.

import type * as Bash from 'unbash';
import { parse } from 'unbash';
import { expandBraces, TooManyWords } from './expand-braces.js';
import { Unknown } from './outcome.js';
import { once, readSnippet, readTilde, readWord } from './read-word.js';
import type { ArrayElement, ArrayLiteral, Assignment, Word } from './syntax-tree.js';

/** Words that braces may make in all scripts of one ebuild: each is read as source again. */
const MOST_WORDS = 50_000;
let left = MOST_WORDS;

/** Before the scripts of another ebuild: some of them are read only when they run. */
export function beginWords(): void {
  left = MOST_WORDS;
}

/** One word of the source, several where it has braces. */
export function readWords(word: Bash.Word): readonly Word[] {
  if (!hasBraces(word)) return [readTildes(word, readWord(word))];
  return expandWithin(word.text).flatMap(text => (text === '' ? [] : readSnippet(text)));
}

/** A word that looks like an assignment has its tildes expanded like one. */
function readTildes({ text }: Bash.Word, word: Word): Word {
  return text.includes('=~') && /^[A-Za-z_]\w*\+?=/.test(text) ? readTilde(word, INNER_TILDE) : word;
}

/** In assignments, a tilde expands at the start and after each colon. */
const TILDE = /(?<=^|:)~(?=\/|:|$)/;
const INNER_TILDE = /(?<=[=:])~(?=\/|:|$)/;

/** An argument of `declare` and its kin: where its value has braces, words like others. */
export function readArgument(node: Bash.Assignment): readonly (Assignment | Word)[] {
  const assignment = readAssignment(node);
  return node.value.type === 'ArrayValue' || !hasBraces(node.value) ? [assignment] : assignment.word();
}

/** `(a b [2]=c)` as a list; null where it is none. */
export function readList(text: string): ArrayLiteral | null {
  const { commands, errors = [] } = parse(`_=${text}`);
  const command = commands[0]?.command;
  const [first] = command?.type === 'Command' ? command.prefix.filter(isAssignment) : [];
  const value =
    first === undefined || errors.length > 0 || commands.length > 1 ? null : readAssignment(first).value;
  return value?.kind === 'array' ? value : null;
}

export function isAssignment(node: Bash.Assignment | Bash.Redirection): node is Bash.Assignment {
  return node.type === 'Assignment';
}

function hasBraces(word: Bash.Word): boolean {
  return word.parts?.some(part => part.type === 'BraceExpansion') ?? false;
}

function expandWithin(text: string): readonly string[] {
  try {
    const texts = expandBraces(text, left);
    left -= texts.length;
    return texts;
  } catch (error) {
    if (error instanceof TooManyWords) throw new Unknown('braces make more words than allowed');
    throw error;
  }
}

export function readAssignment(node: Bash.Assignment): Assignment {
  const { name, index, append, value } = node;
  return {
    kind: 'assignment',
    name,
    index: index === undefined ? null : readWord(index),
    append: append === true,
    value:
      value.type === 'ArrayValue'
        ? { kind: 'array', elements: value.elements.flatMap(readElement) }
        : readTilde(readWord(value), TILDE),
    word: once(() =>
      expandWithin(node.text)
        .flatMap(text => readSnippet(text))
        .map(one => readTilde(one, INNER_TILDE)),
    ),
    at: node.pos,
  };
}

/** `[key]=value`, or a value alone. */
function readElement(word: Bash.Word): readonly ArrayElement[] {
  if (word.text.startsWith('[')) {
    const assignment = parse(`x${word.text}`).commands[0]?.command;
    const [first] = assignment?.type === 'Command' ? assignment.prefix : [];
    if (first?.type === 'Assignment' && first.index !== undefined && first.value.type === 'Word') {
      return [
        {
          key: readWord(first.index),
          append: first.append === true,
          value: readTilde(readWord(first.value), TILDE),
        },
      ];
    }
  }
  return readWords(word).map(value => ({ key: null, append: false, value }));
}
