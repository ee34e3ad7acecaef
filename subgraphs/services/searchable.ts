/** Letters that no decomposition takes apart, and those that writers of Arabic, Dari and Persian mix, made one. */
const ALIKE: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  ۀ: 'ه',
  ٱ: 'ا',
};
const ALIKE_LETTERS = new RegExp(`[${Object.keys(ALIKE).join('')}]`, 'gu');

/**
 * The form in which texts are stored for search and asked for: lower case, without accents, harakat or tatweel, digits of any
 * script as 0 to 9, with the forms of alef, yeh, kaf and teh marbuta that writers of Arabic script mix made one.
 */
export function searchable(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\u0640\u200c\u200d]/gu, '')
    .replaceAll(/\p{Cc}/gu, ' ')
    .toLowerCase()
    .replaceAll(ALIKE_LETTERS, (letter) => ALIKE[letter] ?? letter)
    .replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replaceAll(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const LONGEST_WORD = 64;

/** The words of a text; what is written without spaces is one long word, of which a part is found as well. */
export function searchWords(text: string): string[] {
  return searchable(text)
    .split(/[\s.,;:!?()[\]{}"'«»“”‘’،؛؟/\\|–—-]+/u)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, LONGEST_WORD));
}
