// JSON as ASCII would have it where it matters: what a terminal, a log or an editor would act on stands as an escape, and reads back the same.

/** Beside what JSON.stringify escapes: DEL, C1 controls, formatting characters (among them those that turn the direction), line breaks. */
const ACTING = /[\p{Cf}\x7f-\x9f\u2028\u2029]/gu;

/** As `JSON.stringify(value, null, space)`. */
export function stringifyJson(value: unknown, space?: number): string {
  return JSON.stringify(value, null, space).replace(ACTING, escapeUnits);
}

function escapeUnits(character: string): string {
  let text = '';
  for (let at = 0; at < character.length; at++)
    text += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return text;
}
