import type { SubgraphContext } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import { loaderOf } from '../../shared/loader.ts';
import type { Connection, Cursors, PageArguments } from '../../shared/pagination.ts';
import { mayRegisterOrganisation } from '../../shared/policy/registry.ts';
import { Organisation } from './organisation.entity.ts';
import type { OrganisationFilter, RegisterOrganisationInput } from './organisation.inputs.ts';
import { registrationFacts } from './registry-facts.ts';

const COLUMNS = `o.id, o.code, o.name, o.names, o.type, o.country, o.identifier, o.site, o.parent_id as "parentId", o.active,
  o.purposes, o.version, o.recognised_on::text as "recognisedOn", o.suspended_at as "suspendedAt",
  o.suspended_by_id as "suspendedById", o.closed_at as "closedAt", o.merged_into_id as "mergedIntoId", o.shares_credentials as "sharesCredentials",
  array(select u.type from organisation u where u.credentials_of = o.credentials_of and u.id <> o.id
         order by u.type) as "sharesCredentialsWith"`;

/** Also what it was called before, and what was merged into it: an old name still leads to whoever bears the work now. */
const SEARCHED = `concat_ws(' ', o.name, o.code, o.names::text,
  (select string_agg(f.name || ' ' || f.names::text, ' ') from former_name f
    where f.organisation_id = o.id or f.organisation_id in (select id from organisation where merged_into_id = o.id)),
  (select string_agg(m.name || ' ' || m.names::text, ' ') from organisation m where m.merged_into_id = o.id))`;

/** The one door to organisations. They are public: what anyone may know of them is all that is kept here. */
export class OrganisationService {
  private readonly byId = loaderOf<string, Organisation>((context, ids) => this.load(context, ids));

  private readonly unitsOf = loaderOf<string, readonly Organisation[]>((_context, ids) =>
    this.loadUnits(ids),
  );

  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
    private readonly secret: Buffer,
  ) {}

  /** The organisation, or null. Many asked for in one request are read with one statement. */
  find(context: SubgraphContext, id: string): Promise<Organisation | null> {
    return this.byId(context, id);
  }

  async list(
    context: SubgraphContext,
    filter: OrganisationFilter,
    request: PageArguments,
  ): Promise<Connection<Organisation>> {
    const binding = ['organisations', context.viewer?.organisationId ?? null, filter];
    const page = this.cursors.page(request, binding);
    const [order, beyond] = page.forward ? ['asc', '>'] : ['desc', '<'];
    const rows = await this.database.transaction(null, (tx) =>
      tx.sql<Organisation>(
        `organisations-${order}`,
        `select ${COLUMNS} from organisation o
          where active
            and ($1::text[] is null or type = any($1))
            and ($2::text is null or country = $2)
            and ($3::text is null or public.unaccent(${SEARCHED}) ilike public.unaccent($3))
            and ($4::text is null or (name, id) ${beyond} ($4, $5))
          order by name ${order}, id ${order} limit $6`,
        [
          filter.types ?? null,
          filter.country?.toUpperCase() ?? null,
          filter.text ? `%${filter.text.replaceAll(/[\\%_]/g, '\\$&')}%` : null,
          page.key?.[0] ?? null,
          page.key?.[1] ?? null,
          page.limit + 1,
        ],
      ),
    );
    return this.cursors.connection(rows, page, binding, ({ name, id }) => [name, id], asOrganisation);
  }

  /** Errors: VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async register(context: SubgraphContext, input: RegisterOrganisationInput): Promise<Organisation> {
    checkRegistration(input);
    const id = await this.database.transaction(context.viewer?.organisationId ?? null, (tx) =>
      once(tx, context, this.secret, 'registerOrganisation', input, async () => {
        await takeTurn(tx);
        // Whoever shares its credentials may read less from now on.
        if (input.sharesCredentials) tx.takesBack();
        enforce(mayRegisterOrganisation(await registrationFacts(tx, context, input)));
        return insertOrganisation(tx, input);
      }),
    );
    return this.findAnew(context, id);
  }

  /** The organisation, its row held until the transaction ends. Errors: NOT_FOUND. */
  async held(tx: Transaction, id: string): Promise<Organisation> {
    const [row] = await tx.sql<Organisation>(
      'organisation-held',
      `select ${COLUMNS} from organisation o where o.id = $1 for update`,
      [id],
    );
    if (!row) throw new AccordError('NOT_FOUND', { field: 'input.id' });
    return asOrganisation(row);
  }

  /** Its active units, by name. */
  async units(context: SubgraphContext, parentId: string): Promise<readonly Organisation[]> {
    return (await this.unitsOf(context, parentId)) ?? [];
  }

  /** Not through the loader: an earlier verb of the same request may have read the row before this one changed it. */
  async findAnew(context: SubgraphContext, id: string): Promise<Organisation> {
    const found = (await this.load(context, [id])).get(id);
    if (!found) throw new AccordError('NOT_FOUND');
    return found;
  }

  private async load(_context: SubgraphContext, ids: readonly string[]): Promise<Map<string, Organisation>> {
    const rows = await this.database.read<Organisation>(
      'organisations-by-id',
      `select ${COLUMNS} from organisation o where id = any($1)`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, asOrganisation(row)]));
  }

  private async loadUnits(ids: readonly string[]): Promise<Map<string, readonly Organisation[]>> {
    const rows = await this.database.read<Organisation>(
      'organisations-by-parent',
      `select ${COLUMNS} from organisation o where o.parent_id = any($1) and o.active order by o.name, o.id`,
      [ids],
    );
    const units = rows.map(asOrganisation);
    return new Map(ids.map((id) => [id, units.filter(({ parentId }) => parentId === id)]));
  }
}

/** Whatever is written in the registry comes one after the other, so that each is decided on what the one before it has written. */
export async function takeTurn(tx: Transaction): Promise<void> {
  await tx.sql('registration-turn', `select pg_advisory_xact_lock(hashtext('registerOrganisation'))`);
}

async function insertOrganisation(tx: Transaction, input: RegisterOrganisationInput): Promise<string> {
  const id = newId('org');
  await tx.entities.insert(Organisation, {
    id,
    code: input.code,
    name: input.name.trim(),
    type: input.type,
    country: input.country?.toUpperCase() ?? null,
    identifier: input.identifier ?? null,
    site: input.site ?? null,
    parentId: input.parentId ?? null,
    sharesCredentials: input.sharesCredentials,
  });
  return id;
}

function checkRegistration({
  code,
  name,
  country,
  site,
  parentId,
  sharesCredentials,
}: RegisterOrganisationInput): void {
  refuseUnless(
    /^[a-z0-9][a-z0-9-]{1,39}$/.test(code),
    'code',
    'A code is 2 to 40 lower case letters, digits and hyphens.',
  );
  refuseUnless(name.trim().length > 0 && name.length <= 200, 'name', 'A name has 1 to 200 characters.');
  refuseUnless(
    country == null || /^[a-z]{2}$/i.test(country),
    'country',
    'A country is two letters, ISO 3166-1.',
  );
  refuseUnless(
    !sharesCredentials || parentId != null,
    'sharesCredentials',
    'Credentials are shared with a parent.',
  );
  refuseUnless(site == null || /^https?:\/\//.test(site), 'site', 'A site begins with http:// or https://.');
}

function refuseUnless(holds: boolean, field: string, says: string): void {
  if (!holds) throw new AccordError('VALIDATION_FAILED', { field: `input.${field}`, says });
}

function asOrganisation(row: Organisation): Organisation {
  return Object.assign(new Organisation(), row);
}
