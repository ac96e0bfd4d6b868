// Numbers for people, the same in every locale.

/** Thousands separated by commas: `1,508`. */
export function sayNumber(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 error`, `1,508 errors`. */
export function sayCount(value: number, noun: string): string {
  return `${sayNumber(value)} ${value === 1 ? noun : `${noun}s`}`;
}
