// Lists written in one text.

/** The words of a text that has commas or white space between them. */
export function splitList(text: string): string[] {
  return text.split(/[\s,]+/).filter(word => word !== '');
}
