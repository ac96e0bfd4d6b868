// Moments and days as text that means the same everywhere (ISO 8601, UTC), without the clock of the machine.

const DAY = 86_400;

/** `2026-11-20`, in UTC, from seconds since the epoch (H. Hinnant, chrono-compatible low-level date algorithms: civil_from_days). */
export function isoDay(seconds: number): string {
  const days = Math.floor(seconds / DAY) + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  // Years that begin in March have their odd day at the end.
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * month + 2) / 5) + 1;
  const year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0);
  const pad = (number: number, length: number) => String(number).padStart(length, '0');
  return `${pad(year, 4)}-${pad(month < 10 ? month + 3 : month - 9, 2)}-${pad(day, 2)}`;
}

/** `2026-11-20T13:00:00Z`, from whole seconds since the epoch. */
export function isoDate(seconds: number): string {
  const rest = seconds - Math.floor(seconds / DAY) * DAY;
  const parts = [rest / 3600, (rest % 3600) / 60, rest % 60];
  return `${isoDay(seconds)}T${parts.map(part => String(Math.floor(part)).padStart(2, '0')).join(':')}Z`;
}
