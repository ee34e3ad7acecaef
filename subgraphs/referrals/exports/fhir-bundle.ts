import { SEVERE_CATEGORIES } from '../../../shared/policy/categories.ts';
import { BSER_STATUS_SYSTEM, bser } from '../crosswalks/bser.ts';
import { toStandard } from '../crosswalks/crosswalk.ts';
import { FHIR_REQUEST_STATES, FHIR_SYSTEMS, fhir } from '../crosswalks/fhir.ts';
import { personEntries } from './fhir-person.ts';
import { concept, type Entry, entryOf, plain, refer } from './fhir-words.ts';
import { valueIn } from './person-values.ts';
import type { ExportedDocument, Party, ReleasedReferral } from './released-referral.ts';
import { Wording } from './wording.ts';

const HL7 = 'http://terminology.hl7.org/CodeSystem';

/** A collection that a system of FHIR R4 can take in. No resource has a narrative. */
export function fhirBundle(released: ReleasedReferral): ExportedDocument {
  const wording = new Wording(fhir);
  const { state } = released.referral;
  const businessStatus = state == null ? undefined : concept('urn:accord:referral-state', state);
  return bundleOf(released, wording, 'collection', [], businessStatus);
}

/** The same as a message of BSeR: with its header, its business status, and each side's own number. */
export function bserBundle(released: ReleasedReferral): ExportedDocument {
  const wording = new Wording(bser);
  const code = wording.code('state', 'states', released.referral.state);
  const businessStatus = code === undefined ? undefined : concept(BSER_STATUS_SYSTEM, code);
  return bundleOf(released, wording, 'message', [messageHeader(released)], businessStatus);
}

function bundleOf(
  released: ReleasedReferral,
  wording: Wording,
  type: string,
  first: readonly Entry[],
  businessStatus: object | undefined,
): ExportedDocument {
  const { from, to, person, at } = released;
  const parties = from.id === to.id ? [from] : [from, to];
  const entry = [
    ...first,
    task(released, businessStatus),
    serviceRequest(released),
    ...parties.map(organisation),
    healthcareService(released),
    ...(person === null ? [] : personEntries(released, person, wording)),
    ...consents(released),
    provenance(released),
  ];
  const content = {
    resourceType: 'Bundle',
    meta: { security: securityLabels(released) },
    type,
    timestamp: at.toISOString(),
    entry,
  };
  return { content, leftOut: wording.leftOut };
}

/** How confidential it is, and that something was withheld where something was: the field itself is simply absent. */
function securityLabels({ released, isRedacted }: ReleasedReferral) {
  const isSevere = released.some((category) => SEVERE_CATEGORIES.has(category));
  const labels = [{ system: `${HL7}/v3-Confidentiality`, code: isSevere ? 'V' : 'R' }];
  return isRedacted ? [...labels, { system: `${HL7}/v3-ObservationValue`, code: 'REDACTED' }] : labels;
}

function messageHeader({ referral, from, to }: ReleasedReferral): Entry {
  return entryOf('message', referral.id, {
    resourceType: 'MessageHeader',
    eventCoding: { system: `${HL7}/v2-0003`, code: 'I12' },
    destination: [{ endpoint: `urn:accord:organisation:${to.id}`, receiver: refer('organisation', to.id) }],
    sender: refer('organisation', from.id),
    source: { name: 'Accord', endpoint: `urn:accord:organisation:${from.id}` },
    focus: [refer('task', referral.id)],
  });
}

function task(released: ReleasedReferral, businessStatus: object | undefined): Entry {
  const { referral, from, to } = released;
  const { state, urgency, reason, outcome } = referral;
  const number = (type: string, value: string | null | undefined, assigner: Party) =>
    value?.trim()
      ? {
          type: concept(`${HL7}/v2-0203`, type),
          value: plain(value),
          assigner: refer('organisation', assigner.id),
        }
      : undefined;
  return entryOf('task', referral.id, {
    resourceType: 'Task',
    identifier: [
      { system: 'urn:accord:referral', value: referral.id },
      number('PLAC', referral.senderCode, from),
      number('FILL', referral.receiverCode, to),
    ],
    status: state == null ? undefined : toStandard(fhir.states, state),
    statusReason: reason == null ? undefined : coded('reasons', toStandard(fhir.reasons, reason), reason),
    businessStatus,
    intent: 'order',
    priority: urgency == null ? undefined : toStandard(fhir.urgencies, urgency),
    code: concept('http://hl7.org/fhir/CodeSystem/task-code', 'fulfill'),
    focus: refer('request', referral.id),
    for: subjectOf(released),
    authoredOn: (referral.sentAt ?? referral.draftedAt)?.toISOString(),
    requester: refer('organisation', from.id),
    owner: refer('organisation', to.id),
    executionPeriod: { end: referral.completedAt?.toISOString() },
    restriction: { period: { end: referral.actBy?.toISOString() } },
    output: [
      outcome == null
        ? undefined
        : {
            type: { text: 'outcome' },
            valueCodeableConcept: coded('outcomes', toStandard(fhir.outcomes, outcome), outcome),
          },
    ],
  });
}

function serviceRequest(released: ReleasedReferral): Entry {
  const { referral, from, to, person, service } = released;
  const { state, urgency } = referral;
  const narrative = person && valueIn(person, 'narrative');
  return entryOf('request', referral.id, {
    resourceType: 'ServiceRequest',
    identifier: [{ system: 'urn:accord:referral', value: referral.id }],
    status: state == null ? undefined : toStandard(FHIR_REQUEST_STATES, state),
    intent: 'order',
    priority: urgency == null ? undefined : toStandard(fhir.urgencies, urgency),
    code: serviceType(released),
    subject: subjectOf(released),
    occurrenceDateTime: referral.scheduledFor?.toISOString(),
    authoredOn: (referral.sentAt ?? referral.draftedAt)?.toISOString(),
    requester: refer('organisation', from.id),
    performer: [refer('organisation', to.id), refer('service', service.id)],
    note: [narrative === null ? undefined : { text: plain(narrative) }],
  });
}

/** FHIR wants a subject; where the person is not known any more, it is told so. */
function subjectOf({ person }: ReleasedReferral) {
  if (person !== null) return refer('person', person.ref);
  const url = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';
  return { extension: [{ url, valueCode: 'unknown' }] };
}

function organisation({ id, name, type, country }: Party): Entry {
  return entryOf('organisation', id, {
    resourceType: 'Organization',
    identifier: [{ system: 'urn:accord:organisation', value: id }],
    type: [concept('urn:accord:organisation-type', type)],
    name: plain(name),
    address: [{ country: country ?? undefined }],
  });
}

function healthcareService(released: ReleasedReferral): Entry {
  const { service, to } = released;
  return entryOf('service', service.id, {
    resourceType: 'HealthcareService',
    identifier: [{ system: 'urn:accord:service', value: service.id }],
    providedBy: refer('organisation', to.id),
    type: [serviceType(released)],
    name: service.name?.trim() ? plain(service.name) : undefined,
  });
}

/** Our own code stands beside HL7's, which has no word for most of ours. */
function serviceType({ referral: { serviceType: ours } }: ReleasedReferral) {
  if (ours == null) return undefined;
  const theirs = toStandard(fhir.serviceTypes, ours);
  const own = { system: 'urn:accord:service-type', code: ours };
  return { coding: theirs === null ? [own] : [{ system: FHIR_SYSTEMS.serviceTypes, code: theirs }, own] };
}

/**
 * That it was consented to, by whom it may be read, for what and which categories. Without the consent's own number
 * and its other recipients: those are the owner's to know (law.md, section 8).
 */
function consents({ referral, person, from, to, grounds, purpose, released }: ReleasedReferral): Entry[] {
  if (grounds.basis !== 'CONSENT' || person === null) return [];
  return [
    entryOf('consent', referral.id, {
      resourceType: 'Consent',
      status: 'active',
      scope: concept(`${HL7}/consentscope`, 'patient-privacy'),
      category: [concept(`${HL7}/v3-ActCode`, 'IDSCL')],
      patient: refer('person', person.ref),
      organization: [refer('organisation', from.id)],
      policyRule: concept(`${HL7}/v3-ActCode`, 'OPTIN'),
      provision: {
        type: 'permit',
        actor: [
          { role: concept(`${HL7}/v3-ParticipationType`, 'IRCP'), reference: refer('organisation', to.id) },
        ],
        purpose: [purpose === null ? undefined : { system: 'urn:accord:purpose', code: purpose }],
        class: released.map((category) => ({ system: 'urn:accord:category', code: category })),
      },
    }),
  ];
}

/** Whose record it is, when it was released, and under which agreement. */
function provenance({ referral, from, grounds, at }: ReleasedReferral): Entry {
  const { agreement } = grounds;
  return entryOf('provenance', referral.id, {
    resourceType: 'Provenance',
    target: [refer('task', referral.id), refer('request', referral.id)],
    recorded: at.toISOString(),
    policy: [agreement === null ? undefined : `urn:accord:agreement:${agreement.id}:${agreement.revision}`],
    agent: [{ type: { text: 'owner' }, who: refer('organisation', from.id) }],
  });
}

function coded(name: 'reasons' | 'outcomes', code: string | null, ours: string) {
  const text = ours.toLowerCase().replaceAll('_', ' ');
  return code === null ? { text } : concept(FHIR_SYSTEMS[name], code, text);
}
