/** An address of mail as JSON Schema's `email` takes it (RFC 5321, without quoted and literal parts). */
export function isHsdsMail(text: string): boolean {
  const [local = '', host = '', ...more] = text.split('@');
  const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i;
  return (
    more.length === 0 &&
    /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i.test(local) &&
    host.includes('.') &&
    host.split('.').every((part) => label.test(part))
  );
}

/** A mail address that HSDS does not take for one; null where there is none. */
export function noMail(text: unknown): string | null {
  return typeof text !== 'string' || isHsdsMail(text) ? null : text;
}

/** The address as JSON Schema's `uri` takes it: what is not ASCII is written in percents. Null for what is no address. */
export function hsdsUri(text: string | null): string | null {
  if (text === null || isUri(text)) return text;
  const written = URL.canParse(text) ? new URL(text).href : '';
  return isUri(written) ? written : null;
}

/** RFC 3986, in ASCII alone. */
function isUri(text: string): boolean {
  return (
    URL.canParse(text) &&
    /^https?:\/\/[a-z0-9._~%:@!$&'()*+,;=[\]-]+([/?#][a-z0-9._~%:@!$&'()*+,;=/?#-]*)?$/i.test(text) &&
    !/%(?![0-9a-f]{2})/i.test(text) &&
    text.indexOf('#') === text.lastIndexOf('#')
  );
}
