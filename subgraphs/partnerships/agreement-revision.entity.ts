import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A revision as it was written: kept for ever, so that what was signed can always be read. */
@Entity('agreement_revision')
export class AgreementRevision {
  @PrimaryColumn({ type: 'text' })
  agreementId: string;

  @PrimaryColumn({ type: 'integer' })
  revision: number;

  @Column({ type: 'text' })
  revisionHash: string;

  @Column({ type: 'jsonb' })
  terms: object;

  /** Client that wrote it. */
  @Column({ type: 'text' })
  writtenBy: string;

  @Column({ type: 'timestamptz' })
  writtenAt: Date;
}
