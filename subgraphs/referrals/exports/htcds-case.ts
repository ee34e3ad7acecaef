import { HTCDS_VICTIM_FIELDS, htcds } from '../crosswalks/htcds.ts';
import { coded, flatRecord, type Placings, wholeDate } from './person-values.ts';
import type { ExportedDocument, ReleasedReferral } from './released-referral.ts';
import { Wording } from './wording.ts';

/** One row of HTCDS 2.0, the referral as one that comes in. What perpetrators did (per_) never travels. */
export function htcdsCase(released: ReleasedReferral): ExportedDocument {
  const wording = new Wording(htcds);
  const { referral, from, to, person } = released;
  const byState = wording.code('state', 'states', referral.state);
  wording.code('urgency', 'urgencies', referral.urgency);
  wording.code('reason', 'reasons', referral.reason);
  const content = {
    accord: { referral: referral.id, person: person?.ref },
    cas_ReferringOrganisation: from.name,
    cas_ReferredOrganisation: to.name,
    cas_IncomingReferralDate: referral.sentAt?.toISOString().slice(0, 10),
    cas_Status: wording.code('outcome', 'outcomes', referral.outcome) ?? byState,
    spl_Type: wording.code('serviceType', 'serviceTypes', referral.serviceType),
    ...(person === null ? {} : flatRecord(person, wording, placingsFor(wording))),
  };
  return { content, leftOut: wording.leftOut };
}

function placingsFor(wording: Wording): Placings {
  return {
    'triage.gender': (gender, at) => coded(at, wording.code('triage.gender', 'genders', gender)),
    'triage.languages': ([first, second, ...rest], at) => ({
      fields: { [at]: first, prs_SecondaryLanguage: second },
      without: rest.length > 0 ? 'HTCDS holds two languages; the further ones found no place.' : undefined,
    }),
    'identity.birthDate': wholeDate,
    'protection.traffickingIndicators': (codes) => {
      const fields = Object.fromEntries(
        Object.entries(HTCDS_VICTIM_FIELDS)
          .map(([field, known]) => [field, codes.filter((code) => known.has(code))] as const)
          .filter(([, found]) => found.length > 0),
      );
      const isAll = Object.values(fields).flat().length === codes.length;
      return { fields, without: isAll ? undefined : 'Codes that are in no picklist of it found no place.' };
    },
  };
}
