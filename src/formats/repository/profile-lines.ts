// Lines of profile files and of the user's package.* files (PMS 5.2.2): words, with comments from a word that begins with `#`.

export interface ProfileLine {
  readonly words: readonly string[];
  /** From 1. */
  readonly line: number;
  /** The lines of comment above its block, without their `#`. */
  readonly comment: string;
}

/** All lines that say something. */
export function parseProfileLines(text: string): readonly ProfileLine[] {
  const lines: ProfileLine[] = [];
  let comment: string[] = [];
  // A comment is about all lines up to the next empty one.
  let isOpen = true;
  for (const [at, raw] of text.split(/\r\n|[\r\n]/).entries()) {
    const trimmed = raw.trim();
    if (trimmed === '') isOpen = false;
    else if (trimmed.startsWith('#')) {
      if (!isOpen) comment = [];
      isOpen = true;
      if (lines.at(-1)?.line === at) comment = [];
      comment.push(trimmed.replace(/^#+ ?/, ''));
    } else {
      if (!isOpen) comment = [];
      isOpen = true;
      const words = wordsBeforeComment(trimmed);
      lines.push({ words, line: at + 1, comment: comment.join('\n').trim() });
    }
  }
  return lines;
}

function wordsBeforeComment(line: string): readonly string[] {
  const words = line.split(/\s+/);
  const comment = words.findIndex(word => word.startsWith('#'));
  return comment < 0 ? words : words.slice(0, comment);
}
