import type { WorldConsent } from './person-schema.ts';
import { momentOf } from './relative-date.ts';

type IdOf = (code: string) => string;

/** What begins a consent: how it was given is said of one that was, and may be known of an imported one. */
export function consentInput(consent: WorldConsent, personRef: string, now: Date, idOf: IdOf): object {
  const { begun, validUntil, language, noticeVersion, interpreter, givenBy, manner } = consent;
  const asked = {
    ...scopeOf(consent, idOf),
    personRef,
    language,
    ...(begun !== 'import' && { noticeVersion: '1', interpreter }),
    ...(noticeVersion && { noticeVersion }),
    ...(validUntil && { validUntil: momentOf(validUntil, now) }),
  };
  if (begun === 'request') return asked;
  if (begun === 'import') return { ...asked, givenBy, manner };
  return { ...asked, ...givenOf(consent, idOf) };
}

/** What a step says beside the consent it is about. */
export function consentStepInput(
  consent: WorldConsent,
  verb: WorldConsent['steps'][number],
  now: Date,
  idOf: IdOf,
): object {
  if (verb !== 'give') return {};
  const { validUntil } = consent;
  return {
    ...scopeOf(consent, idOf),
    ...givenOf(consent, idOf),
    ...(validUntil && { validUntil: momentOf(validUntil, now) }),
  };
}

function scopeOf({ recipients, purposes, categories }: WorldConsent, idOf: IdOf) {
  return { recipientIds: recipients.map((code) => idOf(code)), purposes, categories };
}

function givenOf(consent: WorldConsent, idOf: IdOf) {
  const { givenBy, childAssent, manner, statistics, acknowledgesReportingRisk, withhold } = consent;
  return {
    givenBy,
    childAssent,
    manner,
    statistics,
    acknowledgesReportingRisk,
    withhold: withhold.map(({ organisation, ...one }) => ({
      ...one,
      organisationId: organisation && idOf(organisation),
    })),
  };
}
