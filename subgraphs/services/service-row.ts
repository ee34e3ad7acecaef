import type { FirewallStatus } from '../../shared/policy/service-offer.ts';
import { printHours } from './hours/print-hours.ts';
import { hoursSentences } from './hours/sentences.ts';
import { type Kept, wholePart } from './hsds-parts.ts';
import type { InclusionActivity } from './inclusion-activity.entity.ts';
import type { ServiceAtLocation } from './location.entity.ts';
import type { AtLocation, Capacity, Inclusion, Location, Offer, Schedule, Texts } from './offer.ts';
import { textIn } from './reader-languages.ts';
import { type LocalText, Service } from './service.entity.ts';
import { metresOf } from './sphere.ts';
import type { Freshness } from './vocabulary.ts';

/** One service as a statement of `search.ts` brings it, whatever its locations withhold already withheld. */
export interface ServiceRow extends Omit<Offer, 'locations' | 'capacities'> {
  readonly id: string;
  readonly organisationId: string;
  /** Its name where no language of the reader has one. */
  readonly sortName: string;
  readonly firewallCheckedAt: string | null;
  readonly assuredAt: string | null;
  /** 0, 1, 2 for FRESH, STALE, EXPIRED at the moment of the search. */
  readonly rank: number;
  /** Straight distance on the unit sphere to its nearest place that is not confidential; null without a point. */
  readonly chord: number | null;
  readonly updatedAt: string;
  readonly source: string | null;
  readonly version: number;
  readonly locations: readonly ShownLocation[];
  readonly capacities: readonly (Capacity & { readonly id: string; readonly updatedAt: string })[];
}

/** A place as this reader may see it: of a confidential one, most is null. */
export interface ShownLocation extends Omit<Location, 'names' | 'details' | 'at'> {
  readonly linkId: string;
  readonly linkHsdsId: string | null;
  readonly locationId: string | null;
  readonly names: Texts | null;
  readonly details: Kept | null;
  readonly at: Pick<AtLocation, 'details' | 'schedules'> | null;
}

const FRESHNESS: readonly Freshness[] = ['FRESH', 'STALE', 'EXPIRED'];

export function freshnessOf({ rank }: Pick<ServiceRow, 'rank'>): Freshness {
  return FRESHNESS[rank] ?? 'EXPIRED';
}

/** The service as this reader sees it: texts in the first of their languages that is there. */
export function asService(row: ServiceRow, languages: readonly string[]): Service {
  const freshness = freshnessOf(row);
  const places = row.locations.map((one) => placeOf(one, languages));
  return Object.assign(new Service(), row, wholePart('serviceDetails', row.details), {
    name: textIn(row.names, languages) ?? row.sortName,
    names: localTexts(row.names),
    description: textIn(row.descriptions, languages),
    descriptions: localTexts(row.descriptions),
    provider: { id: row.organisationId },
    requiredDocuments: row.requiredDocuments.map((one) => ({
      ...one,
      uri: one.uri ?? null,
      name: textIn(one.names, languages),
    })),
    eligibility: textIn(row.eligibility, languages),
    accessAgreement: row.accessAgreementId === null ? null : { id: row.accessAgreementId },
    assuredAt: dateOf(row.assuredAt),
    firewallCheckedAt: dateOf(row.firewallCheckedAt),
    freshness,
    warning: warningOf(row, freshness),
    updatedAt: new Date(row.updatedAt),
    countries: [...new Set(row.locations.flatMap(({ country }) => country ?? []))].map((iso2) => ({ iso2 })),
    locations: places.map(({ location }) => location),
    serviceAtLocations: places,
    schedules: row.schedules.map(scheduleOf),
    openingHours: hoursSentences(row.schedules, languages),
    openingHoursText: printHours(row.schedules),
    capacities: row.capacities.map((one) => ({
      ...one,
      ...wholePart('capacityDetails', one.details),
      unit: wholePart('unit', one.unit),
      updatedAt: new Date(one.updatedAt),
    })),
    inclusion: row.inclusion === null ? null : inclusionOf(row.inclusion),
    distanceKm: row.chord === null ? null : Math.round(metresOf(row.chord)) / 1000,
  });
}

function placeOf(
  { at, linkId, linkHsdsId: _link, locationId: _location, ...location }: ShownLocation,
  languages: readonly string[],
): ServiceAtLocation {
  const details = wholePart('locationDetails', location.details ?? {});
  const accessibility = details['accessibility'] as { features: never[] }[];
  return {
    id: linkId,
    location: {
      ...location,
      ...details,
      name: textIn(location.names, languages),
      accessibilityFeatures: [...new Set(accessibility.flatMap(({ features }) => features))],
    },
    ...wholePart('serviceAtLocationDetails', at?.details ?? {}),
    schedules: (at?.schedules ?? []).map(scheduleOf),
  } as unknown as ServiceAtLocation;
}

export function scheduleOf(schedule: Schedule): object {
  return { ...schedule, ...wholePart('scheduleDetails', schedule.details) };
}

function inclusionOf({ jointImplementers, ...inclusion }: Inclusion): InclusionActivity {
  return {
    ...inclusion,
    jointImplementers: jointImplementers.map(({ organisationId, ...one }) => ({
      ...one,
      organisation: organisationId == null ? null : { id: organisationId },
    })),
  };
}

const ABOUT_FIREWALL: Readonly<Record<FirewallStatus, string | null>> = {
  FIREWALLED: null,
  UNKNOWN: 'Nobody has said whether what a person tells this service can reach immigration enforcement.',
  NOT_FIREWALLED: 'What a person tells this service can reach immigration enforcement.',
  MANDATORY_REPORTING: 'This service must report people to the authorities.',
};

/** Why to be careful with it; null when there is no reason. */
export function warningOf(
  { firewallStatus, legalStatusCondition, assuredAt, servicePoint, accessAgreementId }: ServiceRow,
  freshness: Freshness,
): string | null {
  const said = [ABOUT_FIREWALL[firewallStatus]];
  if (legalStatusCondition === 'REQUIRED')
    said.push('It turns away people without a paper of lawful residence.');
  // A neutral space rests on what the authorities agreed to; without it there is a risk, not an error [IFRC, HSP toolkit].
  if (servicePoint !== null && accessAgreementId === null)
    said.push('This service point rests on no access agreement with the authorities.');
  if (freshness === 'STALE') said.push('Its provider last confirmed it more than 90 days ago.');
  if (freshness === 'EXPIRED') {
    said.push(
      assuredAt === null ? 'Its provider never confirmed it.' : 'Its provider’s confirmation has run out.',
    );
  }
  const sentences = said.filter((sentence) => sentence !== null);
  return sentences.length === 0 ? null : sentences.join(' ');
}

function localTexts(texts: Texts): LocalText[] {
  return Object.entries(texts).map(([language, text]) => ({ language, text }));
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
