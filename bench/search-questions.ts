import type { NearInput, ServiceFilter } from '../subgraphs/services/search.inputs.ts';
import type { Chance } from './chance.ts';
import type { BenchPlace } from './search-rows.ts';

export interface Question {
  readonly filter: ServiceFilter;
  readonly near: NearInput | null;
}

/** What is asked, by the words of the page of results. Each is about a service that is there. */
export const QUESTIONS: Readonly<Record<string, (place: BenchPlace, chance: Chance) => Question>> = {
  'the first page of all': () => ({ filter: {}, near: null }),
  'a word': ({ offer }, chance) => ({ filter: { text: wordOf(offer.names['en'], chance) }, near: null }),
  'two words, one misspelt': ({ offer }, chance) => ({
    filter: {
      text: `${wordOf(offer.names['en'], chance)} ${misspelt(wordOf(offer.descriptions['en'], chance), chance)}`,
    },
    near: null,
  }),
  'an Arabic word, misspelt': ({ offer }, chance) => ({
    filter: { text: misspelt(wordOf(offer.descriptions['ar'], chance), chance) },
    near: null,
  }),
  'a need in an area, open now': ({ offer }) => ({
    filter: { needs: [...offer.needs], ...areaOf(offer), openAt: NOW },
    near: null,
  }),
  'within 10 km, open now': (place) => ({ filter: { openAt: NOW }, near: nearOf(place, 10) }),
  'within 1000 km': (place) => ({ filter: {}, near: nearOf(place, 1000) }),
  'a type and a language within 50 km': (place) => ({
    filter: { types: [place.offer.type], languages: [place.offer.languages[0] as string] },
    near: nearOf(place, 50),
  }),
  'all at once': (place, chance) => ({
    filter: {
      text: `${wordOf(place.offer.names['en'], chance)} ${misspelt(wordOf(place.offer.descriptions['en'], chance), chance)}`,
      types: [place.offer.type],
      needs: [...place.offer.needs],
      languages: [place.offer.languages[0] as string],
      ...areaOf(place.offer),
      openAt: NOW,
      age: 30,
      gender: 'FEMININE',
      papers: ['PROOF_OF_IDENTITY'],
      accessibility: [],
      cost: ['FREE', 'DEPENDS'],
      placeLeft: true,
      firewallStatus: ['FIREWALLED'],
    },
    near: nearOf(place, 50),
  }),
};

/** A Wednesday, in the morning of most of the countries. */
const NOW = new Date('2026-11-25T08:45:00Z');

function nearOf({ latitude, longitude }: BenchPlace, withinKm: number): NearInput {
  return { latitude: latitude + 0.01, longitude: longitude - 0.01, withinKm };
}

function areaOf({ locations: [location] }: BenchPlace['offer']): Pick<ServiceFilter, 'country' | 'admin1'> {
  return { country: location?.country ?? null, admin1: location?.admin1 ?? null };
}

function wordOf(text: string | undefined, chance: Chance): string {
  return chance.of((text ?? '').split(' '));
}

/** One letter of it taken out. */
function misspelt(word: string, chance: Chance): string {
  const at = 1 + chance.below(Math.max(1, word.length - 2));
  return word.slice(0, at) + word.slice(at + 1);
}
