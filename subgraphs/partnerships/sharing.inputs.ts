import { Field, ID, InputType } from 'type-graphql';
import type { DataCategory } from '../../shared/policy/categories.ts';
import type { Purpose } from '../../shared/policy/purposes.ts';
import { DataCategoryEnum } from './agreement.entity.ts';
import { PurposeEnum } from './organisation.entity.ts';

@InputType()
export class SharingFilter {
  @Field(() => ID, { nullable: true, description: 'On either side.' })
  organisationId?: string | null;

  @Field(() => [DataCategoryEnum], { nullable: true, description: 'At least one of them may be shared.' })
  categories?: DataCategory[] | null;

  @Field(() => [PurposeEnum], { nullable: true, description: 'For at least one of them.' })
  purposes?: Purpose[] | null;
}
