// A moment as text, without parts of seconds.

/** `2026-11-20T13:00:00Z`, from seconds since the epoch. */
export function isoDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}
