/** One verb on the way; `signRest` is a signature of each party that has not signed. */
export type AgreementStep =
  | 'submit'
  | 'approve'
  | 'signFirst'
  | 'signRest'
  | 'activate'
  | 'suspend'
  | 'terminate';

const SIGNED = ['submit', 'approve', 'signFirst', 'signRest'] as const;

/** How an agreement is led to a state; the states that only a clock or an accident brings are not here. */
export const PATHS_TO_STATES = {
  DRAFT: [],
  REVIEW: ['submit'],
  APPROVED: ['submit', 'approve'],
  PARTIALLY_SIGNED: ['submit', 'approve', 'signFirst'],
  SIGNED: SIGNED,
  ACTIVE: [...SIGNED, 'activate'],
  SUSPENDED: [...SIGNED, 'activate', 'suspend'],
  TERMINATED: [...SIGNED, 'activate', 'terminate'],
  IN_FORCE_VERBAL: ['submit', 'approve', 'activate'],
} as const satisfies Record<string, readonly AgreementStep[]>;

export type WorldState = keyof typeof PATHS_TO_STATES;

/** Of what is signed. */
export const WRITTEN_STATES = [
  'DRAFT',
  'REVIEW',
  'APPROVED',
  'PARTIALLY_SIGNED',
  'SIGNED',
  'ACTIVE',
  'SUSPENDED',
  'TERMINATED',
] as const satisfies readonly WorldState[];

/** Of what an authority allowed by word of mouth. */
export const VERBAL_STATES: readonly WorldState[] = ['DRAFT', 'REVIEW', 'APPROVED', 'IN_FORCE_VERBAL'];

/** How an incident is led to a state, by the mutations of its owner. */
export const PATHS_OF_INCIDENTS = {
  DRAFT: [],
  SUBMITTED: [],
  VERIFIED: ['verifyIncident'],
  NOT_VERIFIED: ['dismissIncident'],
  UNDER_NEGOTIATION: ['verifyIncident', 'negotiateIncident'],
  RESOLVED: ['verifyIncident', 'negotiateIncident', 'resolveIncident'],
  UNRESOLVED: ['verifyIncident', 'negotiateIncident', 'leaveIncidentUnresolved'],
  ARCHIVED: ['verifyIncident', 'negotiateIncident', 'resolveIncident', 'archiveIncident'],
} as const satisfies Record<string, readonly string[]>;
