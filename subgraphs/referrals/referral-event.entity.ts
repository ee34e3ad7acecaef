import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReferralVerb } from '../../shared/policy/referral-life.ts';
import type { ReferralState } from '../../shared/policy/referral-states.ts';

/** One step in the life of a referral: who took it and when. Append-only. */
@Entity('referral_event')
export class ReferralEvent {
  @PrimaryColumn({ type: 'text' })
  ownerId: string;

  @PrimaryColumn({ type: 'text' })
  referralId: string;

  /** The version of the referral that this step made. */
  @PrimaryColumn({ type: 'integer' })
  version: number;

  @Column({ type: 'text' })
  verb: ReferralVerb;

  @Column({ type: 'text' })
  state: ReferralState;

  @Column({ type: 'timestamptz' })
  at: Date;

  @Column({ type: 'text' })
  organisationId: string;

  @Column({ type: 'text' })
  client: string;
}
