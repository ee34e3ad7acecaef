import type { HxlColumn, HxlRow } from './hxl-rows.ts';

/** What a field of an activity is called in tags: the first column that fits counts. `!word`: without that attribute. */
const FIELDS = {
  id: ['activity +id', 'activity +code', 'meta +id'],
  organisation: [
    'org +impl +name',
    'org +impl !code !type !acronym',
    'org +name !funder !donor !type',
    'org !code !type !funder !donor !acronym !id',
    'org +acronym',
  ],
  organisationCode: ['org +impl +code', 'org +code !funder !donor !type'],
  activity: ['activity +name', 'activity !id !code !description', 'service +name', 'service !code !id'],
  subsector: ['subsector +name', 'subsector !code !id'],
  types: ['subsector +code', 'service +code'],
  sector: ['sector +name', 'sector !code', 'sector +code', 'sector'],
  description: ['activity +description', 'description', 'service +description'],
  status: ['status !code', 'status'],
  countryCode: ['country +code', 'country +iso2', 'country +iso3', 'country +v_iso2', 'country +v_iso3'],
  country: ['country +name', 'country !code'],
  adm1: ['adm1 +name', 'adm1 !code'],
  adm2: ['adm2 +name', 'adm2 !code'],
  adm3: ['adm3 +name', 'adm3 !code'],
  adm1Code: ['adm1 +code', 'adm1 +pcode', 'adm1 +v_pcode'],
  adm2Code: ['adm2 +code', 'adm2 +pcode', 'adm2 +v_pcode'],
  adm3Code: ['adm3 +code', 'adm3 +pcode', 'adm3 +v_pcode'],
  place: ['loc +name', 'loc !code !type'],
  placeCode: ['loc +code', 'loc +v_pcode'],
  latitude: ['geo +lat'],
  longitude: ['geo +lon'],
  starts: ['date +start'],
  ends: ['date +end'],
  email: ['contact +email'],
  phone: ['contact +phone'],
  url: ['contact +url', 'meta +url'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type HxlField = keyof typeof FIELDS;

/** What stands there for whoever reads a table, and is nothing of the activity itself. */
const FOR_READERS = [
  'org +type',
  'sector +code',
  'subsector +code',
  'date +updated',
  'date +reported',
  'meta +warning',
];

export interface HxlReader {
  cell(row: HxlRow, field: HxlField): string;
  has(field: HxlField): boolean;
  /** Columns that nothing here asks for. */
  readonly strange: readonly { readonly index: number; readonly said: string }[];
}

export function hxlReader(columns: readonly HxlColumn[]): HxlReader {
  const at = new Map<HxlField, number>();
  for (const [field, patterns] of Object.entries<readonly string[]>(FIELDS)) {
    const found = patterns.map((pattern) => columns.findIndex((column) => fits(column, pattern)));
    const first = found.find((index) => index >= 0);
    if (first !== undefined) at.set(field as HxlField, first);
  }
  const used = new Set(at.values());
  const strange = columns
    .map(({ said }, index) => ({ index, said }))
    .filter(({ index, said }) => said !== '' && !used.has(index))
    .filter(({ index }) => !FOR_READERS.some((pattern) => fits(columns[index] as HxlColumn, pattern)));
  return {
    cell: ({ cells }, field) => cells[at.get(field) ?? -1] ?? '',
    has: (field) => at.has(field),
    strange,
  };
}

function fits({ tag, attributes }: HxlColumn, pattern: string): boolean {
  const [wanted, ...rest] = pattern.split(' ');
  return (
    tag === wanted &&
    rest.every((one) => (one.startsWith('+') ? attributes.has(one.slice(1)) : !attributes.has(one.slice(1))))
  );
}
