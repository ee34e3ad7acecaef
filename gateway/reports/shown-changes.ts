import type { ReportLanguage } from '../../shared/report/content.ts';
import type { ReportDocument } from '../../shared/report/document.ts';
import { quotedParagraph } from './quoted-paragraph.ts';
import { type ShownText, textIn } from './shown-text.ts';
import { wordsIn } from './words/words.ts';

export interface ShownChange {
  /** Its number in this version; null for what is gone. */
  readonly number: number | null;
  readonly title: ShownText;
}

export interface ShownChanges {
  readonly lists: readonly { readonly label: string; readonly entries: readonly ShownChange[] }[];
  readonly figures: readonly {
    readonly paragraph: string;
    readonly country: string;
    readonly year: number;
    readonly before: number;
    readonly after: number;
  }[];
}

/** What this version changed; null for the first. */
export function shownChanges(
  { content, difference }: ReportDocument,
  language: ReportLanguage,
  numbers: ReadonlyMap<string, number>,
  country: (iso2: string | null) => string,
): ShownChanges | null {
  if (difference === null) return null;
  const { labels, contents, paragraphs } = wordsIn(language);
  const lists = (['measures', 'consultations', 'pledges'] as const).flatMap((list) => {
    const { added, removed, changed } = difference[list];
    const still = (ids: readonly string[]): ShownChange[] =>
      ids.map((id) => ({
        number: list === 'measures' ? (numbers.get(id) ?? null) : null,
        title: textIn(language, content[list].find((one) => one.id === id)?.texts ?? []).title,
      }));
    const gone = removed.map(({ texts }) => ({ number: null, title: textIn(language, texts).title }));
    return [
      { label: `${contents[list]} · ${labels.added}`, entries: still(added) },
      { label: `${contents[list]} · ${labels.removed}`, entries: gone },
      { label: `${contents[list]} · ${labels.changed}`, entries: still(changed) },
    ];
  });
  return {
    lists: lists.filter(({ entries }) => entries.length > 0),
    figures: difference.figures.map((one) => ({
      ...one,
      paragraph: `${quotedParagraph(one.paragraph)} · ${paragraphs[one.paragraph]}`,
      country: country(one.country),
    })),
  };
}
