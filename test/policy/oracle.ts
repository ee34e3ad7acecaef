import type { ReleaseFacts } from '../../shared/policy/facts.ts';
import { CLASSES, cellOpens, REFERRAL_STATES, RELEASE_LINES, ROLES, rows, words } from './law-tables.ts';

/**
 * A second reading of the release rule, made from the law's tables and not from the code: all thirteen lines are answered, then
 * the ones that apply are looked through for the first "no". Gives the line's id, or `released`.
 */
export function oracle(facts: ReleaseFacts, category: string): string {
  const answers = answersTo(facts, category);
  const number = linesRead(facts, category).find((line) => !answers[line]);
  return number === undefined ? 'released' : (rows(RELEASE_LINES)[number - 1]?.[1] ?? 'no such line');
}

const STRICTEST_FIRST = [
  'ENFORCEMENT',
  'STATISTICS_ONLY',
  'PRIVATE',
  'ASYLUM_AUTHORITY',
  'PUBLIC_SERVICE',
  'HUMANITARIAN',
  'MOVEMENT',
];
const PURPOSES = `SERVICE_REFERRAL, SERVICE_DELIVERY, CASE_MANAGEMENT, HEALTH_CARE, LEGAL_AID, INTERNATIONAL_PROTECTION_ACCESS,
RESTORING_FAMILY_LINKS, TRAFFICKING_VICTIM_PROTECTION, CHILD_PROTECTION, VITAL_INTEREST_EMERGENCY, STATISTICS, ACCESS_MONITORING,
CONFERENCE_REPORTING, DATA_SUBJECT_RIGHTS, AUDIT_OVERSIGHT`;
const BEFORE = ['ROUTING', 'TRIAGE', 'LOCATION_COARSE'];
const VITAL = ['ROUTING', 'TRIAGE', 'IDENTITY', 'CONTACT', 'LOCATION_PRECISE', 'HEALTH'];
const DAY = 86_400_000;

function linesRead(facts: ReleaseFacts, category: string): number[] {
  if (ownRecord(facts)) return [1, 2, 3, 4, 5, 13];
  if (inVitalInterest(facts, category)) return [1, 2, 3, 4, 6, 7, 12, 13];
  if (amongFamilyLinks(facts, category)) return [1, 2, 3, 4, 6, 7, 10, 11, 12, 13];
  return [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13];
}

function answersTo(facts: ReleaseFacts, category: string): boolean[] {
  const { viewer, record, now } = facts;
  const purpose = facts.purpose ?? '';
  const family = [viewer.organisationId, viewer.parentId, ...viewer.childIds];
  const reads = whatItReads(facts);
  const end = Object.entries(record.eraseAfter).find(([name]) => name === category)?.[1];
  return [
    true,
    +viewer.credentialExpiresAt > +now && viewer.active && roleCell(facts) !== 'none',
    words(PURPOSES).includes(purpose) &&
      [viewer.purposes, viewer.mandatePurposes ?? [purpose]].every((list) =>
        list.some((word) => word === purpose),
      ),
    !['ENFORCEMENT', 'STATISTICS_ONLY'].includes(classOf(viewer.type, viewer.sharesCredentialsWith)),
    !(end && +end <= +now),
    ownRecord(facts) && covered(facts, category),
    !record.withheld.types.includes(viewer.type) &&
      !record.withheld.organisationIds.some((name) => family.includes(name)),
    reads !== 'nothing',
    covered(facts, category) && agreed(facts, category),
    consented(facts, category, new Date(0)),
    reads === 'after' || BEFORE.includes(category),
    record.referral !== null && underCeiling(facts, category),
    record.received === null ||
      (passedOn(facts, category) && consented(facts, category, record.received.receivedAt)),
    facts.ledgerAvailable,
  ];
}

function ownRecord({ viewer, record }: ReleaseFacts): boolean {
  return viewer.organisationId === record.ownerId;
}

function classOf(type: string, shared: readonly string[] = []): string {
  const classes = [type, ...shared].map(
    (name) => rows(CLASSES).find(([types]) => words(types ?? '').includes(name))?.[1],
  );
  return STRICTEST_FIRST.find((name) => classes.includes(name)) ?? 'none';
}

function roleCell({ viewer }: ReleaseFacts): string {
  return rows(ROLES).find(([role]) => role === viewer.role)?.[1] ?? 'none';
}

function covered(facts: ReleaseFacts, category: string): boolean {
  return roleCell(facts) === 'every' || words(roleCell(facts)).includes(category);
}

function whatItReads({ viewer, record, now }: ReleaseFacts): string {
  const referral = record.referral;
  if (referral?.fromId !== record.ownerId || referral.toId !== viewer.organisationId) return 'nothing';
  const reads = rows(REFERRAL_STATES).find(([state]) => state === referral.state)?.[2] ?? 'nothing';
  if (reads !== 'after for 14 days') return reads;
  return referral.completedAt && +now < +referral.completedAt + 14 * DAY ? 'after' : 'nothing';
}

function agreed({ viewer, record, purpose, now }: ReleaseFacts, category: string): boolean {
  return record.agreements
    .filter(({ state }) => state === 'ACTIVE')
    .filter(({ validFrom, validUntil }) => +validFrom <= +now && +now < +validUntil)
    .filter(
      ({ providerId, recipientId }) =>
        `${providerId}>${recipientId}` === `${record.ownerId}>${viewer.organisationId}`,
    )
    .filter(({ purposes }) => purposes.some((word) => word === purpose))
    .filter(({ categories }) => categories.some((word) => word === category))
    .filter(({ jurisdictions }) => jurisdictions.includes(viewer.jurisdiction))
    .some(({ recipientRoles }) => recipientRoles.includes(viewer.role));
}

function consented({ viewer, record, purpose, now }: ReleaseFacts, category: string, after: Date): boolean {
  return record.consents
    .filter(({ state }) => ['GIVEN', 'RENEWED'].includes(state))
    .filter(({ validFrom, validUntil }) => +validFrom <= +now && +now < +validUntil)
    .filter(({ givenAt }) => +after === 0 || (givenAt && +givenAt > +after))
    .filter(({ recipientIds }) => recipientIds.includes(viewer.organisationId))
    .filter(({ purposes }) => purposes.some((word) => word === purpose))
    .some(({ categories }) => categories.some((word) => word === category));
}

function underCeiling(facts: ReleaseFacts, category: string): boolean {
  if (category === 'NARRATIVE') {
    return ['MIGRATION_STATUS', 'LOCATION_PRECISE', 'HEALTH', 'PROTECTION'].every(
      (need) => oracle({ ...facts, ledgerAvailable: true }, need) === 'released',
    );
  }
  const { viewer, record, purpose } = facts;
  const viewerClass = classOf(viewer.type, viewer.sharesCredentialsWith);
  return cellOpens(viewerClass, category, record.referral?.serviceType ?? '', purpose ?? '');
}

function passedOn({ viewer, record, purpose, now }: ReleaseFacts, category: string): boolean {
  const received = record.received;
  if (received?.state !== 'ACTIVE' || +received.validFrom > +now || +now >= +received.validUntil)
    return false;
  if (!received.categories.some((word) => word === category)) return false;
  const samePurpose = received.purposes.some((word) => word === purpose);
  const named = samePurpose && received.onwardRecipientIds.includes(viewer.organisationId);
  const authorised = received.authorisedRecipientIds.includes(viewer.organisationId);
  return (
    (received.onward === 'SAME_PURPOSE_NAMED_RECIPIENTS' && named) ||
    (received.onward === 'WRITTEN_AUTHORISATION_OF_ALL' && authorised)
  );
}

function inVitalInterest(facts: ReleaseFacts, category: string): boolean {
  const { viewer, record, purpose, now } = facts;
  const request = record.vitalInterest;
  if (!request?.approvedAt || record.referral?.urgency !== 'EMERGENCY') return false;
  const viewerClass = classOf(viewer.type, viewer.sharesCredentialsWith);
  const hours = (+now - +request.approvedAt) / 3_600_000;
  return [
    purpose === 'VITAL_INTEREST_EMERGENCY',
    request.recipientId === viewer.organisationId,
    ['MOVEMENT', 'HUMANITARIAN'].includes(viewerClass) ||
      (viewerClass === 'PUBLIC_SERVICE' &&
        ['HEALTH_PROVIDER', 'PUBLIC_AUTHORITY_SOCIAL'].includes(viewer.type)),
    VITAL.includes(category) && request.categories.some((word) => word === category),
    request.categories.every((word) => VITAL.includes(word)),
    covered(facts, category),
    request.approvedBy !== null && request.approvedBy !== request.requestedBy,
    !record.consents.some(({ state }) => state === 'REFUSED' || state === 'WITHDRAWN'),
    hours >= 0 && hours < 72,
    request.closedAt === null || +request.closedAt > +now,
  ].every(Boolean);
}

function amongFamilyLinks(facts: ReleaseFacts, category: string): boolean {
  const { viewer, record, purpose } = facts;
  return (
    record.familyLinks &&
    purpose === 'RESTORING_FAMILY_LINKS' &&
    ['IDENTITY', 'FAMILY'].includes(category) &&
    covered(facts, category) &&
    classOf(record.ownerType, record.ownerSharesCredentialsWith) === 'MOVEMENT' &&
    classOf(viewer.type, viewer.sharesCredentialsWith) === 'MOVEMENT' &&
    words('RFL_PREVENTION, RFL_CONTACT, RFL_TRACING, RFL_FATE_AND_WHEREABOUTS, RFL_REUNIFICATION').includes(
      record.referral?.serviceType ?? '',
    )
  );
}
