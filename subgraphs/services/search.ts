import type { Page } from '../../shared/pagination.ts';
import { STALE_AFTER_MS, UNASSURED_AFTER_MS } from '../../shared/policy/service-offer.ts';
import type { NearInput, ServiceFilter } from './search.inputs.ts';
import { type Conditions, conditionsOf } from './search-conditions.ts';
import { alikeWords } from './search-words.ts';
import type { ServiceRow } from './service-row.ts';
import { SHOWN_SERVICES } from './shown-service.ts';
import { cellsAround, chordOf, type Point, pointOf } from './sphere.ts';
import type { Sql } from './stored-offer.ts';

// Every reading of services. Nothing is logged of who asked where [Services, rule 8]. A confidential location has no
// point, hence no distance [Services, rule 4].

/** $1 viewer's organisation, $2 stale if assured before, $3 expired if assured before, $4 today. */
const RANK = `case when s.assured_at is null or s.assured_at < $3::timestamptz or s.valid_until < $4::date then 2
  when s.assured_at < $2::timestamptz then 1 else 0 end`;

const BY_ID = `
  with page as (
    select s.id, ${RANK} as rank, found.place, found.chord
      from unnest($5::text[], $6::float8[]) with ordinality as found(id, chord, place) join service s on s.id = found.id)
  ${SHOWN_SERVICES} order by page.place`;

/** In the order of `ids`; `chords` are their distances in a search with a point. */
export function servicesById(
  sql: Sql,
  viewer: string | null,
  now: Date,
  ids: readonly string[],
  chords: readonly (number | null)[] = ids.map(() => null),
): Promise<ServiceRow[]> {
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  const today = now.toISOString().slice(0, 10);
  return sql<ServiceRow>('services-by-id', BY_ID, [
    viewer,
    before(STALE_AFTER_MS),
    before(UNASSURED_AFTER_MS),
    today,
    ids,
    chords,
  ]);
}

/** A service that was found, with what it is ordered by. */
export interface Found {
  readonly id: string;
  /** 0: its word stands; 1: it is stale, and so comes last [Services, rule 6]. Always 0 in a search without a point. */
  readonly bucket: number;
  /** Straight distance on the unit sphere; null without a point. */
  readonly chord: number | null;
  /** `stands_until`, to the microsecond. */
  readonly stands: string;
}

/** Where the page before ended, as its cursor says: the moment of the first page, and the place in the order. */
type Key = readonly [now: string, bucket: string, chord: string, stands: string, id: string];

/** Of the first ring, at most: the middle of a city has a page of anything within it, and its districts of one kind of help. */
const FIRST_RING_METRES = { ofAnything: 4_000, ofOneKind: 20_000 };

/**
 * One more than the page holds, in reading order; reversed when paging backward. Without a point the freshest come first.
 * With one, those whose word still stands come first, the nearest before the farther, and the stale ones after them all.
 * The clock is that of the first page, so that none moves to another place between two pages.
 */
export async function searchServices(
  sql: Sql,
  filter: ServiceFilter,
  near: NearInput | null,
  page: Page,
  now: Date,
): Promise<Found[]> {
  const words = await alikeWords(sql, filter.text ?? '');
  if (words === null) return [];
  const conditions = () => conditionsOf(filter, words);
  const key = page.key as Key | null;
  if (near === null) return freshest(sql, conditions(), page, key);
  const point = pointOf(near.latitude, near.longitude);
  const whole = { point, reach: chordOf(near.withinKm * 1000), now, whole: true };
  const start = key === null ? 0 : Number(key[2]);
  // Rings, each wider than the last, until one holds a page of services whose word stands: whatever is farther comes later.
  // Words and an area leave so few that rings would only ask again.
  const rings =
    page.forward && (key === null || key[1] === '0') && filter.text == null && filter.admin1 == null;
  const first = FIRST_RING_METRES[(filter.types ?? filter.needs) ? 'ofOneKind' : 'ofAnything'];
  const smallest = chordOf(Math.min(first, (near.withinKm * 1000) / 4));
  for (let reach = Math.max(2 * start, smallest); rings && reach < whole.reach; ) {
    const found = await nearest(sql, conditions(), page, key, { ...whole, reach, whole: false });
    if (found.length > page.limit) return found;
    reach *= found.length === 0 ? 16 : Math.min(16, 1.5 * Math.sqrt((page.limit + 1) / found.length));
  }
  return nearest(sql, conditions(), page, key, whole);
}

/** Of so many that fit all else, the dear conditions are asked first; a page of those that are open is nearly always among them. */
const LOOKED_AT = 200;

/** The freshest first: `stands_until` does not depend on the clock. */
async function freshest(sql: Sql, conditions: Conditions, page: Page, key: Key | null): Promise<Found[]> {
  const [direction, beyond] = page.forward ? ['desc', '<'] : ['asc', '>'];
  if (key !== null) {
    const [stands, id] = [conditions.value(key[3]), conditions.value(key[4])];
    conditions.add(`(s.stands_until, s.id) ${beyond} (${stands}::timestamp, ${id})`);
  }
  const order = `order by s.stands_until ${direction}, s.id ${direction}`;
  const limit = conditions.value(page.limit + 1);
  const selected = `s.id, 0 as bucket, null::float8 as chord, s.stands_until::text as stands`;
  // Without a name: what is rare and what is not differs from search to search, and so does the best plan.
  if (conditions.hasLast()) {
    // Ordered once, and then asked one by one until the page is full.
    const some = await sql<Found & { looked: number }>(
      '',
      `select ${selected}, s.looked from (
         select *, count(*) over ()::integer as looked from (
           select s.id, s.stands_until from service s where ${conditions.text()} ${order} limit ${LOOKED_AT}) s
         ${order} offset 0) s
       where ${conditions.lastText()} ${order} limit ${limit}`,
      conditions.values,
    );
    if (some.length > page.limit || (some[0] !== undefined && some[0].looked < LOOKED_AT)) return some;
  }
  return sql<Found>(
    '',
    `select ${selected} from service s where ${conditions.text()} and ${conditions.lastText()} ${order} limit ${limit}`,
    conditions.values,
  );
}

interface Ring {
  readonly point: Point;
  /** As a straight distance on the unit sphere. */
  readonly reach: number;
  readonly now: Date;
  /** The whole of what was asked: the stale ones come in it as well. */
  readonly whole: boolean;
}

/** What lies in a ring, the nearest first; of several places of one service the nearest counts. */
function nearest(
  sql: Sql,
  conditions: Conditions,
  page: Page,
  key: Key | null,
  { point, reach, now, whole }: Ring,
): Promise<Found[]> {
  const [nearer, fresher, farther, staler] = page.forward
    ? ['asc', 'desc', '>', '<']
    : ['desc', 'asc', '<', '>'];
  conditions.add(`s.cells && ${conditions.value(cellsAround(point, reach))}::text[]`);
  const clock = `(${conditions.value(now)}::timestamptz at time zone 'UTC')`;
  if (!whole) conditions.add(`s.stands_until >= ${clock}`);
  const within = [`chord <= ${conditions.value(reach)}::float8`];
  if (key !== null) {
    const [bucket, chord, stands, id] = key.slice(1).map((one) => conditions.value(one));
    within.push(`(bucket ${farther} ${bucket}::integer or bucket = ${bucket}::integer and (chord ${farther} ${chord}::float8
      or chord = ${chord}::float8 and (stands_until, id) ${staler} (${stands}::timestamp, ${id})))`);
  }
  const [x, y, z] = point.map((axis) => `${conditions.value(axis)}::float8`);
  const order = `order by s.bucket ${nearer}, s.chord ${nearer}, s.stands_until ${fresher}, s.id ${fresher}`;
  const text = `
    select s.id, s.bucket, s.chord, s.stands_until::text as stands from (
      select * from (
        select s.id, s.stands_until, case when s.stands_until < ${clock} then 1 else 0 end as bucket, (
            select min(sqrt((s.spots[i] - ${x}) ^ 2 + (s.spots[i + 1] - ${y}) ^ 2 + (s.spots[i + 2] - ${z}) ^ 2))
              from generate_series(1, cardinality(s.spots), 3) i) as chord
          from service s where ${conditions.text()}
        offset 0) s
      where ${within.join(' and ')} ${order} offset 0) s
    where ${conditions.lastText()} ${order} limit ${conditions.value(page.limit + 1)}`;
  return sql<Found>('', text, conditions.values);
}
