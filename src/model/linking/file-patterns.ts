// Lists of file patterns as ebuilds write them (PROVIDES_EXCLUDE): words, quoted or not, each a pattern as Python's fnmatch
// has it, where `*` takes slashes too.

/** Each a list of what stands between its stars: characters, `?`, sets. */
export type FilePattern = readonly (readonly CharacterTest[])[];

type CharacterTest = (character: string) => boolean;

export function readPatterns(text: string): readonly FilePattern[] {
  return splitWords(text).map(word => readPattern(word.replace(/^\/+/, '')));
}

/** Any of them, the whole of `text`. */
export function matchesPatterns(patterns: readonly FilePattern[], text: string): boolean {
  const characters = patterns.length === 0 ? [] : [...text];
  return patterns.some(pattern => matches(pattern, characters));
}

function splitWords(text: string): readonly string[] {
  const words = text.match(/(?:[^\s'"\\]|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[\s\S])+/g) ?? [];
  return words.map(word => word.replace(/'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])/g, '$1$2$3'));
}

function readPattern(text: string): FilePattern {
  const pieces: CharacterTest[][] = [[]];
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '*') pieces.push([]);
    else if (character === '?') pieces.at(-1)?.push(() => true);
    else {
      const set = character === '[' ? /^\[(!?)(\]?[^\]]*)\]/.exec(text.slice(at)) : null;
      if (set !== null) at += set[0].length - 1;
      pieces
        .at(-1)
        ?.push(set === null ? found => found === character : readSet(set[2] ?? '', set[1] === '!'));
    }
  }
  return pieces;
}

function readSet(text: string, isNegated: boolean): CharacterTest {
  const singles = new Set<string>();
  const ranges: [string, string][] = [];
  const characters = [...text];
  for (let at = 0; at < characters.length; at++) {
    const [from = '', dash, to] = characters.slice(at, at + 3);
    if (dash === '-' && to !== undefined) {
      ranges.push([from, to]);
      at += 2;
    } else singles.add(from);
  }
  return found =>
    (singles.has(found) || ranges.some(([from, to]) => from <= found && found <= to)) !== isNegated;
}

/** The first piece stands at the start, the last at the end, each between them as early as it can: no star is tried twice. */
function matches(pattern: FilePattern, text: readonly string[]): boolean {
  const fits = (piece: readonly CharacterTest[], at: number) =>
    at >= 0 && at + piece.length <= text.length && piece.every((test, i) => test(text[at + i] as string));
  const [first = [], ...rest] = pattern;
  const last = rest.pop();
  if (last === undefined) return text.length === first.length && fits(first, 0);
  if (!fits(first, 0)) return false;
  let at = first.length;
  for (const piece of rest) {
    while (at + piece.length <= text.length && !fits(piece, at)) at++;
    if (!fits(piece, at)) return false;
    at += piece.length;
  }
  return text.length - last.length >= at && fits(last, text.length - last.length);
}
