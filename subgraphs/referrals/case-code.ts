/** A case code as it is looked up: one text for all ways of writing it (Unicode NFKC, no space around it). */
export function caseCodeText(caseCode: string): string {
  return caseCode.normalize('NFKC').trim();
}
