import { Field, ID, InputType, Int } from 'type-graphql';
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

@InputType({ description: 'A name in another language.' })
export class OrganisationNameInput {
  @Field(() => String, { description: 'BCP 47.' })
  language: string;

  @Field(() => String, { description: '1 to 200 characters.' })
  name: string;
}

@InputType()
export class OrganisationStepInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion: number;

  @Field(() => String, {
    nullable: true,
    description: 'For those who keep the entry; no word about a person. Up to 1,000 characters.',
  })
  reason?: string | null;
}

@InputType()
export class RenameOrganisationInput extends OrganisationStepInput {
  @Field(() => String, { description: '1 to 200 characters.' })
  name: string;

  @Field(() => [OrganisationNameInput], {
    defaultValue: [],
    description: 'All names in other languages that hold from now on.',
  })
  names: OrganisationNameInput[];
}

@InputType()
export class RecogniseNationalSocietyInput extends OrganisationStepInput {
  @Field(() => String, { description: 'Day of the recognition, ISO 8601.' })
  recognisedOn: string;

  @Field(() => String, { nullable: true, description: 'The IFRC identifier, such as `DKE001`.' })
  identifier?: string | null;
}

@InputType()
export class MergeOrganisationInput extends OrganisationStepInput {
  @Field(() => ID, {
    description: 'The organisation that absorbs it. It is given nothing that the other was shown.',
  })
  intoId: string;
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
