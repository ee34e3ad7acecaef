import { PRIMERO_NEEDS, primero } from '../crosswalks/primero.ts';
import type { Person } from '../person.entity.ts';
import { coded, flatRecord, type Placings, wholeDate } from './person-values.ts';
import type { ExportedDocument, ReleasedReferral } from './released-referral.ts';
import { Wording } from './wording.ts';

/** A case of Primero with one service and the referral to it, in the fields of Primero's API v2 and default forms. */
export function primeroCase(released: ReleasedReferral): ExportedDocument {
  const wording = new Wording(primero);
  const { referral, from, to, service, person } = released;
  const { service_referral_notes, ...fields } = person === null ? {} : caseFields(released, person, wording);
  const reason = wording.code('reason', 'reasons', referral.reason);
  const outcome = wording.code('outcome', 'outcomes', referral.outcome);
  // Both are free text there: a code of Primero's where it has one, where it has none our own word for the reason.
  const isDeclined = referral.state === 'DECLINED';
  const note = outcome === 'implemented' ? undefined : (outcome ?? reason);
  const content = {
    accord: { referral: referral.id, person: person?.ref },
    record_type: 'case',
    case: {
      module_id: 'primeromodule-cp',
      ...fields,
      services_section: [
        {
          service_response_type: 'service_provision',
          service_type: wording.code('serviceType', 'serviceTypes', referral.serviceType),
          service_response_day_time: (referral.sentAt ?? referral.draftedAt)?.toISOString(),
          service_response_timeframe: wording.code('urgency', 'urgencies', referral.urgency),
          service_appointment_date: referral.scheduledFor?.toISOString().slice(0, 10),
          service_implementing_agency: to.name,
          service_provider: service.name ?? undefined,
          service_status_referred: true,
          service_implemented: outcome === 'implemented' ? outcome : undefined,
          note_on_referral_from_provider: isDeclined ? undefined : note,
          service_referral_notes,
        },
      ],
    },
    referral: {
      type: 'Referral',
      status: wording.code('state', 'states', referral.state),
      rejected_reason: isDeclined ? (reason ?? referral.reason) : undefined,
      transitioned_by_user_agency: from.name,
      transitioned_to_agency: to.name,
      remote: true,
      created_at: (referral.sentAt ?? referral.draftedAt)?.toISOString(),
    },
  };
  return { content, leftOut: wording.leftOut };
}

function caseFields({ from }: ReleasedReferral, person: Person, wording: Wording): Record<string, unknown> {
  const placings: Placings = {
    'triage.gender': (gender, at) => coded(at, wording.code('triage.gender', 'genders', gender)),
    'identity.caseCode': (code, at) => ({ fields: { [at]: code, other_agency_name: from.name } }),
    'identity.birthDate': wholeDate,
    'identity.caseNumbers': ([first, ...rest], at) => ({
      fields: { [at]: first?.number, other_id_type: first?.issuer },
      without:
        rest.length > 0 ? 'Primero holds one other number; the further ones found no place.' : undefined,
    }),
    'migrationStatus.standing': (standing, at) =>
      coded(at, wording.code('migrationStatus.standing', 'standings', standing)),
    'protection.specificNeeds': (needs, at) => {
      const codes = needs.map((need) => need.trim().toLowerCase().replaceAll('_', '-'));
      const known = codes.filter((code) => PRIMERO_NEEDS.has(code));
      const without = 'Codes that are not in lookup-unhcr-needs-codes found no place.';
      return {
        fields: known.length > 0 ? { [at]: known } : {},
        without: known.length < codes.length ? without : undefined,
      };
    },
    'family.relatives': (relatives, at) => ({
      fields: {
        [at]: relatives.map(({ name, whereabouts }) => ({
          relation_name: name ?? undefined,
          relation_address_current: whereabouts ?? undefined,
        })),
      },
      without: 'How they are related: a list that each deployment makes for itself.',
    }),
  };
  return flatRecord(person, wording, placings);
}
