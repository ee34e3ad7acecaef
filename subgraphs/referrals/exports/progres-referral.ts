import { progres } from '../crosswalks/progres.ts';
import { coded, flatRecord, type Placings, wholeDate } from './person-values.ts';
import type { ExportedDocument, ReleasedReferral } from './released-referral.ts';
import { Wording } from './wording.ts';

/** An incoming referral as proGres takes it from the bridge: OpenFn/primero-progres, f2-2.sendReferralToDTP.js. */
export function progresReferral(released: ReleasedReferral): ExportedDocument {
  const wording = new Wording(progres);
  const { referral, from, to, person } = released;
  wording.code('urgency', 'urgencies', referral.urgency);
  wording.code('outcome', 'outcomes', referral.outcome);
  const content = {
    request_type: 'ReceiveIncomingReferral',
    id: referral.id,
    accord: { person: person?.ref },
    owned_by_agency_id: from.name,
    service_implementing_agency: to.name,
    service_type: wording.code('serviceType', 'serviceTypes', referral.serviceType),
    service_response_day_time: (referral.sentAt ?? referral.draftedAt)?.toISOString(),
    status: wording.code('state', 'states', referral.state),
    progres_interoperabiltyreferralrejectionreason: wording.code('reason', 'reasons', referral.reason),
    ...(person === null ? {} : flatRecord(person, wording, placingsFor(wording))),
  };
  return { content, leftOut: wording.leftOut };
}

function placingsFor(wording: Wording): Placings {
  return {
    'triage.gender': (gender, at) => coded(at, wording.code('triage.gender', 'genders', gender)),
    'identity.birthDate': wholeDate,
    'identity.caseNumbers': (numbers, at) => {
      const [own, ...further] = numbers.filter(({ issuer }) => issuer.trim().toUpperCase() === 'UNHCR');
      const isAll = own !== undefined && further.length === 0 && numbers.length === 1;
      return {
        fields: own === undefined ? {} : { [at]: own.number },
        without: isAll ? undefined : 'proGres holds one number of UNHCR; the others found no place.',
      };
    },
  };
}
