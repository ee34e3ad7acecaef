import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import { PLEDGE_PROGRESSES, type PledgeProgress } from '../../shared/policy/pledge-life.ts';

const PledgeProgressEnum = graphqlEnum(PLEDGE_PROGRESSES);
registerEnumType(PledgeProgressEnum, { name: 'PledgeProgress' });

/** What a signer says has become of a pledge. Written once; a later report stands beside it. */
@ObjectType({ simpleResolvers: true, description: 'What a signer says has become of a pledge.' })
@Entity('pledge_report')
export class PledgeReport {
  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  pledgeId: string;

  @Field(() => ID)
  @Column({ type: 'text' })
  organisationId: string;

  @Field(() => PledgeProgressEnum)
  @Column({ type: 'text' })
  progress: PledgeProgress;

  @Field(() => Boolean, { description: 'The last of this signer.' })
  @Column({ type: 'boolean' })
  isFinal: boolean;

  @Field(() => String)
  @Column({ type: 'text' })
  text: string;

  @Field(() => String, { description: 'BCP 47.' })
  @Column({ type: 'text' })
  language: string;

  @Field(() => [ID], { description: 'Measures by which the pledge was kept.' })
  @Column({ type: 'text', array: true })
  measureIds: string[];

  /** `sub` of whoever reported. */
  @Column({ type: 'text' })
  reportedBy: string;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  reportedAt: Date;
}
