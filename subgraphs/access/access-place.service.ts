import type { SubgraphContext } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import { hxlTable } from '../../shared/hxl-table.ts';
import { loaderOf } from '../../shared/loader.ts';
import { mayReadPlaceExactly } from '../../shared/policy/place-reading.ts';
import type { AccessAgreement } from './access-agreement.entity.ts';
import { AccessPlace } from './access-place.entity.ts';
import { PLACE_COLUMNS } from './exports/place-columns.ts';
import { refuseUnless } from './input-checks.ts';

/** The door to places, which is an agreement that the viewer reads. */
export class AccessPlaceService {
  private readonly byId = loaderOf<string, AccessPlace>((context, ids) => this.load(context, ids));

  constructor(private readonly database: Database) {}

  /** Whole for a party; for others setting, country and first administrative level (Access agreements, rule 8). */
  async placesOf(context: SubgraphContext, agreement: AccessAgreement): Promise<AccessPlace[]> {
    const places = await Promise.all(agreement.placeIds.map((id) => this.byId(context, id)));
    const found = places.filter((place) => place !== null);
    const { partyIds, reading } = agreement;
    // A party that is active no more does not read the agreement whole, and is nobody here.
    const viewerId = reading === 'EVERYTHING' ? (context.viewer?.organisationId ?? null) : null;
    return found.map((place) =>
      mayReadPlaceExactly({ viewerId, ownerId: place.recordedById, partyIds }).allowed
        ? place
        : coarse(place),
    );
  }

  /** Those that the viewer's organisation recorded, as a table: the first thousand. */
  async table({ viewer }: SubgraphContext): Promise<string> {
    if (!viewer) throw new AccordError('UNAUTHENTICATED');
    const rows = await this.database.transaction(viewer.organisationId, (tx) =>
      tx.sql<AccessPlace>(
        'access-places-own',
        `select p.id, p.name, p.setting, p.country, p.admin1, p.latitude, p.longitude
           from access_place p join partnerships.organisations_known me on me.id = $1 and me.active
          where p.recorded_by_id = me.id order by p.country, p.id limit 1000`,
        [viewer.organisationId],
      ),
    );
    return hxlTable(PLACE_COLUMNS, rows);
  }

  private async load(context: SubgraphContext, ids: readonly string[]): Promise<Map<string, AccessPlace>> {
    const rows = await this.database.transaction(context.viewer?.organisationId ?? null, (tx) =>
      tx.sql<AccessPlace>(
        'access-places',
        `select id, recorded_by_id as "recordedById", name, setting, country, admin1, latitude, longitude
           from access_place where id = any($1)`,
        [ids],
      ),
    );
    return new Map(rows.map((row) => [row.id, Object.assign(new AccessPlace(), row)]));
  }
}

/** Places of one organisation's own; another's is one that is not there. Errors: VALIDATION_FAILED. */
export async function refuseUnknownPlaces(
  tx: Transaction,
  ownerId: string,
  ids: readonly string[],
  field: string,
): Promise<void> {
  if (ids.length === 0) return;
  const rows = await tx.sql(
    'access-places-of-owner',
    'select from access_place where id = any($1) and recorded_by_id = $2',
    [ids, ownerId],
  );
  refuseUnless(rows.length === ids.length, field, 'Your organisation has recorded no such place.');
}

function coarse(place: AccessPlace): AccessPlace {
  return Object.assign(new AccessPlace(), place, { name: null, latitude: null, longitude: null });
}
