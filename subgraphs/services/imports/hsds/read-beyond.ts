import type { LegalStatusCondition } from '../../../../shared/policy/service-offer.ts';
import type { beyondOf } from '../../hsds/beyond-hsds.ts';
import type { Inclusion, Offer } from '../../offer.ts';
import { isCountry, isDay } from '../../offer-words.ts';
import { IMPLEMENTER_LEVELS, INCLUSION_SETTINGS, INCLUSION_STRANDS } from '../../vocabulary.ts';
import type { Notes } from '../notes.ts';
import type { Directory } from './directory.ts';
import { isJson } from './json.ts';

type Said = ReturnType<typeof beyondOf>['said'];

/** Fields whose words `beyondOf` has checked against their code list. */
const CODED = [
  ...['legalStatusCondition', 'intakeCriteria', 'coverages', 'waysIn', 'referralMethod', 'responseDelay'],
  ...['nextStep', 'feedbackMechanism', 'feedbackDelay', 'journeyStages', 'genders', 'cost', 'servicePoint'],
] as const;

/** What our own files say of a service beyond HSDS; `names` and the like are read where HSDS says them too. */
export function readBeyond(said: Said, directory: Directory, notes: Notes): Partial<Offer> {
  const coded = Object.fromEntries(
    CODED.filter((field) => field in said).map((field) => [field, said[field]]),
  );
  return {
    ...coded,
    ...conditionOf(said),
    ...(said['referralRequired'] === true ? { referralRequired: true } : {}),
    ...countriesOf(said, 'onlyNationalities'),
    ...countriesOf(said, 'exceptNationalities'),
    ...dayOf(said, 'validFrom'),
    ...dayOf(said, 'validUntil'),
    inclusion: inclusionOf(said['inclusion']),
    ...firewallOf(said, directory, notes),
    ...agreementOf(said, directory, notes),
  };
}

/** Whom a mandate is limited to; a limit that says nobody is none. */
function conditionOf(said: Said): Partial<Offer> {
  const mandateLimitedTo = typeof said['mandateLimitedTo'] === 'string' ? said['mandateLimitedTo'] : null;
  const legalStatusCondition = (said['legalStatusCondition'] ?? 'NONE') as LegalStatusCondition;
  return { legalStatusCondition, mandateLimitedTo };
}

/**
 * That nothing said there reaches immigration enforcement, its owner says, and no file: people without papers go by it. That
 * it does reach it is believed of anyone.
 */
function firewallOf(said: Said, { restored }: Directory, notes: Notes): Partial<Offer> {
  const status = said['firewallStatus'] as Offer['firewallStatus'] | undefined;
  if (status === undefined || status === 'UNKNOWN') return {};
  const firewallEvidence = typeof said['firewallEvidence'] === 'string' ? said['firewallEvidence'] : null;
  if (status !== 'FIREWALLED' || restored) return { firewallStatus: status, firewallEvidence };
  notes.leftOut('attributes', 'FIREWALLED', 'Its owner says so, and no file: UNKNOWN until then.');
  return {};
}

function agreementOf(said: Said, { restored }: Directory, notes: Notes): Partial<Offer> {
  const id = said['accessAgreementId'];
  if (typeof id !== 'string') return {};
  if (restored) return { accessAgreementId: id };
  notes.leftOut('attributes', id, 'An access agreement of another register.');
  return {};
}

function countriesOf(said: Said, field: 'onlyNationalities' | 'exceptNationalities'): Partial<Offer> {
  const list = said[field];
  const codes = Array.isArray(list) ? list.filter((one) => typeof one === 'string' && isCountry(one)) : [];
  return { [field]: codes };
}

function dayOf(said: Said, field: 'validFrom' | 'validUntil'): Partial<Offer> {
  const day = said[field];
  return typeof day === 'string' && isDay(day) ? { [field]: day } : {};
}

function inclusionOf(said: unknown): Inclusion | null {
  if (!isJson(said)) return null;
  const strand = INCLUSION_STRANDS.find((one) => one === said['strand']);
  const setting = INCLUSION_SETTINGS.find((one) => one === said['setting']);
  if (strand === undefined || setting === undefined) return null;
  const implementers = Array.isArray(said['jointImplementers']) ? said['jointImplementers'] : [];
  return {
    strand,
    setting,
    openToMigrants: said['openToMigrants'] === true,
    openToLocals: said['openToLocals'] === true,
    jointImplementers: implementers.filter(isJson).flatMap(({ name, level }) => {
      const known = IMPLEMENTER_LEVELS.find((one) => one === level);
      return known === undefined || typeof name !== 'string' ? [] : [{ name, level: known }];
    }),
  };
}
