import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { graphqlEnum } from '../../shared/enums.ts';
import {
  PREVIEW_STAGES,
  type PreviewLine,
  type PreviewStage,
} from '../../shared/policy/agreement-preview.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import type { Purpose } from '../../shared/policy/purposes.ts';
import type { Role } from '../../shared/policy/roles.ts';
import { SERVICE_TYPES, type ServiceType } from '../../shared/policy/service-types.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';
import { DataCategoryEnum } from './agreement.entity.ts';
import { PurposeEnum } from './organisation.entity.ts';
import { RoleEnum } from './viewer.entity.ts';

export const ServiceTypeEnum = graphqlEnum(SERVICE_TYPES);
registerEnumType(ServiceTypeEnum, { name: 'ServiceType' });
const PreviewStageEnum = graphqlEnum(PREVIEW_STAGES);
registerEnumType(PreviewStageEnum, {
  name: 'PreviewStage',
  description: 'Of a referral: while it waits for an answer, and once it is accepted.',
});

@ObjectType({
  simpleResolvers: true,
  description:
    'In each of these roles, for each of these purposes and service types, exactly these categories are released.',
})
export class AgreementPreviewLine implements PreviewLine {
  @Field(() => PreviewStageEnum)
  stage: PreviewStage;

  @Field(() => [RoleEnum])
  roles: Role[];

  @Field(() => [PurposeEnum])
  purposes: Purpose[];

  @Field(() => [ServiceTypeEnum])
  serviceTypes: ServiceType[];

  @Field(() => [DataCategoryEnum])
  categories: DataCategory[];
}

/** What an agreement would open. It has no table: the release rule says it anew each time. */
@ObjectType({
  simpleResolvers: true,
  description:
    'What somebody would read of a person who has consented to all of it, if the agreement were in force: said by the rule that decides every release.',
})
export class AgreementPreview {
  @Field(() => ID)
  viewerId: string;

  viewerName: string;

  @Field(() => [AgreementPreviewLine], { description: 'What stands in no line is released to nobody.' })
  lines: AgreementPreviewLine[];

  @Field(() => [DataCategoryEnum], { description: 'Agreed, and released for no service in no role.' })
  never: DataCategory[];
}

@ObjectType({ simpleResolvers: true, description: 'Nothing of it is written down.' })
export class AgreementPreviewPayload implements Payload {
  @Field(() => AgreementPreview, { nullable: true })
  preview?: AgreementPreview;

  @Field(() => [UserError], { description: 'Why it could not be proposed like this.' })
  userErrors: UserError[];
}
