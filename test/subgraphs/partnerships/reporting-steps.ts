import type { Asker, Asking } from '../../support/subgraph.ts';
import { jnrcs, type PartnershipsWorld } from './partnerships-world.ts';

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly field: string | null;
  readonly rule: string | null;
  readonly possible: readonly string[];
}

export interface Outcome<Noun> {
  readonly made: Noun | null;
  readonly userErrors: readonly Refusal[];
}

export interface Measure {
  readonly id: string;
  readonly version: number;
  readonly attestation: string;
  readonly title: string;
  readonly attestedBy: { readonly id: string } | null;
  readonly evidence: readonly Record<string, unknown>[];
}

export interface Pledge {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly hash: string;
  readonly signatures: readonly { readonly organisationId: string }[];
  readonly reports: readonly { readonly progress: string; readonly measureIds: readonly string[] }[];
}

/** Everything that a measure can be asked for. */
const MEASURE_FIELDS = `id version title summary language translations { language title summary } type status attestation
  isPublic countries { iso2 name } level paragraphs beneficiaryGroups startedOn endedOn filedAt attestedAt filedBy { id }
  jointImplementers { id } attestedBy { id } evidence { kind title url withdrawn agreement { id } consultation { id }
    accessAgreement { id } borderProcedure { id } legalInstrument { id } service { id } }`;
const PLEDGE_FIELDS = `id version kind conference title text language translations { language title } paragraphs beginsOn
  endsOn state hash submittedAt submitter { id } parties { id } signatures { organisationId signedAt }
  reports { id organisationId progress isFinal text language measureIds reportedAt }`;
const CONSULTATION_FIELDS = `id version heldOn subject outcome language paragraphs isPublic recordedAt withdrawnAt withdrawalReason country { iso2 }
  participants { id }`;

/** Two persons of one organisation. */
export const alice: Asking = { ...jnrcs, role: 'coordinator', subject: 'alice' };
export const bob: Asking = { ...jnrcs, role: 'coordinator', subject: 'bob' };

/** A measure that may be attested and counted in the report to the 32nd Conference. */
export const measureInput = (over: object = {}) => ({
  title: 'Border staff learn to recognise who needs protection',
  type: 'TRAINING',
  status: 'COMPLETED',
  paragraphs: ['OP2_SAFEGUARDS'],
  countries: ['JO'],
  level: 'NATIONAL',
  beneficiaryGroups: ['CHILDREN'],
  startedOn: '2013-03-01',
  endedOn: '2014-06-30',
  isPublic: true,
  evidence: [{ kind: 'DOCUMENT', title: 'Evaluation', url: 'https://reports.example/evaluation' }],
  ...over,
});

export const consultationInput = (over: object = {}) => ({
  participantIds: ['org_jnrcs', 'org_asylum'],
  country: 'JO',
  heldOn: '2014-02-03',
  subject: 'Information at the airport',
  ...over,
});

export const pledgeInput = (over: object = {}) => ({
  kind: 'SPECIFIC_INDIVIDUAL',
  conference: 31,
  partyIds: ['org_jnrcs'],
  title: 'No one turned away',
  text: 'Our services ask nobody for papers.',
  paragraphs: ['P5'],
  beginsOn: '2012-01-01',
  endsOn: '2015-12-01',
  ...over,
});

const NOUNS = {
  fileMeasure: ['FileMeasureInput', 'measure', MEASURE_FIELDS],
  reviseMeasure: ['ReviseMeasureInput', 'measure', MEASURE_FIELDS],
  attestMeasure: ['MeasureStepInput', 'measure', MEASURE_FIELDS],
  withdrawMeasure: ['MeasureStepInput', 'measure', MEASURE_FIELDS],
  recordConsultation: ['RecordConsultationInput', 'consultation', CONSULTATION_FIELDS],
  withdrawConsultation: ['WithdrawConsultationInput', 'consultation', CONSULTATION_FIELDS],
  submitPledge: ['SubmitPledgeInput', 'pledge', PLEDGE_FIELDS],
  signPledge: ['SignPledgeInput', 'pledge', PLEDGE_FIELDS],
  reportOnPledge: ['ReportOnPledgeInput', 'pledge', PLEDGE_FIELDS],
  freezeReport: [
    'FreezeReportInput',
    'implementationReport',
    `id conference version hash previousHash signature publicKey document measureCount versions
     figures { paragraph country { iso2 } year count measureIds }
     difference { addedMeasureIds removedMeasureIds changedMeasureIds figures { paragraph year before after } }`,
  ],
} as const;
export type ReportingVerb = keyof typeof NOUNS;

/** A verb as an operation; its answer stands under `outcome`. */
export function operationOf(verb: ReportingVerb): string {
  const [input, noun, fields] = NOUNS[verb];
  return `mutation ($input: ${input}!) { outcome: ${verb}(input: $input) {
    made: ${noun} { ${fields} } userErrors { code message field rule possible } } }`;
}

export async function say<Noun = { readonly id: string; readonly version: number }>(
  world: PartnershipsWorld,
  who: Asker,
  verb: ReportingVerb,
  input: object,
): Promise<Outcome<Noun>> {
  return (await world.ask<{ outcome: Outcome<Noun> }>(who, operationOf(verb), { input })).outcome;
}

export function made<Noun>({ made: noun, userErrors }: Outcome<Noun>): Noun {
  if (!noun) throw new Error(JSON.stringify(userErrors));
  return noun;
}

export async function filed(
  world: PartnershipsWorld,
  over: object = {},
  who: Asking = alice,
): Promise<Measure> {
  return made(await say<Measure>(world, who, 'fileMeasure', measureInput(over)));
}

/** Filed by one person and attested by another. */
export async function attested(
  world: PartnershipsWorld,
  over: object = {},
  who: Asking = alice,
): Promise<Measure> {
  const measure = await filed(world, over, who);
  return made(await say<Measure>(world, { ...who, subject: 'bob' }, 'attestMeasure', stepOf(measure)));
}

export function stepOf({ id, version }: { readonly id: string; readonly version: number }) {
  return { id, expectedVersion: version };
}

export async function readMeasure(
  world: PartnershipsWorld,
  id: string,
  who: Asker = null,
): Promise<Measure | null> {
  const query = `query ($id: ID!) { measure(id: $id) { ${MEASURE_FIELDS} } }`;
  return (await world.ask<{ measure: Measure | null }>(who, query, { id })).measure;
}
