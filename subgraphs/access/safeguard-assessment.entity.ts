import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import type { ModalityAnswer } from '../../shared/policy/access-words.ts';
import { SAFEGUARDS, type Safeguard } from '../../shared/policy/border-words.ts';
import { ModalityAnswerEnum } from './access-agreement.entity.ts';
import { OrganisationKey } from './neighbours.ts';

export const SafeguardEnum = graphqlEnum(SAFEGUARDS);
registerEnumType(SafeguardEnum, {
  name: 'Safeguard',
  description: 'OHCHR, Recommended Principles and Guidelines on Human Rights at International Borders.',
});

/** What somebody found on a day; never changed, so that the table of a country can be read as it was. */
@ObjectType({
  simpleResolvers: true,
  description: 'What was found about one safeguard on one day; kept for ever.',
})
@Entity('safeguard_assessment')
export class SafeguardAssessment {
  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  procedureId: string;

  @Field(() => SafeguardEnum)
  @Column({ type: 'text' })
  safeguard: Safeguard;

  @Field(() => ModalityAnswerEnum)
  @Column({ type: 'text' })
  inLaw: ModalityAnswer;

  @Field(() => ModalityAnswerEnum)
  @Column({ type: 'text' })
  inPractice: ModalityAnswer;

  @Field(() => String, { description: 'What it rests on.' })
  @Column({ type: 'text' })
  evidence: string;

  @Field(() => String, { nullable: true, description: 'Where that can be read.' })
  @Column({ type: 'text', nullable: true })
  url: string | null;

  @Field(() => String, { description: 'ISO 8601 date.' })
  @Column({ type: 'date' })
  assessedOn: string;

  @Column({ type: 'text' })
  assessorId: string;

  @Field(() => String, {
    nullable: true,
    description: 'The day on which those concerned were consulted; ISO 8601.',
  })
  @Column({ type: 'date', nullable: true })
  consultedOn: string | null;

  @Field(() => ID, { nullable: true, description: 'The consultation as partnerships keeps it.' })
  @Column({ type: 'text', nullable: true })
  consultationId: string | null;

  /** It was not there before, by the same assessor. */
  @Column({ type: 'boolean' })
  putInPlace: boolean;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  recordedAt: Date;

  @Field(() => Boolean, { description: 'Marked present, and nobody was consulted about it.' })
  withoutConsultation: boolean;

  @Field(() => OrganisationKey, { description: 'Who assessed it.' })
  assessedBy: OrganisationKey;
}

@ObjectType({ simpleResolvers: true, description: 'One of the twenty, as it stood on a day.' })
export class SafeguardStanding {
  @Field(() => SafeguardEnum)
  safeguard: Safeguard;

  @Field(() => ModalityAnswerEnum)
  inLaw: ModalityAnswer;

  @Field(() => ModalityAnswerEnum)
  inPractice: ModalityAnswer;

  @Field(() => String, { nullable: true, description: 'What is missing, in a sentence; null: nothing.' })
  missing: string | null;

  @Field(() => SafeguardAssessment, { nullable: true, description: 'The latest; null: nobody assessed it.' })
  assessment: SafeguardAssessment | null;
}
