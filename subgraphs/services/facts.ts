import type { Viewer } from '../../shared/context.ts';
import type { OrganisationType } from '../../shared/policy/organisations.ts';
import type { ServiceChangeFacts } from '../../shared/policy/service-change.ts';
import type { ServiceOfferFacts } from '../../shared/policy/service-offer.ts';
import type { ServiceWritingFacts } from '../../shared/policy/service-writing.ts';
import type { Offer } from './offer.ts';
import type { Sql } from './stored-offer.ts';

export type OfferingFacts = ServiceWritingFacts & ServiceOfferFacts;

/** What the policy must know before `offer` stands in the directory as `ownerId`'s. */
export async function offeringFacts(
  sql: Sql,
  viewer: Viewer,
  ownerId: string,
  offer: Offer,
): Promise<OfferingFacts> {
  const facts = await changeFacts(sql, viewer, ownerId);
  return {
    ...facts,
    ownerType: facts.type,
    firewallStatus: offer.firewallStatus,
    legalStatusCondition: offer.legalStatusCondition,
    mandateLimitedTo: offer.mandateLimitedTo,
    requiredPapers: offer.requiredDocuments.map(({ kind }) => kind),
  };
}

interface OfferingOrganisation {
  readonly type: OrganisationType;
  readonly sharesCredentialsWith: readonly OrganisationType[];
  readonly active: boolean;
}

/** Who acts on a service of `ownerId`. */
export async function changeFacts(sql: Sql, viewer: Viewer, ownerId: string): Promise<ServiceChangeFacts> {
  const [organisation] = await sql<OfferingOrganisation>(
    'offering-organisation',
    `select type, shares_credentials_with as "sharesCredentialsWith", active
       from partnerships.organisations_known where id = $1`,
    [viewer.organisationId],
  );
  return {
    role: viewer.role,
    viewerId: viewer.organisationId,
    // An organisation the registry does not know is not active, and so writes nothing.
    type: organisation?.type ?? 'OTHER',
    sharesCredentialsWith: organisation?.sharesCredentialsWith ?? [],
    active: organisation?.active ?? false,
    ownerId,
  };
}
