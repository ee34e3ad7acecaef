import type { Page } from '../../../shared/pagination.ts';
import { isUuid } from '../hsds/hsds-id.ts';
import type { HsdsForm } from '../hsds-page.entity.ts';
import type { HsdsFilter } from '../hsds-page.inputs.ts';
import type { Sql } from '../stored-offer.ts';
import type { HsdsRecord } from './hsds-part.ts';

/** Who asks, for what, in which form; all of one answer is read in one transaction. */
export interface Asked {
  readonly sql: Sql;
  readonly viewerId: string | null;
  readonly languages: readonly string[];
  readonly form: HsdsForm;
  readonly filter: HsdsFilter;
  readonly now: Date;
}

/** What a record is ordered by, its own id last: what stands in a cursor. */
export type Key = readonly string[];

/** How records of one entity of HSDS are counted, listed in order, made and found. */
export interface HsdsSource {
  count(asked: Asked): Promise<number>;
  /** One more than the page holds, behind its key or, without one, behind so many that are skipped. */
  list(asked: Asked, page: Page, skipped: number): Promise<Key[]>;
  /** In the order of the keys. */
  records(asked: Asked, keys: readonly Key[]): Promise<HsdsRecord[]>;
  find(asked: Asked, id: string): Promise<HsdsRecord | null>;
}

/** An id as a statement compares it: as ours, and as a UUID where it is one. */
export function idValues(id: string): [ours: string, uuid: string | null] {
  return [id, isUuid(id) ? id : null];
}

/** Whether the record is the one that was asked for, under the id it shows this reader. */
export function isAsked(record: HsdsRecord, ours: string, asked: string): boolean {
  return ours === asked || String(record['id']).toLowerCase() === asked.toLowerCase();
}
