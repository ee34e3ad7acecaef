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
  const held = await sql<{ alike: string[] }>('words-holding', HOLDING, [asked.map(patternOf), MOST]);
  const missing = asked.filter((_word, index) => held[index]?.alike.length === 0);
  const near =
    missing.length === 0
      ? []
      : await sql<{ alike: string[] }>('words-nearly', NEARLY_LIKE, [missing, NEARLY, MOST]);
  const all = asked.map((word, index) => {
    const holding = held[index]?.alike ?? [];
    return holding.length > 0 ? holding : (near[missing.indexOf(word)]?.alike ?? []);
  });
  return all.some((alike) => alike.length === 0) ? null : all;
}

const HOLDING = `
  select array(select word from search_word where word like asked.pattern order by length(word), word limit $2) as alike
  from unnest($1::text[]) with ordinality as asked(pattern, place) order by place`;

const NEARLY_LIKE = `
  select array(select word from search_word where word operator(public.%) asked.word
      and greatest(public.word_similarity(asked.word, word), public.word_similarity(word, asked.word)) >= $2
    order by public.similarity(word, asked.word) desc, word limit $3) as alike
  from unnest($1::text[]) with ordinality as asked(word, place) order by place`;

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
