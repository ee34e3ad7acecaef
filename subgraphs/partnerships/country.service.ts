import type { SubgraphContext } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import { loaderOf } from '../../shared/loader.ts';
import { Country } from './country.entity.ts';

/** The one door to countries. */
export class CountryService {
  private readonly byIso2 = loaderOf<string, Country>((_context, keys) => this.load(keys));
  private readonly societyOf = loaderOf<string, string>((_context, keys) => this.loadSocieties(keys));

  constructor(private readonly database: Database) {}

  find(context: SubgraphContext, iso2: string): Promise<Country | null> {
    return this.byIso2(context, iso2.toUpperCase());
  }

  /** The same for a code that was accepted before anybody registered the country: it is named by its code. */
  async findOrNamed(context: SubgraphContext, iso2: string): Promise<Country> {
    const unknown = { iso2, iso3: null, name: iso2, names: {}, region: null };
    return (await this.find(context, iso2)) ?? Object.assign(new Country(), unknown);
  }

  /** Id of the country's National Society; one per country (Statutes of the Movement, article 4). */
  nationalSocietyOf(context: SubgraphContext, iso2: string): Promise<string | null> {
    return this.societyOf(context, iso2);
  }

  private async load(keys: readonly string[]): Promise<Map<string, Country>> {
    const rows = await this.database.read<Country>(
      'countries',
      'select iso2, iso3, name, names, region from country where iso2 = any($1)',
      [keys],
    );
    return new Map(rows.map((row) => [row.iso2, Object.assign(new Country(), row)]));
  }

  private async loadSocieties(keys: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.read<{ country: string; id: string }>(
      'societies',
      `select country, id from organisation where type = 'NATIONAL_SOCIETY' and active and country = any($1)`,
      [keys],
    );
    return new Map(rows.map((row) => [row.country, row.id]));
  }
}
