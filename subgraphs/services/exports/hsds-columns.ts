import type { CsvTableName } from '../imports/hsds/csv-tables.ts';

/**
 * The columns of HSDS 3.1's tables, in the order in which Open Referral's own example has them; behind them those of the
 * schema that the example lacks.
 */
export const HSDS_COLUMNS: Readonly<Record<CsvTableName, readonly string[]>> = {
  organizations: [
    ...['id', 'name', 'alternate_name', 'description', 'email', 'website', 'tax_status', 'tax_id'],
    ...['year_incorporated', 'legal_status', 'logo', 'uri', 'parent_organization_id'],
  ],
  programs: ['id', 'organization_id', 'name', 'alternate_name', 'description'],
  services: [
    ...['id', 'organization_id', 'program_id', 'name', 'alternate_name', 'description', 'url', 'email'],
    ...['status', 'interpretation_services', 'application_process', 'fees_description', 'wait_time', 'fees'],
    ...['accreditations', 'eligibility_description', 'minimum_age', 'maximum_age', 'assured_date'],
    ...['assurer_email', 'licenses', 'alert', 'last_modified'],
  ],
  attributes: ['id', 'link_id', 'taxonomy_term_id', 'link_type', 'link_entity', 'value', 'label'],
  service_at_location: ['id', 'service_id', 'location_id', 'description'],
  locations: [
    ...['id', 'location_type', 'url', 'organization_id', 'name', 'alternate_name', 'description'],
    ...['transportation', 'latitude', 'longitude', 'external_identifier', 'external_identifier_type'],
  ],
  phones: [
    ...['id', 'location_id', 'service_id', 'organization_id', 'contact_id', 'service_at_location_id'],
    ...['number', 'extension', 'type', 'description'],
  ],
  contacts: [
    ...['id', 'organization_id', 'service_id', 'service_at_location_id', 'location_id'],
    ...['name', 'title', 'department', 'email'],
  ],
  addresses: [
    ...['id', 'location_id', 'attention', 'address_1', 'address_2', 'city', 'region', 'state_province'],
    ...['postal_code', 'country', 'address_type'],
  ],
  schedules: [
    ...['id', 'service_id', 'location_id', 'service_at_location_id', 'valid_from', 'valid_to', 'dtstart'],
    ...['timezone', 'until', 'count', 'wkst', 'freq', 'interval', 'byday', 'byweekno', 'bymonthday'],
    ...['byyearday', 'description', 'opens_at', 'closes_at', 'schedule_link', 'attending_type', 'notes'],
  ],
  funding: ['id', 'organization_id', 'service_id', 'source'],
  service_areas: [
    ...['id', 'service_id', 'service_at_location_id', 'name', 'description', 'extent', 'extent_type', 'uri'],
  ],
  required_documents: ['id', 'service_id', 'document', 'uri'],
  languages: ['id', 'service_id', 'location_id', 'phone_id', 'name', 'code', 'note'],
  accessibility: ['id', 'location_id', 'description', 'details', 'url'],
  taxonomy_terms: [
    ...['id', 'code', 'name', 'description', 'parent_id', 'taxonomy', 'language', 'taxonomy_id', 'term_uri'],
  ],
  metadata: [
    ...['id', 'resource_id', 'resource_type', 'last_action_date', 'last_action_type', 'field_name'],
    ...['previous_value', 'replacement_value', 'updated_by'],
  ],
  cost_options: [
    ...['id', 'service_id', 'valid_from', 'valid_to', 'option', 'currency', 'amount', 'amount_description'],
  ],
  organization_identifiers: [
    ...['id', 'organization_id', 'identifier_scheme', 'identifier_type', 'identifier'],
  ],
  taxonomies: ['id', 'name', 'description', 'uri', 'version'],
  service_capacity: ['id', 'service_id', 'unit_id', 'available', 'maximum', 'description', 'updated'],
  units: ['id', 'name', 'scheme', 'identifier', 'uri'],
  url: ['id', 'label', 'url', 'organization_id', 'service_id'],
};

/** Columns that hold numbers, whatever the table. */
export const NUMBERS: ReadonlySet<string> = new Set([
  ...['minimum_age', 'maximum_age', 'year_incorporated', 'latitude', 'longitude', 'extension', 'timezone'],
  ...['count', 'interval', 'amount', 'available', 'maximum'],
]);
