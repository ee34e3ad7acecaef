import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A figure about a country and a month, frozen: made once, and shown to everybody as it is (law.md, section 9). */
@Entity('incident_month')
export class IncidentMonth {
  @PrimaryColumn({ type: 'text', name: 'country' })
  iso2: string;

  @PrimaryColumn({ type: 'text' })
  month: string;

  /** A word of `AccessConstraint`, or `ALL`. */
  @PrimaryColumn({ type: 'text' })
  word: string;

  @Column({ type: 'integer', nullable: true })
  incidents: number | null;

  @Column({ type: 'double precision', nullable: true })
  score: number | null;

  @Column({ type: 'timestamptz' })
  frozenAt: Date;
}
