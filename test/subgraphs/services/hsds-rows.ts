import type { OrganisationRow } from '../../../subgraphs/services/exports/hsds-organization.ts';
import type { Offer } from '../../../subgraphs/services/offer.ts';
import type { ServiceRow } from '../../../subgraphs/services/service-row.ts';

/** An offer as its statement would bring it to somebody who sees all of it. */
export function rowOf(offer: Offer, id = 'srv_1'): ServiceRow {
  return {
    ...offer,
    id,
    organisationId: 'org_1',
    sortName: offer.names.en ?? '',
    firewallCheckedAt: null,
    assuredAt: '2026-11-01T08:00:00Z',
    rank: 0,
    chord: null,
    updatedAt: '2026-11-02T08:00:00Z',
    source: null,
    version: 1,
    locations: offer.locations.map((one, index) => ({
      ...one,
      linkId: `${id}_sal_${index}`,
      linkHsdsId: one.at.hsdsId,
      locationId: `${id}_loc_${index}`,
    })),
    capacities: offer.capacities.map((one, index) => ({
      ...one,
      id: `${id}_cap_${index}`,
      updatedAt: '2026-11-02T08:00:00Z',
    })),
  };
}

export const organisation: OrganisationRow = {
  id: 'org_1',
  code: 'krcs',
  name: 'Kenya Red Cross Society',
  names: { fr: 'Société de la Croix-Rouge du Kenya' },
  type: 'NATIONAL_SOCIETY',
  country: 'KE',
  identifier: 'DKE001',
  site: 'https://www.redcross.or.ke/',
  parentId: null,
  parentHsdsId: null,
  details: { description: 'It helps.', phones: [{ number: '1199' }], email: 'info@redcross' },
};
