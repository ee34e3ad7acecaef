import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AgreementContent } from '../../shared/agreement/content.ts';
import { AGREEMENT_PARTS, type AgreementPart } from '../../shared/agreement/words/word-table.ts';
import { graphqlEnum } from '../../shared/enums.ts';

const AgreementPartEnum = graphqlEnum(AGREEMENT_PARTS);
registerEnumType(AgreementPartEnum, { name: 'AgreementPart', description: 'What an agreement is made of.' });

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

/** One thing that a revision says otherwise than an earlier one. */
@ObjectType({ simpleResolvers: true, description: 'One thing that is another than in an earlier revision.' })
export class AgreementRevisionChange {
  @Field(() => AgreementPartEnum)
  part: AgreementPart;

  @Field(() => String, {
    nullable: true,
    description: 'Of a list, what was added or removed; of retention the category, of clocks the urgency.',
  })
  item: string | null;

  @Field(() => String, { nullable: true, description: 'Null: it was not there.' })
  before: string | null;

  @Field(() => String, { nullable: true, description: 'Null: it is there no more.' })
  after: string | null;

  @Field(() => String, { description: 'Such as “Retention, identity: 24 months → 12 months.”' })
  sentence: string;
}
