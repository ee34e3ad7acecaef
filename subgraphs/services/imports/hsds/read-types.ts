import { isServiceType, SERVICE_TYPES, type ServiceType } from '../../../../shared/policy/service-types.ts';
import type { Kept } from '../../hsds-parts.ts';
import type { Offer } from '../../offer.ts';
import { needsOf } from '../../vocabulary.ts';
import type { Notes } from '../notes.ts';
import { typeOfSector } from '../sectors.ts';

/**
 * A type opens categories of data about people to its provider [law.md, section 4]: what a directory does not say is never
 * guessed from its words, and is the one type that opens none.
 */
export const UNSAID: ServiceType = 'INFORMATION_AND_ORIENTATION';

type Types = Pick<Offer, 'type' | 'types' | 'needs'>;

/**
 * What a service is for: as our own attributes say it; else by the terms it carries, where one is a code or the name of a
 * service type, or of a sector of OCHA.
 */
export function readTypes(said: Readonly<Record<string, unknown>>, details: Kept, notes: Notes): Types {
  const own = [said['type'], ...((said['types'] as unknown[] | undefined) ?? [])];
  const terms = ((details['attributes'] ?? []) as readonly Term[]).flatMap(
    ({ taxonomyTerm, label, value }) => [
      taxonomyTerm?.code,
      taxonomyTerm?.name,
      ...(taxonomyTerm === undefined ? [label, value] : []),
    ],
  );
  const given = own.filter((word): word is ServiceType => typeof word === 'string' && isServiceType(word));
  const types = given.length > 0 ? [...new Set(given)] : typesNamed(terms);
  const [type = UNSAID] = types;
  if (types.length === 0) {
    notes.said('attributes', null, `No term says what help it is: ${UNSAID}, until its owner says more.`);
  }
  const all = types.length === 0 ? [type] : types;
  return { type, types: all, needs: (said['needs'] as Offer['needs'] | undefined) ?? needsOf(all) };
}

interface Term {
  readonly label?: string;
  readonly value?: string;
  readonly taxonomyTerm?: { readonly code?: string; readonly name?: string };
}

/** The service types that words name, each once; other words name none. */
export function typesNamed(words: readonly (string | undefined)[]): ServiceType[] {
  return [...new Set(words.flatMap((word) => typeNamed(word) ?? []))];
}

/** A service type by its code or by its code in words, whatever the case. */
function typeNamed(term: string | undefined): ServiceType | null {
  if (term === undefined) return null;
  const code = term
    .trim()
    .toUpperCase()
    .replaceAll(/[^A-Z]+/g, '_');
  return SERVICE_TYPES.find((type) => type === code) ?? typeOfSector(term);
}
