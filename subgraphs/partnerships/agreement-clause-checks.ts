import { AccordError } from '../../shared/errors.ts';
import type { Agreement } from './agreement.entity.ts';
import type { ProposeAgreementInput, ReviseAgreementInput } from './agreement.inputs.ts';
import { dayOf } from './reporting-checks.ts';

type Told = ProposeAgreementInput | ReviseAgreementInput;

const LONGEST_OFFICE = 200;

/** Those of the clauses that a draft may still leave open; what is said must be right. Errors: VALIDATION_FAILED. */
export function checkOpenClauses(
  { providerId, recipientId }: Pick<Agreement, 'providerId' | 'recipientId'>,
  { signatories, reviewOn, impactAssessedOn, validFrom, validUntil }: Told,
): void {
  const partyIds = [providerId, recipientId];
  signatories.forEach(({ organisationId, office }, index) => {
    const isParty = partyIds.includes(organisationId);
    refuseUnless(isParty, `signatories.${index}.organisationId`, 'Only a party signs.');
    const fits = office.trim() !== '' && office.length <= LONGEST_OFFICE && isKeepable(office);
    refuseUnless(fits, `signatories.${index}.office`, 'An office has 1 to 200 characters.');
  });
  const signing = signatories.map(({ organisationId }) => organisationId);
  refuseUnless(new Set(signing).size === signing.length, 'signatories', 'One office signs for each party.');
  if (impactAssessedOn != null) dayOf(impactAssessedOn, 'impactAssessedOn');
  if (reviewOn == null) return;
  const day = dayOf(reviewOn, 'reviewOn');
  const within = day >= validFrom.toISOString().slice(0, 10) && day <= validUntil.toISOString().slice(0, 10);
  refuseUnless(within, 'reviewOn', 'It is reviewed while it is valid.');
}

/** PostgreSQL keeps neither a NUL nor half of a character in JSON, and RFC 8785 has no form for the second. */
export function isKeepable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

function refuseUnless(holds: boolean, field: string, says: string): void {
  if (!holds) throw new AccordError('VALIDATION_FAILED', { field: `input.${field}`, says });
}
