import { createHash } from 'node:crypto';
import { AccordError } from '../../shared/errors.ts';
import { nearestWord } from '../../shared/nearest-word.ts';
import type { AgreementKind } from '../../shared/policy/agreement-reading.ts';
import { FIREWALL_CLAUSE } from '../../shared/policy/agreement-terms.ts';
import { isPurpose, PURPOSES } from '../../shared/policy/purposes.ts';
import type { AgreementClauses } from './agreement.entity.ts';
import type { ProposeAgreementInput, ReviseAgreementInput } from './agreement.inputs.ts';

type Told = ProposeAgreementInput | ReviseAgreementInput;

/** The clauses as they are kept; a data-sharing agreement carries the firewall clause, in its fixed words. */
export function clausesOf(kind: AgreementKind, input: Told): AgreementClauses {
  return {
    dataSubjects: input.dataSubjects ?? null,
    legalBasis: input.legalBasis ?? null,
    recipientRoles: input.recipientRoles,
    jurisdictions: input.jurisdictions.map((country) => country.toUpperCase()),
    retention: input.retention,
    onward: input.onward,
    onwardRecipientIds: input.onwardRecipientIds,
    securityMeasures: input.securityMeasures ?? null,
    breachNoticeHours: input.breachNoticeHours,
    rightsContact: input.rightsContact ?? null,
    impactAssessment: input.impactAssessment ?? null,
    atTheEnd: input.atTheEnd ?? null,
    text: input.text ?? null,
    firewallClause: kind === 'DATA_SHARING' ? FIREWALL_CLAUSE : null,
  };
}

/**
 * SHA-256, in hexadecimal, of everything the parties put their names to. It is written as one JSON array in a fixed
 * order, so that no order of keys can change it.
 */
export function revisionHashOf(
  parties: { readonly kind: AgreementKind; readonly providerId: string; readonly recipientId: string },
  revision: number,
  input: Told,
): string {
  const clauses = clausesOf(parties.kind, input);
  const terms = [
    parties.kind,
    parties.providerId,
    parties.recipientId,
    revision,
    [...input.purposes].sort(),
    [...input.categories].sort(),
    clauses.dataSubjects,
    clauses.legalBasis,
    [...clauses.recipientRoles].sort(),
    [...clauses.jurisdictions].sort(),
    clauses.retention.map(({ category, days }) => [category, days]).sort(),
    clauses.onward,
    [...clauses.onwardRecipientIds].sort(),
    clauses.securityMeasures,
    clauses.breachNoticeHours,
    clauses.rightsContact,
    clauses.impactAssessment,
    clauses.atTheEnd,
    clauses.text,
    clauses.firewallClause,
    input.statesConformity,
    input.validFrom.toISOString(),
    input.validUntil.toISOString(),
  ];
  return createHash('sha256').update(JSON.stringify(terms)).digest('hex');
}

const LONGEST_TEXT = 20_000;
const LONGEST_CLAUSE = 2_000;
const CLAUSES = [
  'dataSubjects',
  'legalBasis',
  'securityMeasures',
  'rightsContact',
  'impactAssessment',
  'atTheEnd',
] as const;

/** Errors: VALIDATION_FAILED, with the field. What the law forbids is decided elsewhere; this is form alone. */
export function checkClauses(kind: AgreementKind, input: Told): void {
  const { purposes, categories, jurisdictions, retention, text } = input;
  purposes.forEach((purpose, index) => {
    const says = `“${purpose}” is no purpose; the nearest allowed one is ${nearestWord(purpose, PURPOSES)}.`;
    refuseUnless(isPurpose(purpose), `purposes.${index}`, says);
  });
  const isSharing = kind === 'DATA_SHARING';
  refuseUnless(isSharing || categories.length === 0, 'categories', 'An MoU shares nothing about persons.');
  jurisdictions.forEach((country, index) => {
    refuseUnless(
      /^[a-z]{2}$/i.test(country),
      `jurisdictions.${index}`,
      'A country is two letters, ISO 3166-1.',
    );
  });
  const kept = retention.map(({ category }) => category);
  refuseUnless(new Set(kept).size === kept.length, 'retention', 'Each category is kept for one time.');
  const missing = categories.find((category) => !kept.includes(category));
  refuseUnless(missing === undefined, 'retention', `How long ${missing} is kept is not said.`);
  retention.forEach(({ days }, index) => {
    refuseUnless(days >= 1 && days <= 3650, `retention.${index}.days`, 'Data are kept for 1 to 3650 days.');
  });
  refuseUnless((text?.length ?? 0) <= LONGEST_TEXT, 'text', 'A text has at most 20,000 characters.');
  for (const name of CLAUSES) {
    refuseUnless(
      (input[name]?.length ?? 0) <= LONGEST_CLAUSE,
      name,
      'A clause has at most 2,000 characters.',
    );
    const needed = isSharing && name !== 'impactAssessment';
    refuseUnless(!needed || Boolean(input[name]?.trim()), name, 'A data-sharing agreement must state this.');
  }
}

function refuseUnless(holds: boolean, field: string, says: string): void {
  if (!holds) throw new AccordError('VALIDATION_FAILED', { field: `input.${field}`, says });
}
