import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import { ORGANISATION_VERBS, type OrganisationVerb } from '../../shared/policy/organisation-life.ts';

export const OrganisationVerbEnum = graphqlEnum(ORGANISATION_VERBS);
registerEnumType(OrganisationVerbEnum, { name: 'OrganisationVerb' });

/** What was done to an entry of the registry. */
@ObjectType({ simpleResolvers: true, description: 'What was done to an entry of the registry, and why.' })
@Entity('organisation_event')
export class OrganisationEvent {
  @PrimaryColumn({ type: 'text' })
  organisationId: string;

  @Field(() => Int, { description: 'The version that it led to.' })
  @PrimaryColumn({ type: 'integer' })
  version: number;

  @Field(() => OrganisationVerbEnum)
  @Column({ type: 'text' })
  verb: OrganisationVerb;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  at: Date;

  @Field(() => ID)
  @Column({ type: 'text' })
  byOrganisationId: string;

  /** The client that did it: for the record, in no answer. */
  @Column({ type: 'text' })
  byClient: string;

  @Field(() => String, { nullable: true })
  @Column({ type: 'text', nullable: true })
  reason: string | null;
}
