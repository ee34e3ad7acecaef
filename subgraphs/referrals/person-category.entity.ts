import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PersonCategory } from './person.entity.ts';

/** One category of one person: one ciphertext. It has no GraphQL type: the value is a field of Person. */
@Entity('person_category')
export class PersonCategoryRow {
  @PrimaryColumn({ type: 'text' })
  ownerId: string;

  @PrimaryColumn({ type: 'text' })
  personId: string;

  @PrimaryColumn({ type: 'text' })
  category: PersonCategory;

  @Column({ type: 'integer' })
  version: number;

  @Column({ type: 'bytea' })
  ciphertext: Buffer;

  /** When it must be gone; null while no end is set. */
  @Column({ type: 'timestamptz', nullable: true })
  eraseAfter: Date | null;
}
