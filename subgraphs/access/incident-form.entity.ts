import { Field, ID, ObjectType } from 'type-graphql';
import { type Payload, UserError } from '../../shared/user-error.ts';
import { OrganisationKey } from './neighbours.ts';
import { TextWarning } from './text-warning.entity.ts';

@ObjectType({ simpleResolvers: true, description: 'A place by the name under which staff know it.' })
export class ListedPlace {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  name: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  country: string;

  @Field(() => String, { nullable: true, description: 'First administrative level.' })
  admin1: string | null;
}

/** All that whoever holds a team's link is told: nothing of what was filed. */
@ObjectType({ simpleResolvers: true, description: 'What the empty form of a team begins with.' })
export class IncidentForm {
  @Field(() => String)
  team: string;

  @Field(() => OrganisationKey, { description: 'Whose team it is; what is filed becomes its own.' })
  organisation: OrganisationKey;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2.' })
  country: string | null;

  @Field(() => [ListedPlace])
  places: ListedPlace[];

  @Field(() => Date, { description: 'The first moment at which the link opens nothing any more.' })
  expiresAt: Date;
}

@ObjectType({ simpleResolvers: true })
export class FileIncidentByLinkPayload implements Payload {
  @Field(() => Boolean, {
    description: 'That it is kept as a draft; false when there is something to mend or to be warned of.',
  })
  filed: boolean;

  @Field(() => [TextWarning], {
    description: 'What in the texts had better not stand there. Nothing was filed unless that was asked for.',
  })
  warnings: TextWarning[];

  @Field(() => [UserError], { description: 'Everything that cannot be right, at one go.' })
  userErrors: UserError[];
}
