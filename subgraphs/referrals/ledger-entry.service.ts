import type { SubgraphContext } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import type { Connection, Cursors, PageArguments } from '../../shared/pagination.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import { isPurpose } from '../../shared/policy/purposes.ts';
import { refusalOf } from '../../shared/policy/release.ts';
import { listenerOf, partyVoice } from '../../shared/policy/voice.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { ownerFacts } from './facts.ts';
import type { LedgerEntry, RefusedCategory } from './ledger-entry.entity.ts';
import { signedIn } from './purpose.ts';

interface EntryRow {
  readonly seq: string;
  readonly at: Date;
  readonly viewer: string;
  readonly role: string;
  readonly purpose: string | null;
  readonly owner: string;
  readonly referral: string | null;
  readonly agreement: string | null;
  readonly consent: string | null;
  readonly ground: string | null;
  readonly released: DataCategory[];
  readonly refused: readonly { readonly category: string; readonly rule: string }[];
  readonly request_id: string;
  readonly hash: Buffer;
}

export interface LedgerArguments extends PageArguments {
  person?: string | null;
  referral?: string | null;
}

/** The one door to the ledger's lines: the owner reads those of its persons, a recipient its own, nobody else any. */
export class LedgerEntryService {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly cursors: Cursors,
  ) {}

  /** Newest first. Errors: VALIDATION_FAILED unless one of person and referral is named; PAGE_SIZE_REQUIRED. */
  async list(context: SubgraphContext, request: LedgerArguments): Promise<Connection<LedgerEntry>> {
    const viewer = signedIn(context);
    const { organisationId } = viewer;
    const { person = null, referral = null } = request;
    if ((person === null) === (referral === null)) {
      throw new AccordError('VALIDATION_FAILED', { says: 'Name a person or a referral.' });
    }
    const binding = ['ledger', organisationId, person, referral];
    const page = this.cursors.page(request, binding);
    const [order, beyond] = page.forward ? ['desc', '<'] : ['asc', '>'];
    const rows = await this.database.transaction(organisationId, async (tx) => {
      // Whoever would be a stranger to persons of its own reads of none: not active any more, or behind the firewall.
      const facts = await ownerFacts(tx, viewer, null, {});
      if (!facts || listenerOf(facts) === 'STRANGER') return [];
      const pseudonym = person === null ? null : await this.pseudonymOf(tx, organisationId, person);
      if (person !== null && pseudonym === null) return [];
      return tx.sql<EntryRow>(
        `ledger-${order}`,
        `select seq, at, viewer, role, purpose, owner, referral, agreement, consent, ground, released, refused, request_id, hash
           from ledger_entry
          where (owner = $1 or (viewer = $1 and $2::text is null and not refused @> '[{"category": "*"}]'))
            and ($2::text is null or pseudonym = $2 or referral = any(
                  array(select id from referral where owner_id = $1 and person_id = $6)))
            and ($3::text is null or referral = $3)
            and ($4::bigint is null or seq ${beyond} $4)
          order by seq ${order} limit $5`,
        [organisationId, pseudonym, referral, page.key?.[0] ?? null, page.limit + 1, person],
      );
    });
    return this.cursors.connection(
      rows,
      page,
      binding,
      ({ seq }) => [seq],
      (row) => shown(row, organisationId),
    );
  }

  private async pseudonymOf(
    tx: Parameters<Parameters<Database['transaction']>[1]>[0],
    ownerId: string,
    personId: string,
  ): Promise<string | null> {
    const [row] = await tx.sql<{ key_id: string; wrapped_key: Buffer | null }>(
      'person-key',
      'select key_id, wrapped_key from person where owner_id = $1 and id = $2',
      [ownerId, personId],
    );
    if (!row?.wrapped_key) return null;
    return this.vault.open(ownerId, personId, row.key_id, row.wrapped_key).pseudonymFor(ownerId);
  }
}

function shown(row: EntryRow, reader: string): LedgerEntry {
  const isOwner = row.owner === reader;
  return {
    number: Number(row.seq),
    at: row.at,
    viewer: { id: row.viewer },
    role: row.role,
    purpose: isPurpose(row.purpose) ? row.purpose : null,
    owner: { id: row.owner },
    referral: row.referral,
    agreement: row.agreement,
    consent: isOwner ? row.consent : null,
    ground: isOwner ? row.ground : null,
    released: row.released,
    refused: row.refused.map((one) => spoken(one, isOwner)),
    requestId: row.request_id,
    hash: row.hash.toString('hex'),
  };
}

/** Two voices here too: the owner hears the exact rule, a recipient what a party hears. */
function spoken({ category, rule }: EntryRow['refused'][number], isOwner: boolean): RefusedCategory {
  const refusal = refusalOf(rule);
  return {
    category: category === '*' ? null : (category as DataCategory),
    reason: isOwner ? refusal : (partyVoice(refusal) as RefusedCategory['reason']),
  };
}
