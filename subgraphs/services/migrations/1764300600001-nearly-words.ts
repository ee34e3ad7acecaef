import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A word with one letter wrong, missing, too many or out of place, and the word that was meant, become one when a letter of each
 * is left out. So every word is indexed by all that is left of it, and a misspelt one is looked up, where trigrams would compare it
 * with every tenth word that there is [measured: `bench/RESULTS.md`]. For mistakes that are worse the trigrams remain.
 */
export class NearlyWords1764300600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function one_left_out(word text) returns text[] language sql immutable parallel safe
        return case when length(word) < 4 then '{}'::text[]
          else array(select distinct overlay(word placing '' from place for 1) from generate_series(1, length(word)) place)
            || word end;
      create index search_word_by_nearly on search_word using gin (one_left_out(word)) with (fastupdate = off);
      analyze search_word`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
