import type { Transaction } from '../../shared/database.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { hashedText, LOOKUP_CATEGORIES, type LookupText } from './lookup-text.ts';
import type { PersonCategory } from './person.entity.ts';
import { PersonLookup } from './person-lookup.entity.ts';

/** So many persons at most are found under one value; more of them than that is no exact match but a mistake. */
const MOST_MATCHES = 20;

/** A person of the owner's own, and the categories that would be told by saying that it matches. */
export interface PersonMatch {
  readonly personId: string;
  readonly categories: readonly PersonCategory[];
}

/** Finds an owner's own persons by hashes that nobody without the owner's key can make. Decides nothing. */
export class PersonLookupService {
  constructor(private readonly vault: Vault) {}

  async add(
    tx: Transaction,
    person: { readonly ownerId: string; readonly id: string; readonly keyId: string },
    texts: readonly LookupText[],
  ): Promise<void> {
    if (texts.length === 0) return;
    const rows = texts.map((one) => ({
      ownerId: person.ownerId,
      personId: person.id,
      kind: one.kind,
      category: LOOKUP_CATEGORIES[one.kind],
      keyId: person.keyId,
      hash: this.vault.lookupHash(person.ownerId, hashedText(one), person.keyId),
    }));
    await tx.entities.insert(PersonLookup, rows);
  }

  /** In the order in which they were registered, the latest first; without the person `except`. */
  async matching(
    tx: Transaction,
    ownerId: string,
    texts: readonly LookupText[],
    except: string | null = null,
  ): Promise<PersonMatch[]> {
    // Under every key that is held: while keys are rotated, some persons stand under the old one still.
    const hashes = texts.flatMap((one) => this.vault.lookupHashes(ownerId, hashedText(one)));
    return tx.sql<PersonMatch>(
      'person-matches',
      `select p.id as "personId", array_agg(distinct l.category) as categories
         from person_lookup l join person p on p.owner_id = l.owner_id and p.id = l.person_id
        where l.owner_id = $1 and l.hash = any($2) and p.id is distinct from $4
        group by p.id, p.registered_at order by p.registered_at desc, p.id limit $3`,
      [ownerId, hashes, MOST_MATCHES, except],
    );
  }

  /** The one person under a case code, which no other of the owner's has. */
  async underCaseCode(tx: Transaction, ownerId: string, code: string): Promise<PersonMatch[]> {
    return tx.sql<PersonMatch>(
      'person-under-case-code',
      `select id as "personId", array['IDENTITY'] as categories from person
        where owner_id = $1 and case_code_hash = any($2)`,
      [ownerId, this.vault.lookupHashes(ownerId, code)],
    );
  }
}
