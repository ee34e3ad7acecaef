import { mayBePublicFrom } from '../../shared/policy/incident-life.ts';
import { type IncidentReadingFacts, incidentReadingOf } from '../../shared/policy/incident-reading.ts';
import { constraintOf } from '../../shared/policy/incident-words.ts';
import type { OrganisationType } from '../../shared/policy/organisations.ts';
import type { Role } from '../../shared/policy/roles.ts';
import { AccessIncident } from './access-incident.entity.ts';

type Computed = 'constraint' | 'country' | 'organisation' | 'service' | 'history' | 'reading';

/** An incident as the statements return it, beside who is asking; what is the owner's alone is null to others by row-level security. */
export interface IncidentRow extends Omit<AccessIncident, Computed> {
  readonly publicFrom: Date;
  readonly viewerId: string | null;
  readonly viewerType: OrganisationType | null;
  readonly viewerSharesCredentialsWith: readonly OrganisationType[] | null;
  readonly isPartner: boolean;
}

/** The incident cut to what its viewer reads now; null when that is nothing. */
export function incidentAsRead(row: IncidentRow, role: Role | null, now: Date): AccessIncident | null {
  const { viewerId: _id, viewerType: _type, viewerSharesCredentialsWith: _with, ...told } = row;
  const { isPartner, publicFrom, ...whole } = told;
  const viewer = viewerOf(row, role);
  const reading = incidentReadingOf({
    ...whole,
    viewer,
    isPartner,
    occurredOn: dayBefore(publicFrom),
    now,
  });
  if (reading === 'NOTHING') return null;
  return Object.assign(new AccessIncident(), whole, {
    reading,
    constraint: constraintOf(whole.kind),
    country: { iso2: whole.iso2 },
    organisation: { id: whole.ownerId },
    service: whole.serviceId === null ? null : { id: whole.serviceId },
    history: null,
    ...(reading === 'EVERYTHING' ? {} : FOR_OWNER),
    publicSummary: reading === 'EVERYTHING' || isOut(row, now) ? whole.publicSummary : null,
  });
}

/** Who is asking, as the policy must know it; null: nobody, or of an organisation that is active no more. */
export function viewerOf(
  { viewerId, viewerType, viewerSharesCredentialsWith }: IncidentRow,
  role: Role | null,
): IncidentReadingFacts['viewer'] {
  if (viewerId === null || viewerType === null || role === null) return null;
  const sharesCredentialsWith = viewerSharesCredentialsWith ?? [];
  return { organisationId: viewerId, type: viewerType, sharesCredentialsWith, role };
}

function isOut({ releasedAt, publicFrom }: IncidentRow, now: Date): boolean {
  return releasedAt !== null && releasedAt <= now && publicFrom <= now;
}

/** The day on which it happened, out of the first moment at which it may be public. */
function dayBefore(publicFrom: Date): Date {
  const span = mayBePublicFrom(new Date(0)).getTime();
  return new Date(publicFrom.getTime() - span);
}

/** What is for the owner's staff alone, taken away. */
const FOR_OWNER = {
  occurredOn: null,
  state: null,
  description: null,
  actionTaken: null,
  reporter: null,
  reporterContact: null,
  namedStaff: null,
  agreementId: null,
  serviceId: null,
  placeId: null,
  filedBy: null,
  filedAt: null,
  releasedAt: null,
  version: null,
  organisation: null,
  service: null,
};
