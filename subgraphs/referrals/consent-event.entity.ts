import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ConsentState } from '../../shared/policy/consent.ts';

/** One event in the life of a consent. Append-only: the role may insert and read, nothing else. */
@Entity('consent_event')
export class ConsentEvent {
  @PrimaryColumn({ type: 'text' })
  ownerId: string;

  @PrimaryColumn({ type: 'text' })
  consentId: string;

  @PrimaryColumn({ type: 'integer' })
  revision: number;

  @Column({ type: 'text' })
  state: ConsentState;

  @Column({ type: 'timestamptz' })
  at: Date;

  @Column({ type: 'text' })
  client: string;

  /** Recipients, purposes, categories and end as this event left them. */
  @Column({ type: 'jsonb' })
  scope: object;
}
