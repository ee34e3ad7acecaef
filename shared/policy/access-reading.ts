import type { AccessAgreementState } from './access-life.ts';
import type { OrganisationType } from './organisations.ts';

/**
 * `EVERYTHING`: a party reads it whole. `TRANSPARENCY`: parties, state, country, settings, ground, modalities and verdict,
 * and of its places setting, country and first administrative level. `NOTHING`: it is not found.
 */
export type AccessReading = 'EVERYTHING' | 'TRANSPARENCY' | 'NOTHING';

/** An active organisation, with the types of the units it shares credentials with. */
export interface AccessViewer {
  readonly organisationId: string;
  readonly type: OrganisationType;
  readonly sharesCredentialsWith: readonly OrganisationType[];
}

/** What must be known before an access agreement is shown. */
export interface AccessReadingFacts {
  /** Null: nobody is signed in, or the organisation is not active any more. */
  readonly viewer: AccessViewer | null;
  readonly partyIds: readonly string[];
  readonly recordedById: string;
  readonly state: AccessAgreementState;
  readonly validFrom: Date;
  /** Null: without an end. */
  readonly validUntil: Date | null;
  readonly now: Date;
}

/** In force: these states, begun and not over. */
export const ACCESS_IN_FORCE: readonly AccessAgreementState[] = ['ACTIVE', 'IN_FORCE_VERBAL'];

/** Not yet the final text, which is all that an authority reads of what others write [Access agreements, rule 4]. */
export const ACCESS_UNFINISHED: readonly AccessAgreementState[] = [
  'DRAFT',
  'NEGOTIATION',
  'REVIEW',
  'REJECTED',
];

/** Organisations that hold public power over people: they read final texts, never drafts. */
export const AUTHORITY_TYPES: readonly OrganisationType[] = [
  'PUBLIC_AUTHORITY_SOCIAL',
  'PUBLIC_AUTHORITY_ASYLUM',
  'IMMIGRATION_ENFORCEMENT',
  'BORDER_GUARD',
  'LAW_ENFORCEMENT',
  'DETAINING_AUTHORITY',
  'MILITARY',
  'EMBASSY_CONSULATE',
];

/** Of such a type, or signing in with the credentials of one that is: what the one reads, the other has read. */
export function holdsPublicPower({
  type,
  sharesCredentialsWith,
}: Pick<AccessViewer, 'type' | 'sharesCredentialsWith'>): boolean {
  return [type, ...sharesCredentialsWith].some((one) => AUTHORITY_TYPES.includes(one));
}

/** How much of an access agreement this viewer reads now [law 7; Access agreements, rules 4 and 8]. */
export function accessReadingOf(facts: AccessReadingFacts): AccessReading {
  if (isPartyThatReads(facts)) return 'EVERYTHING';
  return accessIsInForce(facts, facts.now) ? 'TRANSPARENCY' : 'NOTHING';
}

export function accessIsInForce(
  { state, validFrom, validUntil }: Pick<AccessReadingFacts, 'state' | 'validFrom' | 'validUntil'>,
  now: Date,
): boolean {
  return ACCESS_IN_FORCE.includes(state) && validFrom <= now && (validUntil === null || now < validUntil);
}

function isPartyThatReads({ viewer, partyIds, recordedById, state }: AccessReadingFacts): boolean {
  if (viewer === null || !partyIds.includes(viewer.organisationId)) return false;
  return (
    viewer.organisationId === recordedById || !holdsPublicPower(viewer) || !ACCESS_UNFINISHED.includes(state)
  );
}

/** What an agreement is worth today; derived, never set [Access agreements, rule 7]. */
export const ACCESS_STANDINGS = ['NOT_IN_FORCE', 'IN_FORCE', 'CHALLENGED'] as const;
export type AccessStanding = (typeof ACCESS_STANDINGS)[number];

/**
 * `challenged`: an incident of denial is open against it, filed by the viewer or verified by a partner of the viewer's.
 * An authority is not told: it would learn of an incident [rule 4].
 */
export function accessStandingOf(
  facts: AccessReadingFacts & { readonly challenged: boolean },
): AccessStanding {
  if (!accessIsInForce(facts, facts.now)) return 'NOT_IN_FORCE';
  const told = isPartyThatReads(facts) && facts.viewer !== null && !holdsPublicPower(facts.viewer);
  return told && facts.challenged ? 'CHALLENGED' : 'IN_FORCE';
}
