import { attributesOf } from '../hsds/beyond-hsds.ts';
import { hsdsId } from '../hsds/hsds-id.ts';
import { textIn } from '../reader-languages.ts';
import type { ShownLocation } from '../service-row.ts';
import { fieldsOut, type HsdsRecord, saying, withAttributes } from './hsds-part.ts';
import { phonesOut, spoken } from './hsds-pieces.ts';
import { scheduleOut } from './hsds-schedule.ts';

interface Reader {
  readonly languages: readonly string[];
  /** For the hours from UTC of a time zone. */
  readonly reckonedAt: Date;
}

/** HSDS ServiceAtLocation of the service that HSDS knows as `serviceId`. */
export function serviceAtLocationOut(place: ShownLocation, serviceId: string, reader: Reader): HsdsRecord {
  const id = hsdsId(place.linkId, place.linkHsdsId);
  const location = locationOut(place, reader);
  const schedules = (place.at?.schedules ?? []).map((one, index) =>
    scheduleOut(one, `${id}/schedules/${index}`, reader.reckonedAt),
  );
  return saying({
    id,
    service_id: serviceId,
    location_id: location['id'],
    ...fieldsOut('serviceAtLocationDetails', place.at?.details ?? {}, id),
    schedules,
    location,
  });
}

/**
 * HSDS Location. Of a confidential place the reader was given the country, the first level and the phone, and nothing
 * else comes here; its id is then that of this one link, so that nobody sees which services share a hidden place.
 */
function locationOut(place: ShownLocation, { languages }: Reader): HsdsRecord {
  const id =
    place.locationId === null ? hsdsId(`${place.linkId}/location`) : hsdsId(place.locationId, place.hsdsId);
  const fields = fieldsOut('locationDetails', place.details ?? {}, id);
  const record = saying({
    id,
    location_type: (place.locationType ?? 'PHYSICAL').toLowerCase(),
    name: textIn(place.names, languages),
    latitude: place.latitude,
    longitude: place.longitude,
    ...fields,
    addresses: [
      ...ownAddress(place, fields['addresses'], id),
      ...((fields['addresses'] ?? []) as HsdsRecord[]),
    ],
    phones: phonesOut(place.phone, fields['phones'], id),
  });
  const beyond = { ...place, names: spoken(place.names), locationTypeUnsaid: place.locationType === null };
  return withAttributes(record, attributesOf('location', id, beyond));
}

/**
 * Our address on one line, as an address of HSDS. A place without any has its area there, for readers of HSDS know areas by
 * addresses alone; a confidential one has none, whoever reads.
 */
function ownAddress(
  { address, admin1, country, confidential }: ShownLocation,
  others: unknown,
  locationId: string,
): HsdsRecord[] {
  const isArea = address === null && others === undefined && country !== null && !confidential;
  if (address === null && !isArea) return [];
  const id = hsdsId(`${locationId}/address`);
  const record = {
    id,
    address_1: address ?? '',
    city: '',
    state_province: admin1 ?? '',
    postal_code: '',
    country: country ?? '',
    address_type: 'physical',
  };
  return [withAttributes(record, attributesOf('address', id, { line: address, area: isArea }))];
}
