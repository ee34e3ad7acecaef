import type { SubgraphContext } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import { loaderOf } from '../../shared/loader.ts';
import { mayReadEntryHistory } from '../../shared/policy/organisation-life.ts';
import type { OrganisationType } from '../../shared/policy/organisations.ts';
import { FormerName } from './former-name.entity.ts';
import type { Organisation } from './organisation.entity.ts';
import { OrganisationEvent } from './organisation-event.entity.ts';

export interface SignedNames {
  readonly id: string;
  readonly providerName: string;
  readonly recipientName: string;
}

/** Of an agreement `a`: the first of a party's old names that it still had when it signed, or else the one it has. */
const nameOf = (party: string) => `(select coalesce(
    (select f.name from former_name f where f.organisation_id = o.id and f.held_until > s.signed_at
      order by f.held_until limit 1), o.name)
  from organisation o
  left join agreement_signature s
    on s.agreement_id = a.id and s.revision_hash = a.revision_hash and s.organisation_id = o.id
  where o.id = a.${party})`;

/** What was: names for anybody, who did what for those who keep the entry. */
export class OrganisationPastService {
  private readonly names = loaderOf<string, readonly FormerName[]>((_context, ids) => this.loadNames(ids));

  private readonly signed = loaderOf<string, SignedNames>((_context, ids) => this.loadSigned(ids));

  constructor(private readonly database: Database) {}

  /** What the parties of an agreement were called when they signed it. The agreement is one that the viewer has read. */
  async namesAtSigning(context: SubgraphContext, agreementId: string): Promise<SignedNames> {
    const found = await this.signed(context, agreementId);
    if (!found) throw new AccordError('NOT_FOUND');
    return found;
  }

  /** The latest first. */
  async formerNames(context: SubgraphContext, organisationId: string): Promise<readonly FormerName[]> {
    return (await this.names(context, organisationId)) ?? [];
  }

  /** The latest first; null for whoever may not read it. */
  async history(
    { viewer }: SubgraphContext,
    subject: Organisation,
  ): Promise<readonly OrganisationEvent[] | null> {
    if (!viewer) return null;
    return this.database.transaction(viewer.organisationId, async (tx) => {
      const [me] = await tx.sql<{ id: string; type: OrganisationType }>(
        'history-reader',
        'select id, type from organisation where id = $1 and active',
        [viewer.organisationId],
      );
      if (!mayReadEntryHistory(me ?? null, subject)) return null;
      const rows = await tx.sql<OrganisationEvent>(
        'organisation-history',
        `select organisation_id as "organisationId", version, verb, at, by_organisation_id as "byOrganisationId", reason
           from organisation_event where organisation_id = $1 order by version desc limit 100`,
        [subject.id],
      );
      return rows.map((row) => Object.assign(new OrganisationEvent(), row));
    });
  }

  private async loadSigned(ids: readonly string[]): Promise<Map<string, SignedNames>> {
    const rows = await this.database.read<SignedNames>(
      'names-at-signing',
      `select a.id, ${nameOf('provider_id')} as "providerName", ${nameOf('recipient_id')} as "recipientName"
         from agreement a where a.id = any($1)`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  private async loadNames(ids: readonly string[]): Promise<Map<string, readonly FormerName[]>> {
    const rows = await this.database.read<FormerName>(
      'former-names',
      `select organisation_id as "organisationId", name, names, held_from as "heldFrom", held_until as "heldUntil"
         from former_name where organisation_id = any($1) order by organisation_id, held_until desc`,
      [ids],
    );
    const named = rows.map((row) => Object.assign(new FormerName(), row));
    return new Map(ids.map((id) => [id, named.filter(({ organisationId }) => organisationId === id)]));
  }
}
