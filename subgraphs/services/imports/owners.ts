import type { OrganisationType } from '../../../shared/policy/organisations.ts';
import { canonical } from '../canonical-offer.ts';
import type { Kept } from '../hsds-parts.ts';
import type { Sql } from '../stored-offer.ts';
import type { DirectoryOrganisation } from './hsds/read-organisation.ts';
import { firstMet } from './import-run.ts';

export interface Owner {
  readonly id: string;
  readonly type: OrganisationType;
  readonly sharesCredentialsWith: readonly OrganisationType[];
  readonly active: boolean;
}

/**
 * Finds the organisation in the registry by its code or its name, or registers it; `distinct`: another one than whoever has
 * that name already. The registry is a neighbour's: whoever starts an import lends this.
 */
export type Register = (
  organisation: DirectoryOrganisation,
  distinct: boolean,
) => Promise<{ readonly id: string; readonly created: boolean }>;

const REMEMBERED = 1000;

/** Whose the services of a directory are: who it says, found again by the id with which they came. */
export class Owners {
  readonly #known = new Map<string, Owner>();
  #registeredSince = 0;

  constructor(
    private readonly sql: Sql,
    private readonly runId: string,
    private readonly register: Register,
  ) {}

  /** After a transaction was undone: what was registered in it is not there. */
  forget(): void {
    this.#known.clear();
    this.#registeredSince = 0;
  }

  /** How many were registered since this was asked last. */
  takeRegistered(): number {
    const count = this.#registeredSince;
    this.#registeredSince = 0;
    return count;
  }

  async ownerOf(organisation: DirectoryOrganisation): Promise<Owner> {
    const key = organisation.id ?? organisation.name;
    const known = this.#known.get(key);
    if (known) return known;
    const id = (await this.#cameBefore(organisation)) ?? (await this.#registered(organisation));
    const owner = { id, ...(await this.#standingOf(id)) };
    // What is said of an organisation is taken from the first of its services: the others repeat it.
    if ((await firstMet(this.sql, this.runId, [`organisation ${key}`])).size > 0) {
      await this.#writeDetails(id, organisation);
    }
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(key, owner);
    return owner;
  }

  async #cameBefore({ id }: DirectoryOrganisation): Promise<string | null> {
    if (id === null) return null;
    const [row] = await this.sql<{ id: string }>(
      'owner-by-hsds-id',
      `select organisation_id as id from services.organisation_details where details ->> 'id' = $1`,
      [id],
    );
    return row?.id ?? null;
  }

  /** Two of one name and with two ids are two. */
  async #registered(organisation: DirectoryOrganisation): Promise<string> {
    const found = await this.register(organisation, false);
    const other = found.created ? null : await this.#hsdsIdOf(found.id);
    const taken = other !== null && organisation.id !== null && other !== organisation.id;
    const { id, created } = taken ? await this.register(organisation, true) : found;
    if (created) this.#registeredSince += 1;
    return id;
  }

  async #hsdsIdOf(id: string): Promise<string | null> {
    const [row] = await this.sql<{ id: string | null }>(
      'owner-hsds-id',
      `select details ->> 'id' as id from services.organisation_details where organisation_id = $1`,
      [id],
    );
    return row?.id ?? null;
  }

  async #standingOf(id: string): Promise<Omit<Owner, 'id'>> {
    const [row] = await this.sql<Omit<Owner, 'id'>>(
      'owner-standing',
      `select type, shares_credentials_with as "sharesCredentialsWith", active
         from partnerships.organisations_known where id = $1`,
      [id],
    );
    return row ?? { type: 'OTHER', sharesCredentialsWith: [], active: false };
  }

  async #writeDetails(id: string, { details }: DirectoryOrganisation): Promise<void> {
    if (Object.keys(details).length === 0) return;
    const [known] = await this.sql<{ details: Kept }>(
      'owner-details',
      'select details from services.organisation_details where organisation_id = $1',
      [id],
    );
    // What a list shows of it takes nothing away.
    const isListed = !Object.values(details).some(Array.isArray);
    const whole = isListed ? { ...known?.details, ...details } : details;
    if (known && canonical(known.details) === canonical(whole)) return;
    await this.sql(
      'owner-write',
      `insert into services.organisation_details (organisation_id, details, version, updated_at) values ($1, $2, 1, now())
         on conflict (organisation_id) do update
           set details = excluded.details, version = organisation_details.version + 1, updated_at = now()`,
      [id, JSON.stringify(whole)],
    );
  }
}
