/**
 * JSON as RFC 8785 (JSON Canonicalization Scheme) writes it: one text for one content, so that whoever holds the content
 * can compute its hash again. Numbers and strings are written as ECMAScript writes them, which is what the RFC asks for;
 * names stand in the order of their UTF-16 code units. Throws TypeError for what is not JSON.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) return `{${membersOf(value).join(',')}}`;
  const isText = typeof value === 'string' && value.isWellFormed();
  if (isText || Number.isFinite(value) || typeof value === 'boolean' || value === null)
    return JSON.stringify(value);
  throw new TypeError('Only JSON has a canonical form.');
}

function membersOf(value: object): string[] {
  const kind = Object.getPrototypeOf(value);
  if (kind !== null && Object.getPrototypeOf(kind) !== null)
    throw new TypeError('Only plain objects are JSON.');
  return Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `${canonical(name)}:${canonical(member)}`);
}
