import { Field, ObjectType } from 'type-graphql';
import { connectionOf } from '../../shared/pagination.ts';
import { OrganisationKey } from './neighbours.ts';

/** One line of the log of changes: HSDS Metadata. */
@ObjectType({
  simpleResolvers: true,
  description: 'What changed, from what, to what, by whom: HSDS Metadata.',
})
export class Metadata {
  @Field(() => Date)
  lastActionDate: Date;

  @Field(() => String, { description: 'The verb, such as `reviseService` or `import`.' })
  lastActionType: string;

  @Field(() => String, { nullable: true, description: 'Null: the service as a whole.' })
  fieldName: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A text as it is, all else as JSON. Null also when withheld: it told of a confidential place.',
  })
  previousValue: string | null;

  @Field(() => String, { nullable: true })
  replacementValue: string | null;

  @Field(() => OrganisationKey, { nullable: true, description: 'Null: an import.' })
  updatedBy: OrganisationKey | null;
}

export const MetadataConnection = connectionOf('Metadata', Metadata);
