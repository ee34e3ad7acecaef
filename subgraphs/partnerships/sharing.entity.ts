import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { graphqlEnum } from '../../shared/enums.ts';
import { connectionOf } from '../../shared/pagination.ts';
import type { AgreementState } from '../../shared/policy/agreement.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import type { OrganisationType } from '../../shared/policy/organisations.ts';
import type { Purpose } from '../../shared/policy/purposes.ts';
import type { ServiceType } from '../../shared/policy/service-types.ts';
import { SHARING_STAGES, type SharingStage } from '../../shared/policy/transparency.ts';
import { AgreementStateEnum, DataCategoryEnum } from './agreement.entity.ts';
import { ServiceTypeEnum } from './agreement-preview.entity.ts';
import { PurposeEnum } from './organisation.entity.ts';

export const SharingStageEnum = graphqlEnum(SHARING_STAGES);
registerEnumType(SharingStageEnum, {
  name: 'SharingStage',
  description: 'While the recipient decides over a referral, or once it has accepted it.',
});

@ObjectType({ simpleResolvers: true })
export class SharedCategory {
  @Field(() => DataCategoryEnum)
  category: DataCategory;

  @Field(() => SharingStageEnum, { description: 'From when on.' })
  stage: SharingStage;

  @Field(() => [ServiceTypeEnum], {
    description: 'The services for which it could be shared, of a person who consented to it.',
  })
  serviceTypes: readonly ServiceType[];
}

/** Who may share what with whom, one way: what anyone may read of a data-sharing agreement in force, and nothing else. */
@ObjectType({
  simpleResolvers: true,
  description: 'A data-sharing agreement in force, as far as anyone may read it (law.md, section 7).',
})
export class Sharing {
  @Field(() => ID, { description: 'Of the agreement.' })
  agreementId: string;

  providerId: string;
  recipientId: string;
  recipientType: OrganisationType;
  recipientSharesCredentialsWith: readonly OrganisationType[];

  @Field(() => AgreementStateEnum)
  state: AgreementState;

  @Field(() => [PurposeEnum])
  purposes: Purpose[];

  @Field(() => [DataCategoryEnum])
  categories: DataCategory[];

  @Field(() => [SharedCategory], {
    description: 'The most that could be shared with every consent there could be, by the law itself.',
  })
  opens: readonly SharedCategory[];

  @Field(() => Date)
  validFrom: Date;

  @Field(() => Date, { description: 'The first moment at which it no longer holds.' })
  validUntil: Date;
}

export const SharingConnection = connectionOf('Sharing', Sharing);
