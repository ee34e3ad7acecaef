import type { Transaction } from '../../shared/database.ts';
import { isChild } from '../../shared/policy/childhood.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import type { Identity, Triage } from './person-categories.entity.ts';

interface SealedAge {
  readonly key_id: string;
  readonly wrapped_key: Buffer;
  readonly category: 'TRIAGE' | 'IDENTITY';
  readonly version: number;
  readonly ciphertext: Buffer;
}

/** Whether a person is a child, out of their own sealed record: whoever records a consent is not asked. */
export class PersonAgeService {
  constructor(private readonly vault: Vault) {}

  /** For a decision alone: neither the birth date nor the band leaves this function. */
  async isChild(tx: Transaction, ownerId: string, personId: string, now: Date): Promise<boolean> {
    const rows = await tx.sql<SealedAge>('sealed-age', SEALED_AGE, [ownerId, personId, now]);
    const told: Partial<Triage & Identity> = {};
    for (const { key_id, wrapped_key, category, version, ciphertext } of rows) {
      const key = this.vault.open(ownerId, personId, key_id, wrapped_key);
      Object.assign(told, key.unseal(category, version, ciphertext));
    }
    return isChild({ ageBand: told.ageBand ?? null, birthDate: told.birthDate ?? null, now });
  }
}

const SEALED_AGE = `
  select p.key_id, p.wrapped_key, c.category, c.version, c.ciphertext
    from person p join person_category c on c.owner_id = p.owner_id and c.person_id = p.id
   where p.owner_id = $1 and p.id = $2 and p.wrapped_key is not null
     and c.category in ('TRIAGE', 'IDENTITY') and (c.erase_after is null or c.erase_after > $3)`;
