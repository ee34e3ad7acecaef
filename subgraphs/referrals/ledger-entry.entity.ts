import { Field, Float, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../shared/pagination.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import type { Purpose } from '../../shared/policy/purposes.ts';
import type { Refusal } from '../../shared/policy/refusals.ts';
import { DataCategoryEnum, PurposeEnum } from './consent.entity.ts';
import { WithheldReasonEnum } from './disclosure.entity.ts';
import { OrganisationKey } from './neighbours.ts';

@ObjectType({ simpleResolvers: true })
export class RefusedCategory {
  @Field(() => DataCategoryEnum, { nullable: true, description: 'Null: the record was refused whole.' })
  category: DataCategory | null;

  @Field(() => WithheldReasonEnum)
  reason: Refusal;
}

/** A line of the disclosure ledger as its reader may see it. The table is the ledger's own (shared/ledger). */
@ObjectType({
  simpleResolvers: true,
  description: 'One disclosure or refusal, without any value (law.md, section 8).',
})
export class LedgerEntry {
  @Field(() => Float, { description: 'Its number in the chain.' })
  number: number;

  @Field(() => Date)
  at: Date;

  @Field(() => OrganisationKey, { description: 'Who read, or was refused.' })
  viewer: OrganisationKey;

  @Field(() => String)
  role: string;

  @Field(() => PurposeEnum, { nullable: true })
  purpose: Purpose | null;

  @Field(() => OrganisationKey, { description: 'Whose record it was.' })
  owner: OrganisationKey;

  @Field(() => ID, { nullable: true })
  referral: string | null;

  @Field(() => String, { nullable: true, description: 'Agreement and revision on which it rested.' })
  agreement: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Consent and revision on which it rested; for the owner alone.',
  })
  consent: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What stood in place of a consent: the id of an emergency release, or FAMILY_LINKS; for the owner alone.',
  })
  ground: string | null;

  @Field(() => [DataCategoryEnum])
  released: DataCategory[];

  @Field(() => [RefusedCategory])
  refused: RefusedCategory[];

  @Field(() => String)
  requestId: string;

  @Field(() => String, { description: 'SHA-256 that binds this entry to the one before, in hexadecimal.' })
  hash: string;
}

export const LedgerEntryConnection = connectionOf('LedgerEntry', LedgerEntry);
