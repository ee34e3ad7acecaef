import { Field, ID, InputType } from 'type-graphql';
import type { OrganisationType } from '../../shared/policy/organisations.ts';
import { OrganisationTypeEnum } from './organisation.entity.ts';

@InputType()
export class OrganisationFilter {
  @Field(() => [OrganisationTypeEnum], { nullable: true })
  types?: OrganisationType[] | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2.' })
  country?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Part of a name in any of its languages, or the code.',
  })
  text?: string | null;
}

@InputType()
export class RegisterOrganisationInput {
  @Field(() => String, { description: 'Lower case letters, digits and hyphens; 2 to 40 of them.' })
  code: string;

  @Field(() => String, { description: '1 to 200 characters.' })
  name: string;

  @Field(() => OrganisationTypeEnum)
  type: OrganisationType;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2.' })
  country?: string | null;

  @Field(() => ID, { nullable: true, description: 'The organisation this is a unit of.' })
  parentId?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'It signs in with the credentials of its parent; each then has the strictest class of the two.',
  })
  sharesCredentials: boolean;

  @Field(() => String, { nullable: true })
  identifier?: string | null;

  @Field(() => String, { nullable: true, description: 'Web address, http or https.' })
  site?: string | null;
}
