import { type AgreementContent, hashOfAgreement } from '../../shared/agreement/content.ts';
import { AccordError } from '../../shared/errors.ts';
import { nearestWord } from '../../shared/nearest-word.ts';
import { exceedsCeiling } from '../../shared/policy/agreement.ts';
import type { AgreementKind } from '../../shared/policy/agreement-reading.ts';
import { type AgreementTerms, FIREWALL_CLAUSE } from '../../shared/policy/agreement-terms.ts';
import { isPurpose, PURPOSES, type Purpose } from '../../shared/policy/purposes.ts';
import {
  type AgreementClock,
  isWithinBounds,
  LONGEST_ACT_HOURS,
} from '../../shared/policy/referral-clocks.ts';
import type { Agreement, AgreementClauses } from './agreement.entity.ts';
import type { ProposeAgreementInput, ReviseAgreementInput } from './agreement.inputs.ts';
import { isKeepable } from './agreement-clause-checks.ts';

type Told = ProposeAgreementInput | ReviseAgreementInput;

/** The clauses as they are kept; a data-sharing agreement carries the firewall clause, in its fixed words. */
function clausesOf(kind: AgreementKind, input: Told): AgreementClauses {
  return {
    dataSubjects: input.dataSubjects ?? null,
    legalBasis: input.legalBasis ?? null,
    recipientRoles: input.recipientRoles,
    jurisdictions: capitals(input.jurisdictions),
    retention: input.retention.map(({ category, days }) => ({ category, days })),
    onward: input.onward,
    onwardRecipientIds: input.onwardRecipientIds,
    securityMeasures: input.securityMeasures ?? null,
    breachNoticeHours: input.breachNoticeHours,
    // A revision that sets none has the hash it had before there were any.
    ...(input.clocks.length > 0 && { clocks: input.clocks.map(clockOf) }),
    rightsContact: input.rightsContact ?? null,
    impactAssessment: input.impactAssessment ?? null,
    atTheEnd: input.atTheEnd ?? null,
    text: input.text ?? null,
    firewallClause: kind === 'DATA_SHARING' ? FIREWALL_CLAUSE : null,
    ...openClausesOf(input),
  };
}

/** What is not said is no part of what is hashed, as with the clocks. */
function openClausesOf(input: Told): Partial<AgreementClauses> {
  const { relationship, storageLocations, impactAssessedOn, reviewOn, governingRules, signatories } = input;
  return {
    ...(relationship && { relationship }),
    ...(storageLocations.length > 0 && { storageLocations: capitals(storageLocations) }),
    ...(impactAssessedOn && { impactAssessedOn }),
    ...(reviewOn && { reviewOn }),
    ...(governingRules && { governingRules }),
    ...(signatories.length > 0 && {
      signatories: signatories.map(({ organisationId, office }) => ({ organisationId, office })),
    }),
  };
}

function capitals(countries: readonly string[]): string[] {
  return countries.map((country) => country.toUpperCase());
}

/** All that the parties put their names to. A party that reads the revision can compute its hash again. */
function contentOf(
  agreementId: string,
  { kind, providerId, recipientId }: Pick<Agreement, 'kind' | 'providerId' | 'recipientId'>,
  revision: number,
  input: Told,
): AgreementContent {
  return {
    agreementId,
    kind,
    providerId,
    recipientId,
    revision,
    purposes: input.purposes as Purpose[],
    categories: input.categories,
    clauses: clausesOf(kind, input),
    statesConformity: input.statesConformity,
    validFrom: input.validFrom.toISOString(),
    validUntil: input.validUntil.toISOString(),
  };
}

/** The row of a revision that stands, and what is kept of it for ever. */
export function revisionOf(
  id: string,
  parties: Pick<Agreement, 'kind' | 'providerId' | 'recipientId'>,
  revision: number,
  input: Told,
) {
  const { validFrom, validUntil, statesConformity } = input;
  const terms = contentOf(id, parties, revision, input);
  const { purposes, categories, clauses } = terms as AgreementContent & Agreement;
  const revisionHash = hashOfAgreement(terms);
  const row = {
    revision,
    revisionHash,
    purposes,
    categories,
    clauses,
    statesConformity,
    validFrom,
    validUntil,
  };
  return { row, kept: { agreementId: id, revision, revisionHash, terms } };
}

const LONGEST_TEXT = 20_000;
const LONGEST_LIST = 100;
const LONGEST_CLAUSE = 2_000;
const CLAUSES = [
  'dataSubjects',
  'legalBasis',
  'securityMeasures',
  'rightsContact',
  'impactAssessment',
  'atTheEnd',
  'governingRules',
] as const;

const LISTS = ['purposes', 'categories', 'recipientRoles', 'onwardRecipientIds'] as const;
const COUNTRIES = ['jurisdictions', 'storageLocations'] as const;
/** A draft may leave them open. */
const OPEN: readonly string[] = ['impactAssessment', 'governingRules'];

/** Errors: VALIDATION_FAILED, with the field. What the law forbids is decided elsewhere; this is form alone. */
export function checkClauses(kind: AgreementKind, input: Told): void {
  const { purposes, categories, validFrom, validUntil } = input;
  const unknown = purposes.findIndex((purpose) => !isPurpose(purpose));
  if (unknown >= 0) throw unknownPurpose(unknown, purposes[unknown] as string);
  for (const name of LISTS) {
    refuseUnless(input[name].length <= LONGEST_LIST, name, 'A list has at most 100 entries.');
    refuseUnless(new Set(input[name]).size === input[name].length, name, 'Each stands here once.');
  }
  const isFitting = kind === 'DATA_SHARING' || categories.length === 0;
  refuseUnless(isFitting, 'categories', 'An MoU shares nothing about persons.');
  for (const name of COUNTRIES) checkCountries(name, input[name]);
  refuseUnless(validFrom < validUntil, 'validUntil', 'An agreement begins before it ends.');
  checkRetention(input);
  checkClocks(kind, input);
  checkTexts(kind, input);
}

/** Errors: VALIDATION_FAILED. */
export function checkParties({ providerId, recipientId }: ProposeAgreementInput): void {
  refuseUnless(providerId !== recipientId, 'recipientId', 'An agreement has two parties.');
}

/** Says what of the terms is at fault, where the rule alone would not. */
export function refuseTerms(rule: string, terms: AgreementTerms): void {
  if (rule === 'within-ceiling') throw beyondCeiling(terms);
  if (rule === 'clocks-within-bounds') throw beyondBounds(terms);
}

/** The error that names the category which no organisation of the recipient's type may ever receive. */
function beyondCeiling(terms: AgreementTerms): AccordError {
  const { recipientType, recipientSharesCredentialsWith, categories } = terms;
  const index = categories.findIndex((category) =>
    exceedsCeiling(recipientType, [category], recipientSharesCredentialsWith),
  );
  return new AccordError('VALIDATION_FAILED', {
    field: `input.categories.${index}`,
    rule: 'within-ceiling',
    says: `${categories[index]} is beyond what an organisation of type ${recipientType} may ever receive.`,
  });
}

function beyondBounds({ clocks }: AgreementTerms): AccordError {
  const index = clocks.findIndex((clock) => !isWithinBounds(clock));
  const { urgency, acknowledgeHours, actHours } = clocks[index] as AgreementClock;
  const tooSlow = acknowledgeHours >= 1 && acknowledgeHours <= actHours;
  return new AccordError('VALIDATION_FAILED', {
    field: `input.clocks.${index}.${tooSlow ? 'actHours' : 'acknowledgeHours'}`,
    rule: 'clocks-within-bounds',
    says: tooSlow
      ? `A referral of urgency ${urgency} is acted on within ${LONGEST_ACT_HOURS[urgency]} hours at most.`
      : 'A referral is acknowledged after 1 hour or more, and no later than it is acted on.',
  });
}

const LONGEST_WORD = 60;

/** Only the beginning is compared and repeated: the work grows with the length of the word. */
function unknownPurpose(index: number, purpose: string): AccordError {
  const word = purpose.slice(0, LONGEST_WORD);
  const says = `“${word}” is no purpose; the nearest allowed one is ${nearestWord(word, PURPOSES)}.`;
  return new AccordError('VALIDATION_FAILED', { field: `input.purposes.${index}`, says });
}

function checkCountries(name: string, countries: readonly string[]): void {
  countries.forEach((country, index) => {
    const says = 'A country is two letters, ISO 3166-1.';
    refuseUnless(/^[a-z]{2}$/i.test(country), `${name}.${index}`, says);
  });
  refuseUnless(new Set(capitals(countries)).size === countries.length, name, 'Each stands here once.');
}

function checkRetention({ categories, retention }: Told): void {
  const kept = retention.map(({ category }) => category);
  refuseUnless(new Set(kept).size === kept.length, 'retention', 'Each category is kept for one time.');
  const missing = categories.find((category) => !kept.includes(category));
  refuseUnless(missing === undefined, 'retention', `How long ${missing} is kept is not said.`);
  retention.forEach(({ days }, index) => {
    refuseUnless(days >= 1 && days <= 3650, `retention.${index}.days`, 'Data are kept for 1 to 3650 days.');
  });
}

function checkClocks(kind: AgreementKind, { clocks }: Told): void {
  const urgencies = clocks.map(({ urgency }) => urgency);
  refuseUnless(new Set(urgencies).size === clocks.length, 'clocks', 'Each urgency has one clock.');
  refuseUnless(kind === 'DATA_SHARING' || clocks.length === 0, 'clocks', 'Under an MoU nothing is referred.');
}

function clockOf({ urgency, acknowledgeHours, actHours }: AgreementClock): AgreementClock {
  return { urgency, acknowledgeHours, actHours };
}

function checkTexts(kind: AgreementKind, input: Told): void {
  for (const name of CLAUSES) {
    const clause = input[name] ?? '';
    refuseUnless(clause.length <= LONGEST_CLAUSE, name, 'A clause has at most 2,000 characters.');
    const needed = kind === 'DATA_SHARING' && !OPEN.includes(name);
    refuseUnless(!needed || clause.trim() !== '', name, 'A data-sharing agreement must state this.');
    refuseUnless(isKeepable(clause), name, UNKEEPABLE);
  }
  const { text, onwardRecipientIds } = input;
  refuseUnless((text?.length ?? 0) <= LONGEST_TEXT, 'text', 'A text has at most 20,000 characters.');
  refuseUnless(isKeepable(text ?? ''), 'text', UNKEEPABLE);
  refuseUnless(onwardRecipientIds.every(isKeepable), 'onwardRecipientIds', UNKEEPABLE);
}

const UNKEEPABLE = 'The text holds a NUL character or half of a character.';

function refuseUnless(holds: boolean, field: string, says: string): void {
  if (!holds) throw new AccordError('VALIDATION_FAILED', { field: `input.${field}`, says });
}
