import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import type { FirewallStatus } from '../../shared/policy/service-offer.ts';
import { FirewallStatusEnum } from './enums.ts';
import { type HsdsEntity, HsdsEntityEnum, type HsdsForm, HsdsFormEnum } from './hsds-page.entity.ts';

@InputType({ description: 'Every line narrows. Ids are those of HSDS or ours.' })
export class HsdsFilter {
  @Field(() => String, {
    nullable: true,
    description: 'As `ServiceFilter.text`; of other records, a part of the name.',
  })
  search?: string | null;

  @Field(() => Date, { nullable: true, description: 'Changed at this moment or later.' })
  modifiedAfter?: Date | null;

  @Field(() => ID, { nullable: true })
  organizationId?: string | null;

  @Field(() => ID, { nullable: true, description: 'With a term of this taxonomy.' })
  taxonomyId?: string | null;

  @Field(() => ID, { nullable: true })
  taxonomyTermId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Terms below this one.' })
  parentId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Terms below no other.' })
  topOnly?: boolean | null;

  @Field(() => [FirewallStatusEnum], { nullable: true, description: 'By default FIREWALLED alone.' })
  firewallStatus?: FirewallStatus[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Also services that ask for a paper of lawful residence.',
  })
  includeStatusConditioned?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Also services that are closed.' })
  includeClosed?: boolean | null;
}

/** How far a page by its number may reach: farther back PostgreSQL would count rows only to throw them away. */
export const FARTHEST_ROW = 10_000;

@ArgsType()
export class HsdsPageArguments {
  @Field(() => HsdsEntityEnum)
  of: HsdsEntity;

  @Field(() => HsdsFormEnum, { nullable: true, description: 'By default LIST.' })
  form?: HsdsForm | null;

  @Field(() => HsdsFilter, { nullable: true })
  filter?: HsdsFilter | null;

  @Field(() => Int, { description: '1 to 100; an organization in full at most 10.' })
  perPage: number;

  @Field(() => Int, {
    nullable: true,
    description: `From 1, as far as the ${FARTHEST_ROW}th record; \`after\` leads farther.`,
  })
  page?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The `endCursor` of the page before, in place of `page`.',
  })
  after?: string | null;
}
