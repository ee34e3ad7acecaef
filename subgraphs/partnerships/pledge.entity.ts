import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import { connectionOf } from '../../shared/pagination.ts';
import {
  PLEDGE_KINDS,
  PLEDGE_STATES,
  type PledgeKind,
  type PledgeState,
} from '../../shared/policy/pledge-life.ts';
import type { ResolutionParagraph } from '../../shared/policy/resolution.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';
import { ResolutionParagraphEnum, TitleTranslation } from './measure.entity.ts';
import { PledgeReport } from './pledge-report.entity.ts';
import { PledgeSignature } from './pledge-signature.entity.ts';

export const PledgeKindEnum = graphqlEnum(PLEDGE_KINDS);
registerEnumType(PledgeKindEnum, { name: 'PledgeKind' });
export const PledgeStateEnum = graphqlEnum(PLEDGE_STATES);
registerEnumType(PledgeStateEnum, { name: 'PledgeState' });

/** A promise to the International Conference. Its text never changes: what is signed is its hash. */
@Directive('@key(fields: "id")')
@ObjectType({
  simpleResolvers: true,
  description: 'A promise to an International Conference of the Red Cross and Red Crescent.',
})
@Entity('pledge')
export class Pledge {
  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  submitterId: string;

  @Field(() => PledgeKindEnum)
  @Column({ type: 'text' })
  kind: PledgeKind;

  @Field(() => Int, { description: 'Number of the Conference to which it was made.' })
  @Column({ type: 'integer' })
  conference: number;

  @Column({ type: 'text', array: true })
  partyIds: string[];

  @Field(() => String)
  @Column({ type: 'text' })
  title: string;

  @Field(() => String)
  @Column({ type: 'text' })
  text: string;

  @Field(() => String, { description: 'Of title and text, BCP 47.' })
  @Column({ type: 'text' })
  language: string;

  @Field(() => [TitleTranslation])
  @Column({ type: 'jsonb' })
  translations: TitleTranslation[];

  @Field(() => [ResolutionParagraphEnum])
  @Column({ type: 'text', array: true })
  paragraphs: ResolutionParagraph[];

  @Field(() => String, { description: 'ISO 8601 day.' })
  @Column({ type: 'date' })
  beginsOn: string;

  @Field(() => String, { description: 'ISO 8601 day, the last of it.' })
  @Column({ type: 'date' })
  endsOn: string;

  @Field(() => PledgeStateEnum)
  @Column({ type: 'text' })
  state: PledgeState;

  @Field(() => String, {
    description: 'SHA-256 of what is pledged (RFC 8785), in hexadecimal: what a signature binds.',
  })
  @Column({ type: 'text' })
  hash: string;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  submittedAt: Date;

  @Field(() => Int, { description: 'What a step is decided on; it names the version it saw.' })
  @Column({ type: 'integer' })
  version: number;

  @Field(() => [PledgeSignature])
  signatures: PledgeSignature[];

  @Field(() => [PledgeReport], { description: 'The earliest first.' })
  reports: PledgeReport[];
}

export const PledgeConnection = connectionOf('Pledge', Pledge);

@ObjectType({ simpleResolvers: true })
export class PledgePayload implements Payload {
  @Field(() => Pledge, { nullable: true })
  pledge?: Pledge;

  @Field(() => [UserError])
  userErrors: UserError[];
}
