import type { HxlColumn } from '../../../shared/hxl-table.ts';
import type { ServiceType } from '../../../shared/policy/service-types.ts';
import { beyondOf } from '../hsds/beyond-hsds.ts';
import { SECTORS, type Sector } from '../imports/sectors.ts';
import type { HsdsRecord } from './hsds-part.ts';
import { SECTOR_OF_TYPE } from './sectors-of-types.ts';

/** Who does what where: one activity of one sector at one place. */
export interface Activity {
  readonly service: HsdsRecord;
  readonly sector: Sector;
  readonly types: readonly ServiceType[];
  /** Null: a service without a place. */
  readonly place: HsdsRecord | null;
}

type Said = Readonly<Record<string, unknown>>;

/** The activities that an HSDS service is, for a 3W table: of each sector of its types at each of its places. */
export function activitiesOf(service: HsdsRecord): Activity[] {
  const types = (saidBeyond('service', service)['types'] ?? []) as ServiceType[];
  const sectors = [...new Set(types.map((type) => SECTOR_OF_TYPE[type]))];
  const links = (service['service_at_locations'] ?? []) as readonly { location: HsdsRecord }[];
  const places = links.length === 0 ? [null] : links.map(({ location }) => location);
  return places.flatMap((place) =>
    sectors.map((sector) => ({
      service,
      sector,
      types: types.filter((type) => SECTOR_OF_TYPE[type] === sector),
      place,
    })),
  );
}

/** After the HXL tags of OCHA's 3W. A confidential place has its country and first level, as everywhere. */
export const HXL_3W: readonly HxlColumn<Activity>[] = [
  { heading: 'Organisation', tag: '#org+name', cell: ({ service }) => text(organization(service)['name']) },
  {
    heading: 'Organisation code',
    tag: '#org+code',
    cell: ({ service }) => text(saidBeyond('organization', organization(service))['code']),
  },
  {
    heading: 'Organisation type',
    tag: '#org+type',
    cell: ({ service }) => text(saidBeyond('organization', organization(service))['type']),
  },
  { heading: 'Sector', tag: '#sector+name', cell: ({ sector }) => SECTORS[sector] },
  { heading: 'Sector code', tag: '#sector+code', cell: ({ sector }) => sector },
  { heading: 'Types of help', tag: '#subsector+code+list', cell: ({ types }) => types.join('|') },
  { heading: 'Activity id', tag: '#activity+id', cell: ({ service }) => text(service['id']) },
  { heading: 'Activity', tag: '#activity+name', cell: ({ service }) => text(service['name']) },
  {
    heading: 'Description',
    tag: '#activity+description',
    cell: ({ service }) => text(service['description']),
  },
  { heading: 'Status', tag: '#status', cell: ({ service }) => text(service['status']) },
  { heading: 'Country', tag: '#country+code+v_iso2', cell: ({ place }) => text(area(place)['country']) },
  {
    heading: 'First administrative level',
    tag: '#adm1+name',
    cell: ({ place }) => text(area(place)['admin1']),
  },
  { heading: 'P-code', tag: '#loc+code+v_pcode', cell: ({ place }) => text(area(place)['pcode']) },
  { heading: 'Place', tag: '#loc+name', cell: ({ place }) => text(place?.['name']) },
  { heading: 'Latitude', tag: '#geo+lat', cell: ({ place }) => number(place?.['latitude']) },
  { heading: 'Longitude', tag: '#geo+lon', cell: ({ place }) => number(place?.['longitude']) },
  {
    heading: 'From',
    tag: '#date+start',
    cell: ({ service }) => text(saidBeyond('service', service)['validFrom']),
  },
  {
    heading: 'Until',
    tag: '#date+end',
    cell: ({ service }) => text(saidBeyond('service', service)['validUntil']),
  },
  {
    heading: 'Updated',
    tag: '#date+updated',
    cell: ({ service }) => text(service['last_modified'])?.slice(0, 10) ?? null,
  },
  {
    heading: 'Telephone',
    tag: '#contact+phone',
    cell: ({ service, place }) => phone(place) ?? phone(service),
  },
  { heading: 'E-mail', tag: '#contact+email', cell: ({ service }) => text(service['email']) },
  { heading: 'Website', tag: '#contact+url', cell: ({ service }) => text(service['url']) },
  { heading: 'Be careful', tag: '#meta+warning', cell: ({ service }) => text(service['alert']) },
];

function organization(service: HsdsRecord): HsdsRecord {
  return (service['organization'] ?? {}) as HsdsRecord;
}

function area(place: HsdsRecord | null): Said {
  return place === null ? {} : saidBeyond('location', place);
}

function saidBeyond(entity: 'service' | 'organization' | 'location', { attributes }: HsdsRecord): Said {
  return beyondOf(entity, (attributes ?? []) as object[]).said;
}

function phone(of: HsdsRecord | null): string | null {
  const [first] = (of?.['phones'] ?? []) as readonly HsdsRecord[];
  return text(first?.['number']);
}

function text(said: unknown): string | null {
  return typeof said === 'string' ? said : null;
}

function number(said: unknown): number | null {
  return typeof said === 'number' ? said : null;
}
