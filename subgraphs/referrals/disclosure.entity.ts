import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { graphqlEnum } from '../../shared/enums.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import { REFUSALS, type Refusal } from '../../shared/policy/refusals.ts';
import { DataCategoryEnum } from './consent.entity.ts';

export const WithheldReasonEnum = graphqlEnum(REFUSALS);
registerEnumType(WithheldReasonEnum, {
  name: 'WithheldReason',
  description: 'A party hears PURPOSE, STAGE, AGREEMENT, CONSENT or CEILING; the owner hears the exact rule.',
});

@ObjectType({ simpleResolvers: true })
export class WithheldCategory {
  @Field(() => DataCategoryEnum)
  category: DataCategory;

  @Field(() => WithheldReasonEnum)
  reason: Refusal;
}

/** It has no table: it is decided anew on every read, and says nothing of whether a value exists. */
@ObjectType({
  simpleResolvers: true,
  description: 'What of this person is released to you now, and why the rest is not.',
})
export class Disclosure {
  @Field(() => [DataCategoryEnum])
  released: DataCategory[];

  @Field(() => [WithheldCategory])
  withheld: WithheldCategory[];
}
