import type { Urgency } from '../../../shared/policy/emergency.ts';
import type { Outcome, ReferralReason } from '../../../shared/policy/referral-life.ts';
import type { ReferralState } from '../../../shared/policy/referral-states.ts';
import type { ServiceType } from '../../../shared/policy/service-types.ts';
import type { GENDERS, MIGRATION_STANDINGS } from '../person-categories.entity.ts';
import type { PersonField } from './person-fields.ts';

/** A word of ours for which the standard has none, and why it was not given the nearest one. */
export interface Unmapped {
  readonly none: string;
}

/** One row for each word of ours: their word, or why there is none. */
export type Table<Ours extends string> = Readonly<Record<Ours, string | Unmapped>>;

/** A standard's words for ours. An unmapped code is refused aloud, never guessed. */
export interface Crosswalk {
  readonly states: Table<ReferralState>;
  readonly reasons: Table<ReferralReason>;
  readonly outcomes: Table<Outcome>;
  readonly serviceTypes: Table<ServiceType>;
  readonly urgencies: Table<Urgency>;
  readonly genders: Table<(typeof GENDERS)[number]>;
  readonly standings: Table<(typeof MIGRATION_STANDINGS)[number]>;
  /** Where a field about a person stands in the standard's record. */
  readonly personFields: Table<PersonField>;
}

export type TableName = keyof Crosswalk;

/** Their word for ours; null when they have none, and then `whyNone` says why. */
export function toStandard<Ours extends string>(table: Table<Ours>, ours: Ours): string | null {
  const row = table[ours];
  return typeof row === 'string' ? row : null;
}

/** Why they have no word for ours; null when they have one. */
export function whyNone<Ours extends string>(table: Table<Ours>, ours: Ours): string | null {
  const row = table[ours];
  return typeof row === 'string' ? null : row.none;
}

/**
 * What their word may mean in ours: where several of ours share it, all of them, for the caller to choose from what
 * else it knows. Null when the word is none of theirs.
 */
export function fromStandard<Ours extends string>(table: Table<Ours>, theirs: string): Ours[] | null {
  const found = (Object.keys(table) as Ours[]).filter((ours) => table[ours] === theirs);
  return found.length > 0 ? found : null;
}

export function none(why: string): Unmapped {
  return { none: why };
}

/** The same for every word of a list: for what a standard does not speak of at all. */
export function noneOf<Ours extends string>(words: readonly Ours[], why: string): Table<Ours> {
  return Object.fromEntries(words.map((word) => [word, none(why)])) as Record<Ours, Unmapped>;
}
