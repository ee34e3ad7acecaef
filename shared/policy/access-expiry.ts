/** Days before its end on which the parties of an access agreement are warned [Access agreements, rule 7]. */
export const EXPIRY_WARNINGS = [90, 30, 7] as const;
export type ExpiryWarning = (typeof EXPIRY_WARNINGS)[number];

const DAY_MS = 24 * 60 * 60 * 1_000;

/** The nearest warning that is due; null before the first, and once it is over or when it has no end. */
export function expiryWarningOf(validUntil: Date | null, now: Date): ExpiryWarning | null {
  if (validUntil === null) return null;
  const left = validUntil.getTime() - now.getTime();
  if (left <= 0) return null;
  return [...EXPIRY_WARNINGS].reverse().find((days) => left <= days * DAY_MS) ?? null;
}
