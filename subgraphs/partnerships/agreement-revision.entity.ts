import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AgreementContent } from '../../shared/agreement/content.ts';

/** A revision as it was written: kept for ever, so that what was signed can always be read. */
@ObjectType({
  simpleResolvers: true,
  description: 'One revision of an agreement as it was written, for the parties alone.',
})
@Entity('agreement_revision')
export class AgreementRevision {
  @PrimaryColumn({ type: 'text' })
  agreementId: string;

  @Field(() => Int, { description: 'From 1.' })
  @PrimaryColumn({ type: 'integer' })
  revision: number;

  @Field(() => String, {
    description: 'SHA-256 of `content`, in hexadecimal: what a signature binds.',
  })
  @Column({ type: 'text' })
  revisionHash: string;

  /** All that the hash covers. */
  @Column({ type: 'jsonb' })
  terms: AgreementContent;

  /** Client that wrote it. */
  @Column({ type: 'text' })
  writtenBy: string;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  writtenAt: Date;
}
