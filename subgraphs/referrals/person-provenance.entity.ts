import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DataCategory } from '../../shared/policy/categories.ts';

/** How a person's record came to a recipient who registered it anew. It is in no answer; line 12 of the law reads it. */
@Entity('person_provenance')
export class PersonProvenance {
  /** The organisation it came from. */
  @PrimaryColumn({ type: 'text' })
  ownerId: string;

  /** As that one knows the person. */
  @Column({ type: 'text' })
  personId: string;

  @Column({ type: 'text' })
  referralId: string;

  @PrimaryColumn({ type: 'text' })
  recipientId: string;

  /** The recipient's own person. */
  @PrimaryColumn({ type: 'text' })
  recipientPersonId: string;

  /** The agreement it came under; null where none covered it, as in vital interest: such a record goes nowhere. */
  @Column({ type: 'text', nullable: true })
  agreementId: string | null;

  @Column({ type: 'timestamptz' })
  receivedAt: Date;

  /** Categories that its origin has taken back since: they go on to nobody. */
  @Column({ type: 'text', array: true })
  takenBack: DataCategory[];
}
