// A length of time as words of the command line and of the configuration file say it: 30s, 5m, 1h.

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** What it must be, for messages. */
export const DURATION = 'a time as 30s, 5m or 1h';

/** Milliseconds; null where the text is none, or longer than a day. */
export function parseDuration(text: string): number | null {
  const [, count = '', unit = ''] = /^([1-9]\d{0,4})([smh])$/.exec(text) ?? [];
  const milliseconds = Number(count) * (UNITS[unit] ?? Number.NaN);
  return milliseconds <= 86_400_000 ? milliseconds : null;
}
