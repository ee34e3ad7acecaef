/**
 * The form in which texts are stored for search and asked for: lower case, without accents, harakat or tatweel, with
 * the forms of alef, yeh and teh marbuta that writers of Arabic mix made one.
 */
export function searchable(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\u0640]/gu, '')
    .replaceAll(/\p{Cc}/gu, ' ')
    .toLowerCase()
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
