import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LookupKind } from './lookup-text.ts';
import type { PersonCategory } from './person.entity.ts';

/** A keyed hash of one value of a person, for the owner's exact match. It has no GraphQL type and is never shown. */
@Entity('person_lookup')
export class PersonLookup {
  @PrimaryColumn({ type: 'text' })
  ownerId: string;

  @PrimaryColumn({ type: 'text' })
  personId: string;

  @PrimaryColumn({ type: 'text' })
  kind: LookupKind;

  @PrimaryColumn({ type: 'bytea' })
  hash: Buffer;

  /** The category whose ciphertext holds the value. */
  @Column({ type: 'text' })
  category: PersonCategory;

  /** The master key behind the hash. */
  @Column({ type: 'text' })
  keyId: string;
}
