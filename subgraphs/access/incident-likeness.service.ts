import type { SubgraphContext } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { loaderOf } from '../../shared/loader.ts';
import { mayObserveAccess } from '../../shared/policy/access-observing.ts';
import {
  type LikenessFacts,
  mayHearOfLikeness,
  monthsAround,
} from '../../shared/policy/incident-likeness.ts';
import type { AccessIncident } from './access-incident.entity.ts';
import type { AccessIncidentService } from './access-incident.service.ts';
import { standingOf } from './facts.ts';
import { type IncidentRow, incidentAsRead, viewerOf } from './incident-as-read.ts';
import type { SettleLikenessInput } from './incident-likeness.inputs.ts';
import { type Likeness, likenessStatement } from './incident-statements.ts';
import { sayOnce } from './verbs.ts';

interface LikeRow extends IncidentRow {
  readonly likeOf: string;
}

type Load = (context: SubgraphContext, id: string) => Promise<LikeRow[] | null>;

/** Which incidents may be one, and what their owner decided. It compares what the viewer reads, and by nothing else. */
export class IncidentLikenessService {
  private readonly rows: Readonly<Record<Likeness, Load>>;

  constructor(
    private readonly database: Database,
    private readonly secret: Buffer,
    private readonly incidents: AccessIncidentService,
  ) {
    const load = (which: Likeness) =>
      loaderOf<string, LikeRow[]>((context, ids) => this.load(context, which, ids));
    this.rows = { OWN: load('OWN'), OTHERS: load('OTHERS'), SAME: load('SAME') };
  }

  /** The viewer's own that nobody has decided about; null to whoever does not read the incident whole. */
  ofOwn(context: SubgraphContext, incident: AccessIncident): Promise<AccessIncident[] | null> {
    return this.like(context, incident, 'OWN');
  }

  /** Others' cuts, as far as the viewer reads them; null to whoever does not read the incident whole. */
  ofOthers(context: SubgraphContext, incident: AccessIncident): Promise<AccessIncident[] | null> {
    return this.like(context, incident, 'OTHERS');
  }

  /** What the owner decided; read anew, so that what is not read any more is not shown either. */
  async settledAsSame(
    context: SubgraphContext,
    { id, reading }: AccessIncident,
  ): Promise<AccessIncident[] | null> {
    if (reading !== 'EVERYTHING') return null;
    return asReadBy(context, (await this.rows.SAME(context, id)) ?? []).map(({ other }) => other);
  }

  /** May be decided anew. Errors: NOT_FOUND (also what the viewer does not read), RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async settle(context: SubgraphContext, input: SettleLikenessInput): Promise<AccessIncident> {
    const own = await this.incidents.find(context, input.id);
    if (own?.reading !== 'EVERYTHING') throw new AccordError('NOT_FOUND', { field: 'input.id' });
    const other = await this.incidents.find(context, input.otherId);
    if (!other || other.id === own.id) throw new AccordError('NOT_FOUND', { field: 'input.otherId' });
    await sayOnce(this.database, context, this.secret, 'settleLikeness', input, async (tx, viewer) => {
      const standing = await standingOf(tx, viewer.organisationId);
      enforce(mayObserveAccess({ role: viewer.role, ...standing }));
      const { type } = standing;
      enforce(mayHearOfLikeness(factsOf(type && { ...standing, type, ...viewer }, own, other)));
      await keepVerdict(tx, viewer, input);
      return own.id;
    });
    return own;
  }

  private async like(
    context: SubgraphContext,
    incident: AccessIncident,
    which: 'OWN' | 'OTHERS',
  ): Promise<AccessIncident[] | null> {
    if (incident.reading !== 'EVERYTHING') return null;
    const rows = asReadBy(context, (await this.rows[which](context, incident.id)) ?? []);
    return rows.flatMap(({ other, row }) => {
      const viewer = viewerOf(row, context.viewer?.role ?? null);
      return mayHearOfLikeness(factsOf(viewer, incident, other)).allowed ? [other] : [];
    });
  }

  private async load(
    context: SubgraphContext,
    which: Likeness,
    ids: readonly string[],
  ): Promise<Map<string, LikeRow[]>> {
    const viewerId = context.viewer?.organisationId ?? null;
    const rows = await this.database.transaction(viewerId, (tx) =>
      tx.sql<LikeRow>(`access-incidents-like-${which}`, likenessStatement(which), [
        viewerId,
        new Date(),
        ids,
      ]),
    );
    return Map.groupBy(rows, ({ likeOf }) => likeOf);
  }
}

function asReadBy(
  { viewer }: SubgraphContext,
  rows: readonly LikeRow[],
): { readonly row: LikeRow; readonly other: AccessIncident }[] {
  const now = new Date();
  return rows.flatMap((row) => {
    const { likeOf: _like, ...plain } = row;
    const other = incidentAsRead(plain, viewer?.role ?? null, now);
    return other ? [{ row, other }] : [];
  });
}

/** Of the one the day is known, of the other what is read of it: its month. */
function factsOf(viewer: LikenessFacts['viewer'], one: AccessIncident, other: AccessIncident): LikenessFacts {
  return {
    viewer,
    reading: one.reading,
    otherReading: other.reading,
    one: { ...one, months: one.occurredOn === null ? [] : monthsAround(one.occurredOn) },
    other,
    sameAgreement: one.agreementId !== null && one.agreementId === other.agreementId,
  };
}

async function keepVerdict(
  tx: Transaction,
  { organisationId, clientId }: { readonly organisationId: string; readonly clientId: string },
  { id, otherId, verdict }: SettleLikenessInput,
): Promise<void> {
  await tx.sql(
    'incident-likeness-settle',
    `insert into incident_likeness (owner_id, incident_id, other_id, verdict, settled_at, settled_by)
     values ($1, $2, $3, $4, now(), $5)
     on conflict (incident_id, other_id) do update set verdict = excluded.verdict, settled_at = excluded.settled_at,
       settled_by = excluded.settled_by`,
    [organisationId, id, otherId, verdict, clientId],
  );
}
