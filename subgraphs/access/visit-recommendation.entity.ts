import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { connectionOf } from '../../shared/pagination.ts';
import { CountryKey, OrganisationKey } from './neighbours.ts';

/** What a visiting component recommends to a detaining authority: no finding, no day of a visit, no place. */
@ObjectType({
  simpleResolvers: true,
  description: 'What a visiting component recommends to the authority concerned. Those two read it.',
})
@Entity('visit_recommendation')
export class VisitRecommendation {
  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  visitId: string;

  @Column({ type: 'text' })
  ownerId: string;

  @Column({ type: 'text' })
  authorityId: string;

  @Column({ type: 'text', name: 'country' })
  iso2: string;

  @Field(() => String)
  @Column({ type: 'text' })
  text: string;

  @Field(() => Date, { nullable: true, description: 'Before that, the authority does not read it.' })
  @Column({ type: 'timestamptz', nullable: true })
  sentAt: Date | null;

  @Field(() => OrganisationKey, { description: 'Who recommends it.' })
  from: OrganisationKey;

  @Field(() => OrganisationKey, { description: 'The authority concerned.' })
  to: OrganisationKey;

  @Field(() => CountryKey)
  country: CountryKey;
}

export const VisitRecommendationConnection = connectionOf('VisitRecommendation', VisitRecommendation);
