import { compile } from 'html-to-text';

/** What a browser would run or draw, and no reader reads. */
const UNREAD = ['script', 'style', 'iframe', 'object', 'embed', 'svg', 'noscript', 'template', 'img'];

const reader = (preserveNewlines: boolean) =>
  compile({
    wordwrap: false,
    preserveNewlines,
    selectors: [
      ...UNREAD.map((selector) => ({ selector, format: 'skip' })),
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'] } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
      { selector: 'ul', options: { itemPrefix: '- ' } },
    ],
  });
const ofMarkup = reader(false);
/** Where there are escaped characters alone, lines are lines. */
const ofLines = reader(true);

const TAG = /<\/?[a-z!][^>]*>/i;
const MARKUP = /<\/?[a-z!][^>]*>|&(?:[a-z][a-z0-9]{1,30}|#\d{1,7}|#x[0-9a-f]{1,6});/i;
const DEEPEST = 10;

/**
 * A text as a person reads it: directories keep HTML where HSDS means text. What was escaped twice is read twice; what
 * still looks like markup after that is taken for words, and is never run: nothing here is ever shown as HTML. The text
 * of a text is the same text.
 */
export function plainText(text: string): string {
  let plain = text.trim();
  for (let depth = 0; depth < DEEPEST && MARKUP.test(plain); depth += 1) {
    const read = (TAG.test(plain) ? ofMarkup : ofLines)(plain).trim();
    if (read === plain) break;
    plain = read;
  }
  return plain;
}
