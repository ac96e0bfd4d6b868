// Redirections, here-documents and here-strings.

import type * as Bash from 'unbash';
import { literalWord, quoteText, readQuoted, readWholeWord } from './read-word.js';
import type { Redirection, Word } from './syntax-tree.js';

export function readRedirection(node: Bash.Redirection): Redirection {
  const descriptor = node.descriptor?.type === 'FileDescriptor' ? node.descriptor.value : null;
  const none = literalWord('', node.pos);
  if (node.type === 'HereString')
    return {
      kind: 'text',
      descriptor,
      text: node.target === undefined ? none : readWholeWord(node.target),
      newline: true,
    };
  if (node.type === 'HereDoc')
    return { kind: 'text', descriptor, text: readHereDocument(node), newline: false };
  return {
    kind: 'file',
    operator: node.operator,
    descriptor,
    target: node.target === undefined ? none : readWholeWord(node.target),
  };
}

function readHereDocument({ operator, delimiter, body }: Bash.HereDoc): Word {
  const text = operator === '<<-' ? body.text.replace(/^\t+/gm, '') : body.text;
  if (delimiter?.quoted === true || !/[$`\\]/.test(text)) return literalWord(text, body.pos);
  // As within double quotes, except that a double quote is an ordinary character there.
  return readQuoted(quoteText(text));
}
