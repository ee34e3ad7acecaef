/** One word, number or sign of what was typed, and where it stands. */
export interface Token {
  readonly kind:
    | 'time'
    | 'date'
    | 'ordinal'
    | 'number'
    | 'word'
    | 'dash'
    | 'comma'
    | 'semicolon'
    | 'colon'
    | 'end';
  readonly text: string;
  /** Counted from 0, in characters of the text. */
  readonly at: number;
}

/** What was typed cannot be read; `at` is the place of the mistake, counted from 0. */
export class HoursError extends Error {
  constructor(
    readonly at: number,
    readonly says: string,
  ) {
    super(says);
    this.name = 'HoursError';
  }
}

const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['date', /\d{4}-\d{1,2}-\d{1,2}(?!\d)/y],
  ['time', /\d{1,2}[:.h]\d{2}(?!\d)/y],
  ['ordinal', /[1-5](?:st|nd|rd|th|\.)(?![\p{L}\d])/uy],
  ['number', /-?\d+/y],
  ['dash', /[-–—‒−]/uy],
  ['comma', /[,،]/uy],
  ['semicolon', /[;؛\n]/uy],
  ['colon', /:/y],
  ['word', /[\p{L}\p{M}'’]+\.?/uy],
];

/** Errors: HoursError, for a character that has no place in hours. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    if (/[^\S\n]/.test(text[at] as string)) {
      at += 1;
      continue;
    }
    const token = tokenAt(text, at, tokens.at(-1));
    tokens.push(token);
    at += token.text.length;
  }
  return [...tokens, { kind: 'end', text: '', at: text.length }];
}

function tokenAt(text: string, at: number, before: Token | undefined): Token {
  for (const [kind, pattern] of PATTERNS) {
    // A dash behind a time, a day or a date is a dash, and no sign of a number.
    if (kind === 'number' && text[at] === '-' && before?.kind !== 'word' && before?.kind !== 'comma')
      continue;
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found) return { kind, text: found, at };
  }
  throw new HoursError(at, `“${[...text.slice(at)][0]}” has no place in opening hours.`);
}
