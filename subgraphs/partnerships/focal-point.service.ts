import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import { loaderOf } from '../../shared/loader.ts';
import { mayReadFocalPoints, mayWriteFocalPoint } from '../../shared/policy/focal-point.ts';
import { FocalPoint } from './focal-point.entity.ts';
import type {
  AddFocalPointInput,
  RemoveFocalPointInput,
  ReviseFocalPointInput,
} from './focal-point.inputs.ts';
import { focalPointFacts } from './registry-facts.ts';
import { languageOf, optionalTextOf, refuseUnless, textOf } from './reporting-checks.ts';

const COLUMNS = `f.id, f.organisation_id as "organisationId", f.name, f.role, f.email, f.phone, f.languages,
  f.written_at as "writtenAt", f.version`;

/** So many an organisation names at most: it is a door, not a directory of staff. */
const MOST = 20;

interface ReadRow {
  readonly subjectId: string;
  readonly subjectParentId: string | null;
  readonly viewerId: string | null;
  readonly isPartner: boolean;
  /** Dates inside JSON are text. */
  readonly points: readonly (Omit<FocalPoint, 'writtenAt' | 'writtenBy'> & { readonly writtenAt: string })[];
}

/** The one door to focal points: who may not read them does not learn whether there are any. */
export class FocalPointService {
  private readonly ofOrganisation = loaderOf<string, readonly FocalPoint[]>((context, ids) =>
    this.load(context, ids),
  );

  constructor(
    private readonly database: Database,
    private readonly secret: Buffer,
  ) {}

  /** By name; null for whoever may not read them. */
  list(context: SubgraphContext, organisationId: string): Promise<readonly FocalPoint[] | null> {
    return context.viewer === null ? Promise.resolve(null) : this.ofOrganisation(context, organisationId);
  }

  /** Errors: VALIDATION_FAILED, NOT_FOUND, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  add(context: SubgraphContext, input: AddFocalPointInput): Promise<FocalPoint | null> {
    const told = toldPoint(input);
    return this.change(context, 'addFocalPoint', input, async (tx, viewer) => {
      enforce(mayWriteFocalPoint(await focalPointFacts(tx, viewer, input.organisationId)));
      const [{ count } = { count: 0 }] = await tx.sql<{ count: number }>(
        'count-focal-points',
        'select count(*)::int as count from focal_point where organisation_id = $1',
        [input.organisationId],
      );
      refuseUnless(count < MOST, 'organisationId', `An organisation names at most ${MOST} focal points.`);
      const id = newId('focal');
      const { organisationId } = input;
      await tx.entities.insert(FocalPoint, { ...told, ...writing(viewer), id, organisationId, version: 1 });
      return id;
    });
  }

  /** Errors: VALIDATION_FAILED, NOT_FOUND, VERSION_CONFLICT, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  revise(context: SubgraphContext, input: ReviseFocalPointInput): Promise<FocalPoint | null> {
    const told = toldPoint(input);
    return this.change(context, 'reviseFocalPoint', input, async (tx, viewer) => {
      const { id, version } = await held(tx, viewer, input);
      await tx.entities.update(FocalPoint, { id }, { ...told, ...writing(viewer), version: version + 1 });
      return id;
    });
  }

  /** Nothing of it is kept: it is about a member of staff. Errors: NOT_FOUND, VERSION_CONFLICT, RULE_BROKEN. */
  remove(context: SubgraphContext, input: RemoveFocalPointInput): Promise<FocalPoint | null> {
    return this.change(context, 'removeFocalPoint', input, async (tx, viewer) => {
      const { id, organisationId } = await held(tx, viewer, input);
      await tx.entities.delete(FocalPoint, { id });
      await tx.sql('forget-focal-point', `update idempotency set input = '' where subject = $1`, [id]);
      return organisationId;
    });
  }

  private async change(
    context: SubgraphContext,
    verb: string,
    input: object,
    work: (tx: Transaction, viewer: Viewer) => Promise<string>,
  ): Promise<FocalPoint | null> {
    const { viewer } = context;
    if (!viewer) throw new AccordError('UNAUTHENTICATED');
    const id = await this.database.transaction(viewer.organisationId, (tx) =>
      once(tx, context, this.secret, verb, input, () => work(tx, viewer)),
    );
    return this.database.transaction(viewer.organisationId, async (tx) => {
      const [row] = await tx.sql<FocalPoint>(
        'focal-point-by-id',
        `select ${COLUMNS} from focal_point f where f.id = $1`,
        [id],
      );
      return row ? Object.assign(new FocalPoint(), row) : null;
    });
  }

  private async load(
    { viewer }: SubgraphContext,
    ids: readonly string[],
  ): Promise<Map<string, readonly FocalPoint[]>> {
    const viewerId = viewer?.organisationId ?? null;
    const rows = await this.database.transaction(viewerId, (tx) =>
      tx.sql<ReadRow>('focal-points', READ, [viewerId, ids]),
    );
    return new Map(
      rows.flatMap((row) =>
        mayReadFocalPoints(row).allowed
          ? [[row.subjectId, row.points.map((point) => asFocalPoint(point))] as const]
          : [],
      ),
    );
  }
}

/** Row-level security shows none to whom the rule would refuse them. $1: the viewer's organisation; $2: organisations. */
const READ = `
  select o.id as "subjectId", o.parent_id as "subjectParentId", me.id as "viewerId",
    exists (select from partners_in_force p where p.organisation_id = o.id and p.partner_id = me.id) as "isPartner",
    coalesce((select json_agg(json_build_object('id', f.id, 'organisationId', f.organisation_id, 'name', f.name,
        'role', f.role, 'email', f.email, 'phone', f.phone, 'languages', f.languages, 'writtenAt', f.written_at,
        'version', f.version) order by f.name, f.id)
      from focal_point f where f.organisation_id = o.id), '[]') as points
    from organisation o left join organisation me on me.id = $1 and me.active
   where o.id = any($2)`;

const EMAIL = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;
const PHONE = /^\+?[0-9 ()./-]{4,40}$/;

function toldPoint(input: AddFocalPointInput | ReviseFocalPointInput) {
  const email = optionalTextOf(input.email, 'email', 200);
  const phone = optionalTextOf(input.phone, 'phone', 40);
  refuseUnless(email === null || EMAIL.test(email), 'email', 'An address is written as name@place.example.');
  refuseUnless(
    phone === null || PHONE.test(phone),
    'phone',
    'A number has digits, and begins with + abroad.',
  );
  refuseUnless(email !== null || phone !== null, 'email', 'An address or a number is needed.');
  refuseUnless(
    input.languages.length >= 1 && input.languages.length <= 20,
    'languages',
    '1 to 20 languages stand here.',
  );
  return {
    name: textOf(input.name, 'name', 200),
    role: textOf(input.role, 'role', 200),
    email,
    phone,
    languages: [...new Set(input.languages.map((one, index) => languageOf(one, `languages.${index}`)))],
  };
}

function writing(viewer: Viewer) {
  return { writtenBy: viewer.clientId, writtenAt: new Date() };
}

/** The focal point for one who may change it, its row held until the end. Errors: NOT_FOUND, RULE_BROKEN, VERSION_CONFLICT. */
async function held(
  tx: Transaction,
  viewer: Viewer,
  { id, expectedVersion }: RemoveFocalPointInput,
): Promise<FocalPoint> {
  const [row] = await tx.sql<FocalPoint>(
    'focal-point-held',
    `select ${COLUMNS} from focal_point f where f.id = $1 for update`,
    [id],
  );
  if (!row) throw new AccordError('NOT_FOUND', { field: 'input.id' });
  enforce(mayWriteFocalPoint(await focalPointFacts(tx, viewer, row.organisationId)));
  if (row.version !== expectedVersion)
    throw new AccordError('VERSION_CONFLICT', { field: 'input.expectedVersion' });
  return row;
}

function asFocalPoint(point: ReadRow['points'][number]): FocalPoint {
  return Object.assign(new FocalPoint(), point, { writtenAt: new Date(point.writtenAt) });
}
