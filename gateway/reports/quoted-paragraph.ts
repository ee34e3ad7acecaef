import type { ResolutionParagraph } from '../../shared/policy/resolution.ts';

/** `OP2_SAFEGUARDS` is quoted as OP2: the split of it is ours. */
export function quotedParagraph(paragraph: ResolutionParagraph): string {
  return paragraph.split('_')[0] ?? paragraph;
}
