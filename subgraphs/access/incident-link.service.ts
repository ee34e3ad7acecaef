import { createHmac, randomBytes } from 'node:crypto';
import type { SubgraphContext } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { mayObserveAccess } from '../../shared/policy/access-observing.ts';
import {
  INCIDENT_LINK_USUAL_DAYS,
  type IncidentLinkRequest,
  mayGiveIncidentLink,
  mayUseIncidentLink,
} from '../../shared/policy/incident-link.ts';
import type { OrganisationType } from '../../shared/policy/organisations.ts';
import { refuseUnknownPlaces } from './access-place.service.ts';
import { standingOf } from './facts.ts';
import { IncidentLink } from './incident-link.entity.ts';
import type { IssueIncidentLinkInput, RevokeIncidentLinkInput } from './incident-link.inputs.ts';
import { checkCountry, checkLength, refuseUnless } from './input-checks.ts';
import { sayOnce } from './verbs.ts';

/** 192 random bits in base64url: 32 characters, which fit into a message and on a slip of paper. */
const TOKEN_BYTES = 24;
const DAY_MS = 24 * 60 * 60 * 1_000;
const MOST_PLACES = 50;

/** What is known of whoever came with a link: whose team it is of, and nothing else. */
export interface IncidentLinkHolder {
  readonly id: string;
  readonly ownerId: string;
  readonly team: string;
  readonly country: string | null;
  readonly placeIds: readonly string[];
  readonly expiresAt: Date;
}

/** The one door to intake links: a coordinator makes them, staff end them, and a team in the field comes in by one. */
export class IncidentLinkService {
  constructor(
    private readonly database: Database,
    private readonly secret: Buffer,
    /** The key of the tokens' hashes: without it a copy of the table tells of no token. */
    private readonly tokenKey: Buffer,
  ) {}

  /** The latest hundred, newest first; nobody signed in has none. */
  async listOwn({ viewer }: SubgraphContext): Promise<IncidentLink[]> {
    if (!viewer) return [];
    return this.database.transaction(viewer.organisationId, (tx) =>
      tx.entities.find(IncidentLink, {
        where: { ownerId: viewer.organisationId },
        order: { issuedAt: 'DESC', id: 'ASC' },
        take: 100,
      }),
    );
  }

  /** Errors: VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async issue(
    context: SubgraphContext,
    input: IssueIncidentLinkInput,
  ): Promise<{ incidentLink: IncidentLink; token: string | null }> {
    checkLink(input);
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    let told: string | null = null;
    const id = await sayOnce(
      this.database,
      context,
      this.secret,
      'issueIncidentLink',
      input,
      async (tx, { organisationId: ownerId, role, clientId: issuedBy }) => {
        const from = new Date();
        const until = input.expiresAt ?? new Date(from.getTime() + INCIDENT_LINK_USUAL_DAYS * DAY_MS);
        enforce(mayGiveIncidentLink({ role, ...(await standingOf(tx, ownerId)), from, until }));
        await refuseUnknownPlaces(tx, ownerId, input.placeIds, 'placeIds');
        const link = {
          ownerId,
          id: newId('incidentlink'),
          team: input.team.trim(),
          country: input.country?.toUpperCase() ?? null,
          placeIds: input.placeIds,
          tokenHash: this.hashOf(token),
          issuedAt: from,
          issuedBy,
          expiresAt: until,
          revokedAt: null,
          filed: 0,
        };
        await tx.entities.insert(IncidentLink, link);
        told = token;
        return link.id;
      },
    );
    return { incidentLink: await this.own(context, id), token: told };
  }

  /** Ended once, it stays ended since then. Errors: NOT_FOUND, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async revoke(context: SubgraphContext, input: RevokeIncidentLinkInput): Promise<IncidentLink> {
    const id = await sayOnce(
      this.database,
      context,
      this.secret,
      'revokeIncidentLink',
      input,
      async (tx, { organisationId, role }) => {
        enforce(mayObserveAccess({ role, ...(await standingOf(tx, organisationId)) }));
        const [link] = await tx.sql<{ id: string }>(
          'incident-link-revoke',
          `update incident_link set revoked_at = coalesce(revoked_at, now())
            where id = $1 and owner_id = $2 returning id`,
          [input.id, organisationId],
        );
        if (!link) throw new AccordError('NOT_FOUND', { field: 'input.id' });
        return link.id;
      },
    );
    return this.own(context, id);
  }

  /**
   * Lets the holder of a link in: `work` runs in a transaction that reads as nobody, and by the second wall writes drafts of
   * that organisation and nothing else. Unknown, revoked, over and full are one answer, found in one reading. Two that file
   * by one link at the same moment wait for each other. Errors: NOT_FOUND.
   */
  async enter<T>(
    token: string,
    asks: IncidentLinkRequest,
    work: (tx: Transaction, holder: IncidentLinkHolder) => Promise<T>,
  ): Promise<T> {
    return this.database.transaction(null, async (tx) => {
      const hash = this.hashOf(token);
      const shown = [hash.toString('hex')];
      await tx.sql('incident-link-shown', `select set_config('accord.incident_link', $1, true)`, shown);
      const [link] = await tx.sql<LinkRow>(`incident-link-${asks}`, linkStatement(asks), [hash]);
      if (!link || !mayUseIncidentLink({ ...link, asks }).allowed) throw new AccordError('NOT_FOUND');
      return work(tx, link);
    });
  }

  /** An id that the same words filed by the same form of the same link always have, and that tells of none of them. */
  idOf(holder: IncidentLinkHolder, words: readonly unknown[]): string {
    const said = JSON.stringify([holder.id, ...words]);
    const digest = createHmac('sha256', this.tokenKey).update(said).digest();
    return `incident_${digest.subarray(0, 16).toString('base64url')}`;
  }

  private hashOf(token: string): Buffer {
    return createHmac('sha256', this.tokenKey).update(token).digest();
  }

  private async own(context: SubgraphContext, id: string): Promise<IncidentLink> {
    const ownerId = context.viewer?.organisationId ?? null;
    const link = await this.database.transaction(ownerId, (tx) =>
      tx.entities.findOneBy(IncidentLink, { id }),
    );
    if (!link) throw new AccordError('NOT_FOUND');
    return link;
  }
}

interface LinkRow extends IncidentLinkHolder {
  readonly revokedAt: Date | null;
  readonly filed: number;
  readonly type: OrganisationType | null;
  readonly sharesCredentialsWith: readonly OrganisationType[];
  readonly active: boolean;
  readonly now: Date;
}

function linkStatement(asks: IncidentLinkRequest): string {
  return `select l.id, l.owner_id as "ownerId", l.team, l.country, l.place_ids as "placeIds", l.expires_at as "expiresAt",
      l.revoked_at as "revokedAt", l.filed, o.type,
      coalesce(o.shares_credentials_with, '{}') as "sharesCredentialsWith", coalesce(o.active, false) as active, clock_timestamp() as now
    from incident_link l left join partnerships.organisations_known o on o.id = l.owner_id
   where l.token_hash = $1 ${asks === 'FILING' ? 'for update of l' : ''}`;
}

/** Errors: VALIDATION_FAILED, with the field. */
function checkLink({ team, country, placeIds }: IssueIncidentLinkInput): void {
  checkLength(team, 100, 'team');
  if (country != null) checkCountry(country);
  refuseUnless(placeIds.length <= MOST_PLACES, 'placeIds', `A form lists ${MOST_PLACES} places at the most.`);
  refuseUnless(new Set(placeIds).size === placeIds.length, 'placeIds', 'Each place is named once.');
}
