/** A field of HSDS as HSDS writes it: `address1` is `address_1`. */
export function snake(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/\d+/, '_$&');
}

/** A code as a person reads it: `EMERGENCY_SHELTER`, or `ServiceType`, is “Emergency shelter”, “Service type”. */
export function words(code: string): string {
  const text = code
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
