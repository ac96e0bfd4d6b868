// The first line of a script, as Linux reads it (fs/binfmt_script.c): `#!`, an interpreter, at most one argument with all the rest.

export interface Shebang {
  readonly interpreter: string;
  readonly argument: string;
}

/** What the kernel looks at. */
const LONGEST = 256;

/** Null where the bytes do not begin so. */
export function readShebang(head: Uint8Array): Shebang | null {
  if (head[0] !== 0x23 || head[1] !== 0x21) return null;
  const part = head.subarray(2, LONGEST);
  const ends = [0x0a, 0x00].map(byte => part.indexOf(byte)).filter(at => at !== -1);
  const line = new TextDecoder().decode(part.subarray(0, Math.min(...ends, part.length)));
  const found = /^[ \t]*([^ \t]+)(?:[ \t]+(.*?))?[ \t]*$/.exec(line);
  return found === null ? null : { interpreter: found[1] as string, argument: found[2] ?? '' };
}
