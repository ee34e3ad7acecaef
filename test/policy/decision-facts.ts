import type { AccessAgreementFacts } from '../../shared/policy/access.ts';
import type { ClauseFacts } from '../../shared/policy/agreement-clauses.ts';
import type { ActivationFacts, SigningFacts } from '../../shared/policy/agreement-life.ts';
import type { AgreementActionFacts } from '../../shared/policy/agreement-reading.ts';
import { type AgreementTerms, FIREWALL_CLAUSE } from '../../shared/policy/agreement-terms.ts';
import type { CaseworkFacts } from '../../shared/policy/casework.ts';
import type {
  ConsentGiving,
  ConsentNarrowing,
  ConsentRecording,
  ConsentScope,
} from '../../shared/policy/consent-life.ts';
import type { EmergencyFacts } from '../../shared/policy/emergency.ts';
import type { EmergencyReviewFacts, EmergencyStaffFacts } from '../../shared/policy/emergency-life.ts';
import type { FocalPointReadingFacts, FocalPointWritingFacts } from '../../shared/policy/focal-point.ts';
import type { LikenessFacts } from '../../shared/policy/incident-likeness.ts';
import type { IncidentLinkFacts, IncidentLinkGivingFacts } from '../../shared/policy/incident-link.ts';
import type { OnwardAuthorisingFacts } from '../../shared/policy/onward-authorising.ts';
import type {
  ClosingFacts,
  MergingFacts,
  RecognisingFacts,
  RegistryWritingFacts,
  ReinstatingFacts,
} from '../../shared/policy/organisation-life.ts';
import type { LinkGivingFacts, PersonLinkFacts } from '../../shared/policy/person-link.ts';
import type { RegistrationFacts } from '../../shared/policy/registry.ts';
import type { SendingFacts } from '../../shared/policy/sending.ts';
import type { ServiceChangeFacts } from '../../shared/policy/service-change.ts';
import type { ServiceOfferFacts } from '../../shared/policy/service-offer.ts';
import type { KeyRegistrationFacts, SignatureFacts } from '../../shared/policy/signing-key.ts';
import { emergencyFacts, recipientFacts } from './release-facts.ts';

const now = recipientFacts.now;
const [agreement] = recipientFacts.record.agreements;
const [consent] = recipientFacts.record.consents;
const request = emergencyFacts.record.vitalInterest;
if (agreement === undefined || consent === undefined || request === null)
  throw new Error('the base facts changed');

/** Each is allowed as it stands. A National Society refers a person to a law clinic, with agreement and consent. */
export const sendingFacts: SendingFacts = {
  now,
  from: { organisationId: 'org_jordan', type: 'NATIONAL_SOCIETY', sharesCredentialsWith: [], active: true },
  to: {
    organisationId: 'org_clinic',
    type: 'LEGAL_SERVICE_PROVIDER',
    sharesCredentialsWith: [],
    active: true,
  },
  urgency: 'NORMAL',
  service: {
    ownerId: 'org_clinic',
    serviceType: 'LEGAL_AID',
    status: 'ACTIVE',
    assuredAt: new Date('2026-05-01T00:00:00Z'),
    firewallStatus: 'FIREWALLED',
    legalStatusCondition: 'NONE',
  },
  agreements: [{ ...agreement, recipientId: 'org_clinic' }],
  consents: [{ ...consent, recipientIds: ['org_clinic'] }],
  vitalInterest: null,
  familyLinks: false,
  received: null,
};

export const vitalInterestFacts: EmergencyFacts = {
  now,
  urgency: 'EMERGENCY',
  recipientId: 'org_hospital',
  recipientType: 'HEALTH_PROVIDER',
  recipientClass: 'PUBLIC_SERVICE',
  request,
  consents: [],
};

export const agreementTerms: AgreementTerms = {
  providerId: 'org_jordan',
  recipientId: 'org_unhcr',
  recipientType: 'UN_AGENCY',
  recipientSharesCredentialsWith: [],
  recipientMandatePurposes: null,
  purposes: ['LEGAL_AID'],
  categories: ['ROUTING', 'TRIAGE', 'IDENTITY'],
  jurisdictions: ['JO'],
  recipientRoles: ['caseworker'],
  onward: 'FORBIDDEN',
  onwardRecipientIds: [],
  onwardRecipientClasses: [],
  impactAssessment: false,
  breachNoticeHours: 72,
  clocks: [],
  validFrom: new Date('2026-06-01T00:00:00Z'),
  validUntil: new Date('2027-06-01T00:00:00Z'),
};

/** States all nineteen clauses, and shares nothing severe. */
export const clauseFacts: ClauseFacts = {
  kind: 'DATA_SHARING',
  partyIds: ['org_jordan', 'org_unhcr'],
  relationship: 'SEPARATE_CONTROLLERS',
  purposes: ['LEGAL_AID'],
  categories: ['ROUTING', 'TRIAGE'],
  dataSubjects: 'Adults.',
  legalBasis: 'Consent.',
  recipientRoles: ['caseworker'],
  jurisdictions: ['JO'],
  storageLocations: ['JO'],
  retention: [{ category: 'ROUTING' }, { category: 'TRIAGE' }],
  onward: 'FORBIDDEN',
  firewallClause: FIREWALL_CLAUSE,
  securityMeasures: 'Encryption.',
  breachNoticeHours: 72,
  rightsContact: 'The officer.',
  impactAssessment: null,
  validFrom: new Date('2026-06-01T00:00:00Z'),
  validUntil: new Date('2027-06-01T00:00:00Z'),
  governingRules: 'Law.',
  atTheEnd: 'Destroyed.',
  reviewOn: '2027-01-01',
  signatories: [{ organisationId: 'org_jordan' }, { organisationId: 'org_unhcr' }],
};

export const signingFacts: SigningFacts = {
  role: 'signatory',
  signerOrganisationId: 'org_jordan',
  onBehalfOfId: 'org_jordan',
  partyIds: ['org_jordan', 'org_unhcr'],
  alreadySignedIds: [],
  signedHash: 'a',
  currentHash: 'a',
};

/** An organisation with a key, and a signature of it. */
export const signatureFacts: SignatureFacts = {
  onBehalfOfId: 'org_jordan',
  now,
  hasKey: true,
  signature: {
    keyOwnerId: 'org_jordan',
    keyValidFrom: new Date('2026-01-01T00:00:00Z'),
    keyValidUntil: null,
    genuine: true,
  },
};

export const keyRegistration: KeyRegistrationFacts = {
  role: 'administrator',
  organisationId: 'org_jordan',
  active: true,
  keyOwnerId: 'org_jordan',
  held: true,
  known: false,
};

export const onwardAuthorising: OnwardAuthorisingFacts = {
  role: 'signatory',
  organisationId: 'org_jordan',
  active: true,
  partyIds: ['org_jordan', 'org_unhcr'],
  onward: 'WRITTEN_AUTHORISATION_OF_ALL',
  recipientId: 'org_icrc',
};

export const activationFacts: ActivationFacts = {
  now,
  validUntil: new Date('2027-06-01T00:00:00Z'),
  partyIds: ['org_jordan', 'org_unhcr'],
  signedIds: ['org_unhcr', 'org_jordan'],
  obligesStatusCheckOrReport: false,
  statesConformity: true,
};

export const consentRecording: ConsentRecording = {
  ownerId: 'org_jordan',
  recorderOrganisationId: 'org_jordan',
  role: 'caseworker',
  recipientIds: ['org_unhcr'],
  purposes: ['LEGAL_AID'],
  categories: ['ROUTING', 'TRIAGE'],
  from: new Date('2026-06-01T00:00:00Z'),
  validUntil: new Date('2026-12-01T00:00:00Z'),
  givenBy: 'SELF',
  personIsChild: false,
  childAssents: null,
};

/** The person ticks half of what was asked. */
export const consentGiving: ConsentGiving = {
  asked: {
    recipientIds: ['org_unhcr', 'org_iom'],
    purposes: ['LEGAL_AID', 'HEALTH_CARE'],
    categories: ['ROUTING', 'TRIAGE', 'IDENTITY'],
  },
  given: { recipientIds: ['org_unhcr'], purposes: ['LEGAL_AID'], categories: ['ROUTING', 'TRIAGE'] },
};

export const serviceOffer: ServiceOfferFacts = {
  ownerType: 'NATIONAL_SOCIETY',
  legalStatusCondition: 'NONE',
  mandateLimitedTo: null,
  requiredPapers: [],
};

export const accessAgreement: AccessAgreementFacts = {
  obligesToHandOverData: false,
  obligesToCheckStatus: false,
  obligesToReportPersons: false,
};

export const caseworkFacts: CaseworkFacts = {
  role: 'caseworker',
  type: 'NATIONAL_SOCIETY',
  sharesCredentialsWith: [],
  active: true,
};

/** A caseworker, and a referral that is open. */
export const emergencyStaff: EmergencyStaffFacts = { ...caseworkFacts, referralOver: false };

/** The officer, who took no part, finds that it was justified. */
export const emergencyReview: EmergencyReviewFacts = {
  ...caseworkFacts,
  role: 'data_protection_officer',
  reviewerId: 'officer',
  staffIds: ['staff_1', 'staff_2'],
  finding: 'JUSTIFIED',
  categories: ['ROUTING', 'IDENTITY', 'CONTACT'],
  erase: [],
};

export const registrationFacts: RegistrationFacts = {
  role: 'administrator',
  registrarId: 'org_icrc',
  registrarType: 'ICRC',
  registrarActive: true,
  type: 'NATIONAL_SOCIETY',
  parentId: null,
  parentIsUnit: false,
  codeTaken: false,
  societyExists: false,
  parentExists: true,
};

export const focalPointWriting: FocalPointWritingFacts = {
  role: 'administrator',
  writerId: 'org_ngo',
  writerActive: true,
  subjectId: 'org_ngo',
  subjectParentId: null,
};

/** A partner asks. */
export const focalPointReading: FocalPointReadingFacts = {
  viewerId: 'org_partner',
  subjectId: 'org_ngo',
  subjectParentId: null,
  isPartner: true,
};

/** An administrator of an organisation, and its own entry. */
export const registryKeeping: RegistryWritingFacts = {
  role: 'administrator',
  writerId: 'org_ngo',
  writerType: 'NATIONAL_NGO',
  writerActive: true,
  subjectId: 'org_ngo',
  subjectParentId: null,
};

export const closing: ClosingFacts = { ...registryKeeping, unitCount: 0 };

const byRegistrar = { ...registryKeeping, writerId: 'org_icrc', writerType: 'ICRC' } as const;

export const reinstating: ReinstatingFacts = {
  ...byRegistrar,
  suspendedById: 'org_icrc',
  type: 'NATIONAL_NGO',
  societyExists: false,
};

export const merging: MergingFacts = {
  ...byRegistrar,
  unitCount: 0,
  successorId: 'org_successor',
  successorParentId: null,
  successorActive: true,
};

export const recognising: RecognisingFacts = {
  ...byRegistrar,
  subjectType: 'NATIONAL_NGO',
  country: 'JO',
  recognisedOnBefore: null,
  recognisedOn: '2026-06-01',
  today: '2026-06-01',
  type: 'NATIONAL_SOCIETY',
  societyExists: false,
};

/** A caseworker of a party, both active. */
export const agreementAction: AgreementActionFacts = {
  role: 'caseworker',
  organisationId: 'org_party',
  active: true,
  partyIds: ['org_party', 'org_other'],
};

const scope: ConsentScope = {
  recipientIds: ['org_unhcr', 'org_iom'],
  purposes: ['LEGAL_AID', 'HEALTH_CARE'],
  categories: ['ROUTING', 'TRIAGE', 'IDENTITY'],
  validUntil: new Date('2027-01-01T00:00:00Z'),
  statistics: true,
  withheldOrganisationIds: [],
  withheldTypes: [],
};

/** The person takes one of two recipients out. */
export const consentNarrowing: ConsentNarrowing = {
  before: scope,
  after: { ...scope, recipientIds: ['org_unhcr'] },
};

/** A person looks at its own page, by a link that stands. */
export const personLink: PersonLinkFacts = {
  asks: 'CATEGORIES_RECIPIENTS_TIMES',
  now: new Date('2026-06-15T12:00:00Z'),
  expiresAt: new Date('2027-06-01T00:00:00Z'),
  revokedAt: null,
};

export const linkGiving: LinkGivingFacts = {
  ...caseworkFacts,
  from: new Date('2026-06-01T00:00:00Z'),
  until: new Date('2026-12-01T00:00:00Z'),
};

/** A National Society's own incident, and a partner's that it reads the cut of. */
export const likeness: LikenessFacts = {
  viewer: { organisationId: 'org_krcs', type: 'NATIONAL_SOCIETY', sharesCredentialsWith: [] },
  reading: 'EVERYTHING',
  otherReading: 'CUT',
  one: { kind: 'VISIT_DENIED', iso2: 'KE', admin1: 'Busia', months: ['2026-05'] },
  other: { kind: 'VISIT_DENIED', iso2: 'KE', admin1: 'Busia', month: '2026-05' },
  sameAgreement: false,
};

/** A team files by a link that stands. */
export const incidentLink: IncidentLinkFacts = {
  asks: 'FILING',
  type: 'NATIONAL_SOCIETY',
  sharesCredentialsWith: [],
  active: true,
  now: new Date('2026-06-15T12:00:00Z'),
  expiresAt: new Date('2026-06-20T00:00:00Z'),
  revokedAt: null,
  filed: 3,
};

export const incidentLinkGiving: IncidentLinkGivingFacts = {
  role: 'coordinator',
  type: 'NATIONAL_SOCIETY',
  sharesCredentialsWith: [],
  active: true,
  from: new Date('2026-06-01T00:00:00Z'),
  until: new Date('2026-06-15T00:00:00Z'),
};

export const serviceChange: ServiceChangeFacts = {
  role: 'caseworker',
  viewerId: 'org_unhcr',
  type: 'UN_AGENCY',
  sharesCredentialsWith: [],
  active: true,
  ownerId: 'org_ngo',
};
