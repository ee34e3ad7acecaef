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

/** To ask about a zone costs a millisecond and memory that is given back late; those that are asked about are few. */
const zones = new Map<string, boolean>();

/** An IANA name. */
export function isTimeZone(name: string): boolean {
  const known = zones.get(name);
  if (known !== undefined) return known;
  if (zones.size >= 1000) zones.clear();
  const is = /^[A-Za-z]/.test(name) && isZone(name);
  zones.set(name, is);
  return is;
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
