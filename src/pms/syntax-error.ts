// Text that breaks the grammar of the Package Manager Specification.

/** Thrown by every parser of `pms/`: the whole text, where it goes wrong and which rule it breaks. */
export class PmsSyntaxError extends Error {
  override readonly name = 'PmsSyntaxError';
  /** The text given to the parser. */
  readonly text: string;
  /** Position in `text`, in UTF-16 units, of the first character that cannot be accepted. */
  readonly offset: number;
  /** The rule broken, in words, with its section: "PMS 3.2: a version starts with a number". */
  readonly rule: string;

  constructor(text: string, offset: number, rule: string) {
    super(`${rule}: ${excerpt(text, offset)}`);
    this.text = text;
    this.offset = offset;
    this.rule = rule;
  }
}

/** The text near the offset, short enough for one line whatever a stranger sends. */
function excerpt(text: string, offset: number): string {
  const from = Math.max(0, offset - 60);
  const to = Math.min(text.length, offset + 40);
  const quoted = JSON.stringify(text.slice(from, to));
  return `${from > 0 ? '...' : ''}${quoted}${to < text.length ? '...' : ''} at ${offset}`;
}
