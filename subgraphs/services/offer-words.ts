// What single words of an offer must look like.

export function isLanguage(tag: string): boolean {
  return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag);
}

export function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code);
}

export function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code);
}

export function isWebAddress(address: string): boolean {
  return /^https?:\/\/\S+$/.test(address);
}

export function isMail(address: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(address);
}

/** ISO 8601, and in the calendar. */
export function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** An IANA name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
