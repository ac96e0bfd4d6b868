// Numbers for people, the same in every locale, and the words that agree with them.

/** Thousands separated by commas: `1,508`. */
export function sayNumber(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** The words that go with so many: `it is` or `they are`. */
export function chooseForm(value: number, one: string, many: string): string {
  return value === 1 ? one : many;
}

/** `1 error`, `1,508 errors`. */
export function sayCount(value: number, noun: string): string {
  return `${sayNumber(value)} ${chooseForm(value, noun, `${noun}s`)}`;
}
