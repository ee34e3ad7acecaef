/** A span of time that begins with its first moment and is over at its last. */
export interface Validity {
  readonly validFrom: Date;
  /** The first moment at which it no longer holds. */
  readonly validUntil: Date;
}

/** Whether it has begun and is not over. Compared as numbers: lists ask this a hundred times for each person. */
export function isValidAt({ validFrom, validUntil }: Validity, now: Date): boolean {
  const moment = now.getTime();
  return validFrom.getTime() <= moment && moment < validUntil.getTime();
}
