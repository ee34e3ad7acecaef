import { searchable, searchWords } from './searchable.ts';
import type { Sql } from './stored-offer.ts';

/** So many words of the directory stand for one that is asked for; the shortest, then the most alike. */
const MOST = 100;

/** One letter mistaken in a word of five leaves half of its trigrams [measured]. */
const NEARLY = 0.5;

/**
 * For each word of the text, the words of the directory that hold it; where none does, those that are nearly it. Null when
 * a word is like none: then nothing is found.
 */
export async function alikeWords(sql: Sql, text: string): Promise<string[][] | null> {
  const asked = [...new Set(searchWords(text))];
  if (asked.length === 0) return searchable(text) === '' ? [] : null;
  const rows = await sql<{ alike: string[] }>('words-alike', ALIKE, [
    asked,
    asked.map(patternOf),
    MOST,
    NEARLY,
  ]);
  const all = rows.map(({ alike }) => alike);
  return all.some((alike) => alike.length === 0) ? null : all;
}

/** The words that hold it; else those from which it differs by a letter or two that are swapped; else those nearly it. */
const ALIKE = `
  select coalesce(
    nullif(array(select word from search_word where word like asked.pattern order by length(word), word limit $3), '{}'),
    nullif(array(select word from search_word where one_left_out(word) && one_left_out(asked.word)
      order by public.similarity(word, asked.word) desc, word limit $3), '{}'),
    array(select word from search_word where word operator(public.%) asked.word
        and greatest(public.word_similarity(asked.word, word), public.word_similarity(word, asked.word)) >= $4
      order by public.similarity(word, asked.word) desc, word limit $3)) as alike
  from unnest($1::text[], $2::text[]) with ordinality as asked(word, pattern, place) order by place`;

/** A word of one or two letters is a beginning: as a part it would be in every other word. */
function patternOf(word: string): string {
  // The article that Arabic writes together with its noun is left out, as the text may do as well.
  const bare = /^ال.{3,}/u.test(word) ? word.slice(2) : word;
  const escaped = bare.replaceAll(/[\\%_]/g, '\\$&');
  // Scripts without spaces, and signs, have whole words of one letter.
  const spells =
    /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}]/u.test(bare);
  return bare.length < 3 && spells ? `${escaped}%` : `%${escaped}%`;
}
