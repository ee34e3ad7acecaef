/** What a spreadsheet takes for a formula at the beginning of a cell, also behind blanks or in full width [OWASP, CSV Injection]. */
const BEGINS_A_FORMULA = /^['\s]*[=+\-@\t\r＝＋－＠]/;

/**
 * A cell of a table as it is written, so that opening the table runs nothing: one that would be a formula begins with an
 * apostrophe. One that would be a formula behind apostrophes of its own gets another: what is added can be taken away.
 */
export function guardedCell(text: string): string {
  return BEGINS_A_FORMULA.test(text) ? `'${text}` : text;
}

/** The same cell as it was, of a table that was written so. */
export function unguardedCell(text: string): string {
  return text.startsWith("'") && BEGINS_A_FORMULA.test(text) ? text.slice(1) : text;
}
