import { Field, Float, ID, InputType, Int } from 'type-graphql';
import type { AccessAgreementState } from '../../shared/policy/access-life.ts';
import type {
  AccessCondition,
  AccessGround,
  AccessInstrument,
  AccessModality,
  AccessObligation,
  AccessSetting,
  ExclusionGround,
  ModalityAnswer,
  StatusGroup,
} from '../../shared/policy/access-words.ts';
import {
  AccessAgreementStateEnum,
  AccessConditionEnum,
  AccessGroundEnum,
  AccessInstrumentEnum,
  AccessModalityEnum,
  AccessObligationEnum,
  ExclusionGroundEnum,
  ModalityAnswerEnum,
  StatusGroupEnum,
} from './access-agreement.entity.ts';
import { AccessSettingEnum } from './access-place.entity.ts';

@InputType()
export class AccessAgreementFilter {
  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2.' })
  country?: string | null;

  @Field(() => [AccessAgreementStateEnum], { nullable: true })
  states?: AccessAgreementState[] | null;

  @Field(() => ID, { nullable: true, description: 'A party.' })
  organisationId?: string | null;
}

@InputType()
export class AccessPlaceInput {
  @Field(() => String, { description: '1 to 200 characters.' })
  name: string;

  @Field(() => AccessSettingEnum)
  setting: AccessSetting;

  @Field(() => String, { nullable: true, description: 'First administrative level.' })
  admin1?: string | null;

  @Field(() => Float, { nullable: true, description: 'Degrees, WGS 84; with longitude or not at all.' })
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees, WGS 84; with latitude or not at all.' })
  longitude?: number | null;
}

@InputType()
export class ModalityInput {
  @Field(() => AccessModalityEnum)
  modality: AccessModality;

  @Field(() => ModalityAnswerEnum)
  answer: ModalityAnswer;
}

@InputType({
  description:
    'An agreement is recorded as it is; what it lacks shows in its verdict and in what it may become.',
})
export class RecordAccessAgreementInput {
  @Field(() => [ID], { description: 'Registered organisations, your own among them; 2 to 20.' })
  partyIds: string[];

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  country: string;

  @Field(() => [AccessPlaceInput], { description: '1 to 200.' })
  places: AccessPlaceInput[];

  @Field(() => AccessGroundEnum)
  ground: AccessGround;

  @Field(() => [ModalityInput], {
    defaultValue: [],
    description: 'Each at most once; the others are unknown.',
  })
  modalities: ModalityInput[];

  @Field(() => [StatusGroupEnum], { defaultValue: [], description: 'Whom it leaves out by legal status.' })
  groupsLeftOut: StatusGroup[];

  @Field(() => [AccessObligationEnum], { defaultValue: [] })
  obligations: AccessObligation[];

  @Field(() => [ExclusionGroundEnum], {
    defaultValue: [],
    description: 'On which other ground it leaves people out.',
  })
  groundsLeftOut: ExclusionGround[];

  @Field(() => [AccessConditionEnum], { defaultValue: [], description: 'On what the access depends.' })
  conditions: AccessCondition[];

  @Field(() => AccessInstrumentEnum)
  instrument: AccessInstrument;

  @Field(() => ID, { nullable: true, description: 'The law or regulation it stands on, as recorded here.' })
  legalInstrumentId?: string | null;

  @Field(() => String, { nullable: true, description: 'Up to 20,000 characters.' })
  text?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'It states its conformity with the Fundamental Principles.',
  })
  statesConformity: boolean;

  @Field(() => Date)
  validFrom: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'The first moment at which it no longer holds; none: no end.',
  })
  validUntil?: Date | null;

  @Field(() => String, { nullable: true, description: 'ISO 8601 date.' })
  icrcCoordinatedOn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'For detention, when there was no coordination with ICRC.',
  })
  icrcNotCoordinatedBecause?: string | null;
}

@InputType({ description: 'The terms anew and whole: every signature is void.' })
export class ReviseAccessAgreementInput extends RecordAccessAgreementInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'The version that was read; refused if the agreement has moved.' })
  expectedVersion: number;
}

@InputType({ description: 'One step in the life of an access agreement.' })
export class AccessAgreementStepInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'The version that was read; refused if the agreement has moved.' })
  expectedVersion: number;
}

@InputType()
export class SignAccessAgreementInput extends AccessAgreementStepInput {
  @Field(() => String, { description: 'The hash of the revision that was read.' })
  revisionHash: string;
}

@InputType({
  description: 'What is known about an agreement and is no term of it; what is left out is not known.',
})
export class ExamineAccessAgreementInput extends AccessAgreementStepInput {
  @Field(() => String, {
    nullable: true,
    description: 'The day on which it was read whole for the six tests; ISO 8601.',
  })
  examinedOn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The day on which the National Society was consulted; ISO 8601.',
  })
  consultedOn?: string | null;

  @Field(() => ID, { nullable: true, description: 'The consultation as partnerships keeps it.' })
  consultationId?: string | null;
}
