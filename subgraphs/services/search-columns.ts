import type { Offer } from './offer.ts';
import { searchable, searchWords } from './searchable.ts';
import { cellsOf, pointOf } from './sphere.ts';

/** Stands for "the whole country" among the areas. */
export const WHOLE_COUNTRY = '*';

/** The columns that the search looks at, made of the offer whenever it is written. */
export interface SearchColumns {
  readonly words: readonly string[];
  readonly areas: readonly string[];
  readonly spoken: readonly string[];
  readonly papers: readonly string[];
  readonly accessibility: readonly string[];
  readonly spots: readonly number[];
  readonly cells: readonly string[];
}

/** Of a confidential place its area alone: a field that may not be read may not be filtered on. */
export function searchColumns(offer: Offer): SearchColumns {
  const seen = offer.locations.filter(({ confidential }) => !confidential);
  const { alternateName, serviceAreas = [] } = offer.details as {
    alternateName?: string;
    serviceAreas?: readonly Area[];
  };
  const texts = [
    ...Object.values(offer.names),
    ...Object.values(offer.descriptions),
    alternateName ?? '',
    ...seen.flatMap(({ names, admin1 }) => [...Object.values(names), admin1 ?? '']),
  ];
  const countries = offer.locations.flatMap(({ country }) => (country === null ? [] : [{ country }]));
  const wide = offer.coverages.includes('COUNTRY')
    ? countries.map(({ country }) => areaOf(country, null))
    : [];
  const points = seen.flatMap(({ latitude, longitude }) =>
    latitude === null || longitude === null ? [] : [pointOf(latitude, longitude)],
  );
  return {
    spots: points.flat(),
    cells: unique(points.flatMap(cellsOf)),
    words: unique(texts.flatMap(searchWords)),
    areas: unique([
      ...offer.locations.flatMap(({ country, admin1 }) => areasOf({ country, admin1 })),
      ...serviceAreas.flatMap((area) => [
        ...areasOf(area),
        ...(area.country && !area.admin1 ? [areaOf(area.country, null)] : []),
      ]),
      ...wide,
    ]),
    spoken: unique(offer.languages.flatMap((tag) => prefixesOf(tag.toLowerCase()))),
    papers: unique(offer.requiredDocuments.map(({ kind }) => kind)),
    accessibility: unique(
      seen.flatMap(({ details }) =>
        ((details['accessibility'] ?? []) as readonly { features?: readonly string[] }[]).flatMap(
          ({ features = [] }) => features,
        ),
      ),
    ),
  };
}

interface Area {
  readonly country?: string | null;
  readonly admin1?: string | null;
}

/** `JO/zarqa`; `/zarqa` for any country of that name; `JO/*` for the whole of one. */
export function areaOf(country: string | null, admin1: string | null): string {
  return `${country ?? ''}/${admin1 === null ? WHOLE_COUNTRY : searchable(admin1)}`;
}

function areasOf({ country, admin1 }: Area): string[] {
  const within = admin1 ? [areaOf(null, admin1), ...(country ? [areaOf(country, admin1)] : [])] : [];
  return country ? [country, ...within] : within;
}

/** `ar-jo` speaks `ar` as well. */
function prefixesOf(tag: string): string[] {
  const parts = tag.split('-');
  return parts.map((_part, index) => parts.slice(0, index + 1).join('-'));
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)].sort();
}
