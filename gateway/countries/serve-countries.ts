import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { spokenLanguage } from '../my/asked.ts';
import type { Attempts } from '../my/attempts.ts';
import type { CountryDoor } from './country-door.ts';
import { COUNTRY_HEADERS, countryPage, missingCountryPage } from './country-page.ts';

export interface CountryParts {
  readonly door: CountryDoor;
  readonly attempts: Attempts;
}

/** `/countries/<iso2>`: what anyone may know of access in a country, without a login and without scripts. */
export async function serveCountries(
  scope: FastifyInstance,
  { door, attempts }: CountryParts,
): Promise<void> {
  scope.get('/countries/:iso2', async (request: FastifyRequest, reply: FastifyReply) => {
    const iso2 = (request.params as { iso2: string }).iso2.toUpperCase();
    const language = spokenLanguage(request);
    if (!(await attempts.mayTry(request.ip))) return reply.code(429).header('retry-after', '60').send();
    reply.headers(COUNTRY_HEADERS).header('vary', 'accept-language');
    const known = /^[A-Z]{2}$/.test(iso2) ? await door.country(request.id, iso2, language) : null;
    if (!known) return reply.code(404).send(missingCountryPage('', language));
    return reply.send(countryPage(known, iso2, language));
  });
}
