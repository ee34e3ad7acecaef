/** One table of the HSDS datapackage. */
interface CsvTable {
  /** What a row is. */
  readonly entity: string;
  /** Columns that say what a row stands in, and what that is. */
  readonly within: Readonly<Record<string, string>>;
  /** The field under which its rows stand in what they stand in; elsewhere its own name. */
  readonly field?: string;
}

const SERVICE = { service_id: 'service' };
const LOCATION = { location_id: 'location' };
const ORGANIZATION = { organization_id: 'organization' };
const LINK = { service_at_location_id: 'service_at_location' };

/** The tables by the names of their files, without `.csv`. */
export const CSV_TABLES = {
  accessibility: { entity: 'accessibility', within: LOCATION },
  addresses: { entity: 'address', within: LOCATION },
  attributes: { entity: 'attribute', within: {} },
  contacts: { entity: 'contact', within: { ...ORGANIZATION, ...SERVICE, ...LINK, ...LOCATION } },
  cost_options: { entity: 'cost_option', within: SERVICE },
  funding: { entity: 'funding', within: { ...ORGANIZATION, ...SERVICE } },
  languages: { entity: 'language', within: { ...SERVICE, ...LOCATION, phone_id: 'phone' } },
  locations: { entity: 'location', within: {} },
  metadata: { entity: 'metadata', within: {} },
  organization_identifiers: { entity: 'organization_identifier', within: ORGANIZATION },
  organizations: { entity: 'organization', within: {} },
  phones: {
    entity: 'phone',
    within: { ...LOCATION, ...SERVICE, ...ORGANIZATION, contact_id: 'contact', ...LINK },
  },
  programs: { entity: 'program', within: ORGANIZATION },
  required_documents: { entity: 'required_document', within: SERVICE },
  schedules: { entity: 'schedule', within: { ...SERVICE, ...LOCATION, ...LINK } },
  service_areas: { entity: 'service_area', within: { ...SERVICE, ...LINK } },
  service_at_location: { entity: 'service_at_location', within: SERVICE, field: 'service_at_locations' },
  service_capacity: { entity: 'service_capacity', within: SERVICE, field: 'capacities' },
  services: { entity: 'service', within: {} },
  taxonomies: { entity: 'taxonomy', within: {} },
  taxonomy_terms: { entity: 'taxonomy_term', within: {} },
  units: { entity: 'unit', within: {} },
  url: { entity: 'url', within: { ...ORGANIZATION, ...SERVICE }, field: 'additional_urls' },
} as const satisfies Readonly<Record<string, CsvTable>>;

export type CsvTableName = keyof typeof CSV_TABLES;

/** As other directories name the files. */
const OTHER_NAMES: Readonly<Record<string, CsvTableName>> = {
  accessibilities: 'accessibility',
  fundings: 'funding',
  service_at_locations: 'service_at_location',
  service_capacities: 'service_capacity',
  urls: 'url',
};

export function tableNamed(file: string): CsvTableName | null {
  const name = file.toLowerCase().replace(/\.csv$/, '');
  if (Object.hasOwn(CSV_TABLES, name)) return name as CsvTableName;
  return OTHER_NAMES[name] ?? null;
}

export const ENTITIES: ReadonlySet<string> = new Set(Object.values(CSV_TABLES).map(({ entity }) => entity));

/** Columns of an entity that point at another, and the field under which that stands in it. */
export const POINTED: Readonly<Record<string, Readonly<Record<string, { entity: string; field: string }>>>> =
  {
    service: {
      organization_id: { entity: 'organization', field: 'organization' },
      program_id: { entity: 'program', field: 'program' },
    },
    service_at_location: { location_id: { entity: 'location', field: 'location' } },
    service_capacity: { unit_id: { entity: 'unit', field: 'unit' } },
    attribute: { taxonomy_term_id: { entity: 'taxonomy_term', field: 'taxonomy_term' } },
    taxonomy_term: { taxonomy_id: { entity: 'taxonomy', field: 'taxonomy_detail' } },
  };

/** The field of `parent` in which the rows of a table stand. */
export function fieldIn(table: CsvTableName, parent: string): string {
  if (table === 'url' && parent === 'organization') return 'additional_websites';
  const named: CsvTable = CSV_TABLES[table];
  return named.field ?? table;
}
