import { Field, ObjectType } from 'type-graphql';
import { ImplementerLevelEnum, InclusionSettingEnum, InclusionStrandEnum } from './enums.ts';
import { OrganisationKey } from './neighbours.ts';
import type { ImplementerLevel, InclusionSetting, InclusionStrand } from './vocabulary.ts';

@ObjectType({ simpleResolvers: true, description: 'Who acts together with the provider.' })
export class JointImplementer {
  @Field(() => String)
  name: string;

  @Field(() => ImplementerLevelEnum)
  level: ImplementerLevel;

  @Field(() => OrganisationKey, { nullable: true, description: 'Where it is registered here.' })
  organisation: OrganisationKey | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A practical action, in formal or non-formal settings, that brings migrants and locals together.',
})
export class InclusionActivity {
  @Field(() => InclusionStrandEnum)
  strand: InclusionStrand;

  @Field(() => InclusionSettingEnum)
  setting: InclusionSetting;

  @Field(() => Boolean)
  openToMigrants: boolean;

  @Field(() => Boolean)
  openToLocals: boolean;

  @Field(() => [JointImplementer])
  jointImplementers: JointImplementer[];
}
