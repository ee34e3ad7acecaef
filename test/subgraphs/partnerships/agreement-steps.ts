import { FIREWALL_CLAUSE } from '../../../shared/policy/agreement-terms.ts';
import type { Asker, Asking } from '../../support/subgraph.ts';
import { as, jnrcs, type PartnershipsWorld, unhcr } from './partnerships-world.ts';

const DAY = 24 * 60 * 60 * 1000;

interface Parties {
  readonly provider: { readonly id: string };
  readonly recipient: { readonly id: string };
}

export interface Agreement extends Parties {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly purposes: readonly string[];
  readonly categories: readonly string[];
  readonly validFrom: string;
  readonly validUntil: string;
  readonly revision: number;
  readonly revisionHash: string;
  readonly statesConformity: boolean;
  readonly resumptionAgreedIds: readonly string[];
  readonly breachReportedByIds: readonly string[];
  readonly version: number;
  readonly clauses: Readonly<Record<string, unknown>>;
  readonly missingClauses: readonly string[];
  readonly signatures: readonly { readonly organisationId: string; readonly signedAt: string }[];
}

export interface Outcome {
  readonly agreement: Agreement | null;
  readonly userErrors: readonly {
    readonly code: string;
    readonly message: string;
    readonly field: string | null;
    readonly rule: string | null;
    readonly possible: readonly string[];
  }[];
}

/** Everything that an agreement can be asked for. */
export const AGREEMENT_FIELDS = `id kind state purposes categories validFrom validUntil revision revisionHash
  statesConformity resumptionAgreedIds breachReportedByIds version provider { id } recipient { id } signatures { organisationId signedAt }
  clauses { dataSubjects legalBasis recipientRoles jurisdictions retention { category days } onward onwardRecipientIds
    securityMeasures breachNoticeHours clocks { urgency acknowledgeHours actHours } rightsContact impactAssessment atTheEnd text firewallClause
    relationship storageLocations impactAssessedOn governingRules reviewOn signatories { organisationId office } } missingClauses`;
const OUTCOME = `{ agreement { ${AGREEMENT_FIELDS} } userErrors { code message field rule possible } }`;

/** The verbs that take nothing but the agreement and the version it was read at; how the mutations are called. */
export const STEPS = {
  submit: 'submitAgreement',
  approve: 'approveAgreement',
  activate: 'activateAgreement',
  suspend: 'suspendAgreement',
  resume: 'resumeAgreement',
  terminate: 'terminateAgreement',
  reject: 'rejectAgreement',
  reportBreach: 'reportBreach',
  endForBreach: 'endAgreementForBreach',
} as const;

export type Verb = keyof typeof STEPS | 'revise' | 'sign';
export const VERBS = [...Object.keys(STEPS), 'revise', 'sign'] as Verb[];

export function inDays(days: number): string {
  return new Date(Date.now() + days * DAY).toISOString();
}

/** What a data-sharing agreement must state, and no more. */
export const clauses = (over: object = {}) => ({
  purposes: ['LEGAL_AID'],
  categories: ['ROUTING', 'IDENTITY'],
  dataSubjects: 'Adults and children who asked for legal aid.',
  legalBasis: 'Consent.',
  recipientRoles: ['caseworker'],
  jurisdictions: ['JO'],
  retention: [
    { category: 'ROUTING', days: 365 },
    { category: 'IDENTITY', days: 90 },
  ],
  securityMeasures: 'Encrypted at rest and in transit.',
  rightsContact: 'rights@jnrcs.example',
  atTheEnd: 'Destroyed within 30 days, with a certificate.',
  relationship: 'SEPARATE_CONTROLLERS',
  storageLocations: ['JO', 'CH'],
  governingRules: 'The data protection rules of each party.',
  validFrom: inDays(-1),
  validUntil: inDays(365),
  ...over,
});

/** What a draft may leave open as well: who signs for each party, and when it is reviewed. */
export function completed<
  Input extends { readonly providerId: string; readonly recipientId: string; readonly validFrom: string },
>(input: Input) {
  const signatories = [input.providerId, input.recipientId].map((organisationId) => ({
    organisationId,
    office: 'Head',
  }));
  return { signatories, reviewOn: new Date(input.validFrom).toISOString().slice(0, 10), ...input };
}

const dataSharing = { kind: 'DATA_SHARING', providerId: 'org_jnrcs', recipientId: 'org_unhcr' };

/** Of an MoU what must be said: how long it holds. */
export const mou = (over: object = {}) => ({
  kind: 'MOU',
  providerId: 'org_jnrcs',
  recipientId: 'org_unhcr',
  validFrom: inDays(-1),
  validUntil: inDays(365),
  ...over,
});

export const PROPOSE = `mutation ($input: ProposeAgreementInput!) { outcome: proposeAgreement(input: $input) ${OUTCOME} }`;

/** A verb as an operation; its answer stands under `outcome`. */
export function operation(verb: Verb): string {
  const type = { revise: 'ReviseAgreementInput', sign: 'SignAgreementInput' }[verb as string];
  const name = { revise: 'reviseAgreement', sign: 'signAgreement', ...STEPS }[verb];
  return `mutation ($input: ${type ?? 'AgreementStepInput'}!) { outcome: ${name}(input: $input) ${OUTCOME} }`;
}

/** What a verb asks for beside id and version, where it asks for something. */
export function inputOf(
  verb: Verb,
  agreement: Pick<Agreement, 'id' | 'version' | 'revisionHash'> & Partial<Parties>,
): object {
  const step = { id: agreement.id, expectedVersion: agreement.version };
  if (verb === 'sign') return { ...step, revisionHash: agreement.revisionHash };
  if (verb !== 'revise') return step;
  const { provider, recipient } = agreement;
  if (!provider || !recipient) return { ...step, ...clauses() };
  const parties = { providerId: provider.id, recipientId: recipient.id };
  const {
    providerId: _provider,
    recipientId: _recipient,
    ...input
  } = completed({ ...parties, ...clauses() });
  return { ...step, ...input };
}

export async function propose(
  world: PartnershipsWorld,
  over: object = {},
  who: Asker = jnrcs,
): Promise<Outcome> {
  const input = completed({ ...dataSharing, ...clauses(), ...over });
  return (await world.ask<{ outcome: Outcome }>(who, PROPOSE, { input })).outcome;
}

export async function proposeMou(world: PartnershipsWorld, over: object = {}): Promise<Outcome> {
  return (await world.ask<{ outcome: Outcome }>(jnrcs, PROPOSE, { input: mou(over) })).outcome;
}

export async function take(
  world: PartnershipsWorld,
  verb: Verb,
  agreement: Agreement,
  who: Asker,
  over: object = {},
): Promise<Outcome> {
  const input = { ...inputOf(verb, agreement), ...over };
  return (await world.ask<{ outcome: Outcome }>(who, operation(verb), { input })).outcome;
}

export type Walk = readonly (readonly [Verb, Asking])[];

/** From a draft to what both have signed. */
export const TO_SIGNED: Walk = [
  ['submit', jnrcs],
  ['approve', unhcr],
  ['sign', as(jnrcs, 'signatory')],
  ['sign', as(unhcr, 'signatory')],
];
export const TO_ACTIVE: Walk = [...TO_SIGNED, ['activate', jnrcs]];

export async function walk(world: PartnershipsWorld, outcome: Outcome, steps: Walk): Promise<Agreement> {
  let current = made(outcome);
  for (const [verb, who] of steps) current = made(await take(world, verb, current, who));
  return current;
}

export async function active(world: PartnershipsWorld, over: object = {}): Promise<Agreement> {
  return walk(world, await propose(world, over), TO_ACTIVE);
}

export function made({ agreement, userErrors }: Outcome): Agreement {
  if (!agreement) throw new Error(JSON.stringify(userErrors));
  return agreement;
}

/** An agreement as a party reads it now. */
export async function read(world: PartnershipsWorld, id: string, who: Asker = jnrcs): Promise<Agreement> {
  const query = `query ($id: ID!) { agreement(id: $id) { ${AGREEMENT_FIELDS} } }`;
  return (await world.ask<{ agreement: Agreement }>(who, query, { id })).agreement;
}

/** A row as no verb would write it, for the states and dates that the law does not lead to in a test. */
export interface Forced {
  readonly id: string;
  readonly kind?: string;
  readonly state?: string;
  readonly providerId?: string;
  readonly recipientId?: string;
  /** Days from now. */
  readonly from?: number;
  readonly until?: number;
}

function openClauses(parties: {
  readonly providerId: string;
  readonly recipientId: string;
  readonly validFrom: string;
}) {
  const { signatories, reviewOn } = completed(parties);
  return { signatories, reviewOn };
}

export async function force(world: PartnershipsWorld, agreement: Forced): Promise<void> {
  const { id, kind = 'DATA_SHARING', state = 'ACTIVE', from = -30, until = 30 } = agreement;
  const { providerId = 'org_jnrcs', recipientId = 'org_unhcr' } = agreement;
  const { purposes, categories, validFrom, validUntil, ...rest } = clauses();
  const kept = {
    ...rest,
    onward: 'FORBIDDEN',
    onwardRecipientIds: [],
    breachNoticeHours: 72,
    impactAssessment: 'secret assessment',
    text: 'secret text',
    firewallClause: FIREWALL_CLAUSE,
    ...openClauses({ providerId, recipientId, validFrom }),
  };
  await world.sql(
    `insert into partnerships.agreement (id, kind, provider_id, recipient_id, state, purposes, categories, valid_from,
       valid_until, clauses, revision, revision_hash, states_conformity, version, breach_reported_by_ids)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, 'hash', true, 1, array[$3, $4])`,
    [id, kind, providerId, recipientId, state, purposes, categories, inDays(from), inDays(until), kept],
  );
  for (const partyId of [providerId, recipientId])
    await world.sql(`insert into partnerships.agreement_signature values ($1, 'hash', $2, 'client', now())`, [
      id,
      partyId,
    ]);
}
