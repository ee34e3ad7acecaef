import type { Database } from '../../shared/database.ts';
import type { Connection, Cursors, PageArguments } from '../../shared/pagination.ts';
import { sharingLines } from '../../shared/policy/transparency.ts';
import { Sharing } from './sharing.entity.ts';
import type { SharingFilter } from './sharing.inputs.ts';

/**
 * What anyone may know of who shares what with whom. It reads as nobody and knows no viewer: a party is told here what a
 * stranger is told.
 */
export class SharingService {
  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
  ) {}

  /** The newest first. Errors: PAGE_SIZE_REQUIRED, VALIDATION_FAILED. */
  async list(filter: SharingFilter, request: PageArguments): Promise<Connection<Sharing>> {
    const binding = ['transparency', filter];
    const page = this.cursors.page(request, binding);
    const rows = await this.database.read<Sharing>(
      `sharing-${page.forward ? 'desc' : 'asc'}`,
      statement(page.forward),
      [
        new Date(),
        filter.organisationId ?? null,
        filter.categories ?? null,
        filter.purposes ?? null,
        ...(page.key ?? [null, null]),
        page.limit + 1,
      ],
    );
    return this.cursors.connection(
      rows,
      page,
      binding,
      ({ validFrom, agreementId }) => [validFrom.toISOString(), agreementId],
      (row) => Object.assign(new Sharing(), row, { opens: sharingLines(row) }),
    );
  }
}

/**
 * In force, and both of them active: one that is suspended is sent nothing and reads nothing. No clause is read here. $1: now;
 * $2: either party, $3: categories, $4: purposes, each or null; $5, $6: key to start behind, or null; $7: how many.
 */
function statement(forward: boolean): string {
  const [order, beyond] = forward ? ['desc', '<'] : ['asc', '>'];
  return `
  select a.id as "agreementId", a.provider_id as "providerId", a.recipient_id as "recipientId", a.state, a.purposes,
    a.categories, a.valid_from as "validFrom", a.valid_until as "validUntil", r.type as "recipientType",
    r.shares_credentials_with as "recipientSharesCredentialsWith"
    from agreement a
    join organisations_known p on p.id = a.provider_id and p.active
    join organisations_known r on r.id = a.recipient_id and r.active
   where a.kind = 'DATA_SHARING' and a.state = 'ACTIVE' and a.valid_from <= $1 and $1 < a.valid_until
     and ($2::text is null or $2 in (a.provider_id, a.recipient_id))
     and ($3::text[] is null or a.categories && $3)
     and ($4::text[] is null or a.purposes && $4)
     and ($5::timestamptz is null or (a.valid_from, a.id) ${beyond} ($5, $6))
   order by a.valid_from ${order}, a.id ${order} limit $7`;
}
