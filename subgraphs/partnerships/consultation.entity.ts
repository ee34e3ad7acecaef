import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { connectionOf } from '../../shared/pagination.ts';
import type { ResolutionParagraph } from '../../shared/policy/resolution.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';
import { ResolutionParagraphEnum } from './measure.entity.ts';

/** That an authority and the Movement sat together. Written once: what was said then does not change, but it may be withdrawn. */
@Directive('@key(fields: "id")')
@ObjectType({
  simpleResolvers: true,
  description: 'That a component of the Movement was consulted (31IC/11/R3, OP1 and OP2).',
})
@Entity('consultation')
export class Consultation {
  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  recordedById: string;

  @Column({ type: 'text', array: true })
  participantIds: string[];

  @Column({ type: 'text', name: 'country', nullable: true })
  iso2: string | null;

  @Field(() => String, { description: 'ISO 8601 day.' })
  @Column({ type: 'date' })
  heldOn: string;

  @Field(() => String, { description: 'What it was about.' })
  @Column({ type: 'text' })
  subject: string;

  @Field(() => String, { nullable: true, description: 'What came of it.' })
  @Column({ type: 'text', nullable: true })
  outcome: string | null;

  @Field(() => String, { description: 'Of subject and outcome, BCP 47.' })
  @Column({ type: 'text' })
  language: string;

  @Field(() => [ResolutionParagraphEnum])
  @Column({ type: 'text', array: true })
  paragraphs: ResolutionParagraph[];

  @Field(() => Boolean, { description: 'Otherwise the participants alone read it.' })
  @Column({ type: 'boolean' })
  isPublic: boolean;

  /** `sub` of whoever recorded it. */
  @Column({ type: 'text' })
  recordedBy: string;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  recordedAt: Date;

  @Field(() => Date, { nullable: true, description: 'From then on nothing stands on it.' })
  @Column({ type: 'timestamptz', nullable: true })
  withdrawnAt: Date | null;

  /** `sub` of whoever withdrew it. */
  @Column({ type: 'text', nullable: true })
  withdrawnBy: string | null;

  @Field(() => String, { nullable: true })
  @Column({ type: 'text', nullable: true })
  withdrawalReason: string | null;

  @Field(() => Int)
  @Column({ type: 'integer' })
  version: number;
}

export const ConsultationConnection = connectionOf('Consultation', Consultation);

@ObjectType({ simpleResolvers: true })
export class ConsultationPayload implements Payload {
  @Field(() => Consultation, { nullable: true })
  consultation?: Consultation;

  @Field(() => [UserError])
  userErrors: UserError[];
}
