import { attributesOf } from '../hsds/beyond-hsds.ts';
import { hsdsId } from '../hsds/hsds-id.ts';
import { words } from '../hsds/hsds-names.ts';
import { textIn } from '../reader-languages.ts';
import { freshnessOf, type ServiceRow, warningOf } from '../service-row.ts';
import { serviceAtLocationOut } from './hsds-location.ts';
import { listedOrganization, type OrganisationRow, organizationOut } from './hsds-organization.ts';
import { fieldsOut, type HsdsRecord, partOut, saying, withAttributes } from './hsds-part.ts';
import { languagesOut, phonesOut, spoken } from './hsds-pieces.ts';
import { scheduleOut } from './hsds-schedule.ts';
import { hsdsUri, noMail } from './hsds-words.ts';

/** Fields that a list of HSDS shows of a service: those of which there is one. */
const LISTED = [
  ...[
    'id',
    'organization_id',
    'program_id',
    'name',
    'alternate_name',
    'description',
    'url',
    'email',
    'status',
  ],
  ...[
    'interpretation_services',
    'application_process',
    'fees_description',
    'wait_time',
    'fees',
    'accreditations',
  ],
  ...['eligibility_description', 'minimum_age', 'maximum_age', 'assured_date', 'assurer_email', 'licenses'],
  ...['alert', 'last_modified', 'organization', 'program'],
];

export function serviceId({ id, hsdsId: given }: Pick<ServiceRow, 'id' | 'hsdsId'>): string {
  return hsdsId(id, given);
}

/**
 * HSDS Service, fully nested, as the reader of the row may see it; what HSDS cannot hold is in `attributes`. Texts are in
 * the first of `languages` that there is. Why to be careful with it stands behind the owner's own `alert`.
 */
export function serviceOut(
  row: ServiceRow,
  organisation: OrganisationRow | undefined,
  languages: readonly string[],
): HsdsRecord {
  const id = serviceId(row);
  const reader = { languages, reckonedAt: new Date(row.updatedAt) };
  const { language_details, ...fields } = fieldsOut('serviceDetails', row.details, id);
  const warning = warningOf(row, freshnessOf(row));
  const program = fields['program'] as HsdsRecord | undefined;
  const organization = organisation && organizationOut(organisation, languages);
  const record = saying({
    id,
    organization_id: organization?.['id'],
    program_id: program?.['id'],
    name: textIn(row.names, languages) ?? row.sortName,
    description: textIn(row.descriptions, languages),
    url: hsdsUri(row.url),
    email: noMail(row.email) === null ? row.email : null,
    status: row.status.toLowerCase().replaceAll('_', ' '),
    eligibility_description: textIn(row.eligibility, languages),
    minimum_age: row.minimumAge,
    maximum_age: row.maximumAge,
    assured_date: instant(row.assuredAt)?.slice(0, 10),
    last_modified: new Date(row.updatedAt).toISOString(),
    ...fields,
    alert: [fields['alert'], warning].filter((one) => one != null).join(' ') || null,
    phones: phonesOut(row.phone, fields['phones'], id),
    schedules: row.schedules.map((one, at) => scheduleOut(one, `${id}/schedules/${at}`, reader.reckonedAt)),
    service_at_locations: row.locations.map((one) => serviceAtLocationOut(one, id, reader)),
    languages: languagesOut(row.languages, language_details, id),
    organization,
    program: program && { ...program, organization_id: organization?.['id'] },
    required_documents: documentsOut(row, id, languages),
    capacities: capacitiesOut(row, id),
  });
  return withAttributes(record, attributesOf('service', id, beyond(row, warning)));
}

/** As a list of HSDS shows it. */
export function listedService(service: HsdsRecord): HsdsRecord {
  const { organization, ...fields } = Object.fromEntries(
    Object.entries(service).filter(([field]) => LISTED.includes(field)),
  );
  return saying({
    ...fields,
    organization: organization && listedOrganization(organization as HsdsRecord),
  });
}

function beyond(row: ServiceRow, warning: string | null): object {
  const given = row.hsdsId !== null && row.hsdsId !== serviceId(row);
  return {
    ...row,
    names: spoken(row.names),
    descriptions: spoken(row.descriptions),
    eligibility: spoken(row.eligibility),
    email: noMail(row.email),
    assurerEmail: noMail(row.details['assurerEmail']),
    assuredAt: instant(row.assuredAt),
    firewallCheckedAt: instant(row.firewallCheckedAt),
    inclusionStrand: row.inclusion?.strand,
    freshness: freshnessOf(row),
    hsdsId: given ? row.hsdsId : null,
    warning,
  };
}

function documentsOut(row: ServiceRow, ownerId: string, languages: readonly string[]): HsdsRecord[] {
  return row.requiredDocuments.map((one, index) => {
    const id = hsdsId(`${ownerId}/required_documents/${index}`, one.hsdsId);
    const record = saying({
      id,
      document: textIn(one.names, languages) ?? words(one.kind),
      uri: hsdsUri(one.uri ?? null),
      ...fieldsOut('requiredDocumentDetails', one.details ?? {}, id),
    });
    return withAttributes(record, attributesOf('required_document', id, one));
  });
}

function capacitiesOut(row: ServiceRow, ownerId: string): HsdsRecord[] {
  return row.capacities.map((one) => {
    const id = hsdsId(one.id, one.hsdsId);
    const record = saying({
      id,
      unit: partOut('unit', one.unit, `${ownerId}/units/${String(one.unit['name'])}`),
      available: one.available,
      maximum: one.maximum,
      updated: instant(one.updatedAt),
      ...fieldsOut('capacityDetails', one.details, id),
    });
    return withAttributes(record, attributesOf('service_capacity', id, one));
  });
}

/** ISO 8601 in UTC, of what PostgreSQL brings as a text or as a date. */
function instant(text: string | Date | null): string | null {
  return text === null ? null : new Date(text).toISOString();
}
