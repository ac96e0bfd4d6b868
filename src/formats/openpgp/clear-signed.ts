// The frame of a clear-signed text (RFC 9580, 7): what is signed, where it stands, and what is put around it. The signature
// itself is not looked at here.

/** Marks a signed Manifest for the client, wherever it stands. */
const SIGNATURE_BEGIN = '-----BEGIN PGP SIGNATURE-----';
const MESSAGE_BEGIN = '-----BEGIN PGP SIGNED MESSAGE-----';
const SIGNATURE_END = '-----END PGP SIGNATURE-----';
const ANY_BEGIN = '-----BEGIN PGP';
/** A text within its signature. GnuPG would read it; whoever looks at the Manifest cannot. */
const OTHER_BEGIN = '-----BEGIN PGP MESSAGE-----';

/** The lines between the marks of a detached signature; null where there is anything else but blank lines. */
export function readDetached(lines: readonly string[]): readonly string[] | null {
  const begin = lines.indexOf(SIGNATURE_BEGIN);
  const end = lines.indexOf(SIGNATURE_END);
  const around = [...lines.slice(0, Math.max(0, begin)), ...lines.slice(end + 1)];
  return begin === -1 || end < begin || around.some(line => line !== '') ? null : lines.slice(begin + 1, end);
}

/** One line of text with its offset, without its line feed. */
export interface TextLine {
  readonly text: string;
  readonly offset: number;
}

export type ClearSigned =
  | { readonly state: 'unsigned'; readonly lines: readonly TextLine[] }
  /** An armour that no reader can take for a signed text; `lines` is everything that is not armour. */
  | { readonly state: 'malformed'; readonly lines: readonly TextLine[]; readonly offset: number }
  | SignedText;

export interface SignedText {
  readonly state: 'signed';
  /** What is signed, its escapes undone. */
  readonly lines: readonly TextLine[];
  /** The first line with text before or after it. */
  readonly outside: TextLine | null;
  /** Digests that the header names, as it names them; null where a line of it is none that GnuPG reads. */
  readonly digests: readonly string[] | null;
  /** A line that begins a further armour, or one of this armour with blanks behind it: programs may differ about what is signed. */
  readonly ambiguous: TextLine | null;
  /** The armour from its first line to its last, as it stands. */
  readonly armoured: readonly TextLine[];
  /** What stands between the marks of the signature. */
  readonly signature: readonly TextLine[];
}

export function readClearSigned(lines: readonly TextLine[]): ClearSigned {
  const find = (mark: string, from: number) =>
    lines.findIndex((line, i) => i >= from && trimEnd(line.text) === mark);
  const first = lines.find(({ text }) => text.includes(SIGNATURE_BEGIN) || text.startsWith(OTHER_BEGIN));
  const begin = find(MESSAGE_BEGIN, 0);
  if (begin === -1) {
    if (first === undefined) return { state: 'unsigned', lines };
    return { state: 'malformed', lines: withoutArmour(lines), offset: first.offset };
  }
  const blank = lines.findIndex((line, i) => i > begin && trimEnd(line.text) === '');
  const signature = blank === -1 ? -1 : find(SIGNATURE_BEGIN, blank);
  const end = signature === -1 ? -1 : find(SIGNATURE_END, signature);
  if (end === -1) return { state: 'malformed', lines: [], offset: lines[begin]?.offset ?? 0 };
  const around = [...lines.slice(0, begin), ...lines.slice(end + 1)];
  const marks = [
    ...lines.slice(begin, blank + 1),
    ...lines.slice(signature, signature + 1),
    ...lines.slice(end, end + 1),
  ];
  return {
    state: 'signed',
    lines: lines.slice(blank + 1, signature).map(undash),
    digests: readDigests(lines.slice(begin + 1, blank)),
    outside: around.find(line => line.text.trim() !== '') ?? null,
    ambiguous: around.find(line => line.text.includes(ANY_BEGIN)) ?? marks.find(isPadded) ?? null,
    armoured: lines.slice(begin, end + 1),
    signature: lines.slice(signature + 1, end),
  };
}

/** Without one GnuPG takes the digest for MD5; other spellings than these it refuses. */
const DIGESTS: ReadonlySet<string> = new Set(['RIPEMD160', 'SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512']);

function readDigests(header: readonly TextLine[]): readonly string[] | null {
  const names = header.flatMap(({ text }) => /^Hash: (.*)$/.exec(text)?.[1]?.split(/, ?/) ?? ['']);
  return names.length > 0 && names.every(name => DIGESTS.has(name)) ? names : null;
}

function isPadded({ text }: TextLine): boolean {
  return trimEnd(text) !== text;
}

/** Lines that begin with a dash are written with `- ` before it. */
function undash(line: TextLine): TextLine {
  return line.text.startsWith('- ') ? { text: line.text.slice(2), offset: line.offset + 2 } : line;
}

function trimEnd(text: string): string {
  return text.replace(/[ \t\r]+$/, '');
}

function withoutArmour(lines: readonly TextLine[]): TextLine[] {
  if (lines.some(({ text }) => text.startsWith(OTHER_BEGIN))) return [];
  const begin = lines.findIndex(line => line.text.includes(SIGNATURE_BEGIN));
  const end = lines.findIndex(line => line.text.includes(SIGNATURE_END));
  return lines.filter((_, i) => i < begin || (end !== -1 && i > end));
}
