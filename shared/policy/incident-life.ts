import { OBSERVER_ROLES } from './access-observing.ts';
import { type AccessIncidentKind, KINDS_OF_DENIAL } from './incident-words.ts';
import type { Life } from './life.ts';
import type { Role } from './roles.ts';
import { allOf, type Rule } from './rule.ts';

export const INCIDENT_STATES = [
  'DRAFT',
  'SUBMITTED',
  'VERIFIED',
  'NOT_VERIFIED',
  'UNDER_NEGOTIATION',
  'RESOLVED',
  'UNRESOLVED',
  'ARCHIVED',
] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

export const INCIDENT_VERBS = [
  'revise',
  'submit',
  'verify',
  'dismiss',
  'negotiate',
  'resolve',
  'leaveUnresolved',
  'archive',
  'release',
] as const;
export type IncidentVerb = (typeof INCIDENT_VERBS)[number];

/**
 * The life of an incident [Access agreements]. To release one, or to write it down better, leaves its state alone; what
 * somebody has verified is written down no better, or another thing would stand as verified [choice]. A draft that is none,
 * such as what came by a link that was lost, is archived as it is [choice].
 */
export const INCIDENT_LIFE: Life<IncidentVerb, IncidentState, 'OWNER'> = {
  revise: { from: ['DRAFT', 'SUBMITTED'], to: null, by: ['OWNER'] },
  submit: { from: ['DRAFT'], to: 'SUBMITTED', by: ['OWNER'] },
  verify: { from: ['SUBMITTED'], to: 'VERIFIED', by: ['OWNER'] },
  dismiss: { from: ['SUBMITTED'], to: 'NOT_VERIFIED', by: ['OWNER'] },
  negotiate: { from: ['VERIFIED', 'NOT_VERIFIED'], to: 'UNDER_NEGOTIATION', by: ['OWNER'] },
  resolve: { from: ['UNDER_NEGOTIATION'], to: 'RESOLVED', by: ['OWNER'] },
  leaveUnresolved: { from: ['UNDER_NEGOTIATION'], to: 'UNRESOLVED', by: ['OWNER'] },
  archive: { from: ['DRAFT', 'RESOLVED', 'UNRESOLVED', 'NOT_VERIFIED'], to: 'ARCHIVED', by: ['OWNER'] },
  release: {
    from: ['VERIFIED', 'UNDER_NEGOTIATION', 'RESOLVED', 'UNRESOLVED', 'ARCHIVED'],
    to: null,
    by: ['OWNER'],
  },
};

/** Nobody has yet found an answer to it. */
const OPEN: readonly IncidentState[] = ['SUBMITTED', 'VERIFIED', 'UNDER_NEGOTIATION', 'UNRESOLVED'];

/** Whether the agreement it breaches is challenged by it [Access agreements, rule 7]. */
export function challengesAgreement(kind: AccessIncidentKind, state: IncidentState): boolean {
  return KINDS_OF_DENIAL.includes(kind) && OPEN.includes(state);
}

/** Days after which an incident may be public at the earliest, counted from the day on which it happened [rule 5]. */
export const INCIDENT_REST_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** The first moment at which it may be public; `occurredOn` is the beginning of its day. */
export function mayBePublicFrom(occurredOn: Date): Date {
  return new Date(occurredOn.getTime() + (INCIDENT_REST_DAYS + 1) * DAY_MS);
}

/** Who takes which step with an incident. */
export interface IncidentStepFacts {
  readonly verb: IncidentVerb;
  readonly role: Role;
  readonly organisationId: string;
  readonly ownerId: string;
  readonly clientId: string;
  /** The client that filed it; where it came by a team's link, the id of that link. */
  readonly filedBy: string;
  /** The client that submitted it; null when it was filed as submitted, or is a draft. */
  readonly submittedBy: string | null;
  readonly cameByLink: boolean;
  readonly verified: boolean;
  readonly occurredOn: Date;
  readonly now: Date;
}

export const INCIDENT_STEP_RULES: readonly Rule<IncidentStepFacts>[] = [
  {
    id: 'owner-keeps-incident',
    says: 'The organisation that filed an incident takes every step with it.',
    source: 'Access agreements, rule 5',
    holds: ({ organisationId, ownerId }) => organisationId === ownerId,
  },
  {
    id: 'staff-keeps-incident',
    says: 'A caseworker, coordinator or data protection officer takes it; to release is for the last two.',
    source: 'Access agreements, rule 5; choice',
    holds: ({ verb, role }) =>
      verb === 'release'
        ? ['coordinator', 'data_protection_officer'].includes(role)
        : OBSERVER_ROLES.some((one) => one === role),
  },
  {
    id: 'another-verifies-incident',
    says: 'Another than who filed an incident verifies or dismisses it.',
    source: 'choice: one pair of eyes verifies nothing',
    holds: ({ verb, clientId, filedBy }) => (verb !== 'verify' && verb !== 'dismiss') || clientId !== filedBy,
  },
  {
    id: 'another-than-who-took-it-in-verifies',
    says: 'What came by a link is verified or dismissed by another than who submitted it.',
    source: 'choice: nobody knows who held the link',
    holds: ({ verb, clientId, submittedBy, cameByLink }) =>
      (verb !== 'verify' && verb !== 'dismiss') || !cameByLink || clientId !== submittedBy,
  },
  {
    id: 'verified-before-release',
    says: 'What is released was verified.',
    source: 'choice',
    holds: ({ verb, verified }) => verb !== 'release' || verified,
  },
  {
    id: 'thirty-days-before-release',
    says: 'An incident is released 30 days after it happened, at the earliest.',
    source: 'Access agreements, rule 5',
    holds: ({ verb, occurredOn, now }) => verb !== 'release' || mayBePublicFrom(occurredOn) <= now,
  },
];

export const mayTakeIncidentStep = allOf(INCIDENT_STEP_RULES);
