import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { WithholdingReason } from '../../shared/policy/consent-life.ts';
import type { OrganisationType } from '../../shared/policy/organisations.ts';

/** Whom a person asked not to tell. It outlives the consent it was said with. */
@Entity('withholding')
export class Withholding {
  @PrimaryColumn({ type: 'text' })
  ownerId: string;

  @PrimaryColumn({ type: 'text' })
  personId: string;

  @PrimaryGeneratedColumn('identity', { type: 'integer' })
  number: number;

  @Column({ type: 'text', nullable: true })
  organisationId: string | null;

  @Column({ type: 'text', nullable: true })
  organisationType: OrganisationType | null;

  @Column({ type: 'text' })
  reason: WithholdingReason;

  @Column({ type: 'text' })
  consentId: string;
}
