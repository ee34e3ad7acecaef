import { createHmac, randomBytes } from 'node:crypto';
import { IsNull } from 'typeorm';
import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import { addMonths } from '../../shared/policy/months.ts';
import {
  LINK_MONTHS,
  type LinkRequest,
  mayGivePersonLink,
  mayUsePersonLink,
} from '../../shared/policy/person-link.ts';
import { caseworkFacts } from './facts.ts';
import { PersonLink } from './person-link.entity.ts';
import type { IssuePersonLinkInput, RevokePersonLinkInput } from './person-link.inputs.ts';
import { signedIn, writingPurpose } from './purpose.ts';

/** 192 random bits in base64url: 32 characters, which fit into a message and on a slip of paper. */
const TOKEN_BYTES = 24;

/** What is known of whoever came with a link: whose record it opens, and nothing else. */
export interface LinkHolder {
  readonly ownerId: string;
  readonly personId: string;
  readonly expiresAt: Date;
}

/** The one door to links: the owner's staff make and end them, and whoever holds one comes in by it. */
export class PersonLinkService {
  constructor(
    private readonly database: Database,
    private readonly secret: Buffer,
    /** The key of the tokens' hashes: without it a copy of the table tells of no token. */
    private readonly tokenKey: Buffer,
  ) {}

  /** Errors: NOT_FOUND, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async issue(
    context: SubgraphContext,
    input: IssuePersonLinkInput,
  ): Promise<{ personLink: PersonLink; token: string | null }> {
    const viewer = signedIn(context);
    writingPurpose(context);
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    let told: string | null = null;
    const personLink = await this.database.transaction(viewer.organisationId, async (tx) => {
      const issuedAt = new Date();
      const expiresAt = input.expiresAt ?? addMonths(issuedAt, LINK_MONTHS);
      enforce(mayGivePersonLink({ ...(await caseworkFacts(tx, viewer)), from: issuedAt, until: expiresAt }));
      await once(tx, context, this.secret, 'issuePersonLink', input, async () => {
        await takePerson(tx, viewer, input.personRef);
        await endLinks(tx, viewer, input.personRef, issuedAt);
        await tx.entities.insert(PersonLink, {
          ownerId: viewer.organisationId,
          id: newId('link'),
          personId: input.personRef,
          tokenHash: this.hashOf(token),
          issuedAt,
          issuedBy: viewer.clientId,
          expiresAt,
          revokedAt: null,
        });
        told = token;
        return input.personRef;
      });
      return newestLink(tx, viewer, input.personRef);
    });
    return { personLink, token: told };
  }

  /** Errors: NOT_FOUND (no such person, or it never had a link), RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async revoke(context: SubgraphContext, input: RevokePersonLinkInput): Promise<PersonLink> {
    const viewer = signedIn(context);
    writingPurpose(context);
    return this.database.transaction(viewer.organisationId, async (tx) => {
      const at = new Date();
      const until = addMonths(at, LINK_MONTHS);
      enforce(mayGivePersonLink({ ...(await caseworkFacts(tx, viewer)), from: at, until }));
      await once(tx, context, this.secret, 'revokePersonLink', input, async () => {
        await takePerson(tx, viewer, input.personRef);
        await endLinks(tx, viewer, input.personRef, at);
        return input.personRef;
      });
      return newestLink(tx, viewer, input.personRef);
    });
  }

  /**
   * Lets the holder of a link in: `work` runs in a transaction that reads and writes as the owner does, and of this one
   * person alone. Unknown, revoked, over and erased are one answer, found in one reading. Errors: NOT_FOUND.
   */
  async enter<T>(
    token: string,
    asks: LinkRequest,
    work: (tx: Transaction, holder: LinkHolder) => Promise<T>,
  ): Promise<T> {
    return this.database.transaction(null, async (tx) => {
      const holder = await this.holderOf(tx, token, asks);
      await tx.sql(
        'person-in-hand',
        `select set_config('accord.organisation', $1, true), set_config('accord.person', $2, true)`,
        [holder.ownerId, holder.personId],
      );
      return work(tx, holder);
    });
  }

  private async holderOf(tx: Transaction, token: string, asks: LinkRequest): Promise<LinkHolder> {
    const hash = this.hashOf(token);
    await tx.sql('link-shown', `select set_config('accord.person_link', $1, true)`, [hash.toString('hex')]);
    const [link] = await tx.sql<LinkRow>('link-by-hash', LINK_BY_HASH, [hash]);
    if (!link) throw new AccordError('NOT_FOUND');
    const { now, expires_at: expiresAt, revoked_at: revokedAt } = link;
    if (!mayUsePersonLink({ asks, now, expiresAt, revokedAt }).allowed) throw new AccordError('NOT_FOUND');
    return { ownerId: link.owner_id, personId: link.person_id, expiresAt };
  }

  private hashOf(token: string): Buffer {
    return createHmac('sha256', this.tokenKey).update(token).digest();
  }
}

interface LinkRow {
  readonly owner_id: string;
  readonly person_id: string;
  readonly expires_at: Date;
  readonly revoked_at: Date | null;
  readonly now: Date;
}

const LINK_BY_HASH = `select owner_id, person_id, expires_at, revoked_at, clock_timestamp() as now
  from person_link where token_hash = $1`;

/** Two that give a link to one person at the same moment wait for each other here. */
async function takePerson(tx: Transaction, viewer: Viewer, personRef: string): Promise<void> {
  const [person] = await tx.sql(
    'person-to-link',
    'select from person where owner_id = $1 and id = $2 and wrapped_key is not null for update',
    [viewer.organisationId, personRef],
  );
  if (!person) throw new AccordError('NOT_FOUND', { field: 'input.personRef' });
}

async function endLinks(tx: Transaction, viewer: Viewer, personId: string, revokedAt: Date): Promise<void> {
  const standing = { ownerId: viewer.organisationId, personId, revokedAt: IsNull() };
  await tx.entities.update(PersonLink, standing, { revokedAt });
}

async function newestLink(tx: Transaction, viewer: Viewer, personId: string): Promise<PersonLink> {
  const [link] = await tx.entities.find(PersonLink, {
    where: { ownerId: viewer.organisationId, personId },
    order: { issuedAt: 'DESC' },
    take: 1,
  });
  if (!link) throw new AccordError('NOT_FOUND', { field: 'input.personRef' });
  return link;
}
