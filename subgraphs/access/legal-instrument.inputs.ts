import { Field, ID, InputType, Int } from 'type-graphql';
import type {
  AccessCondition,
  AccessObligation,
  ExclusionGround,
  InstrumentKind,
  StatusGroup,
} from '../../shared/policy/access-words.ts';
import {
  AccessConditionEnum,
  AccessObligationEnum,
  ExclusionGroundEnum,
  StatusGroupEnum,
} from './access-agreement.entity.ts';
import { ModalityInput } from './access-agreement.inputs.ts';
import { InstrumentKindEnum } from './legal-instrument.entity.ts';

@InputType({
  description: 'A text is recorded as it is. The verdict is computed from these facts and cannot be given.',
})
export class RecordInstrumentInput {
  @Field(() => ID, { nullable: true, description: 'To record your own anew: its id.' })
  id?: string | null;

  @Field(() => Int, { nullable: true, description: 'With the id: the version that was read.' })
  expectedVersion?: number | null;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  country: string;

  @Field(() => InstrumentKindEnum)
  kind: InstrumentKind;

  @Field(() => String, { description: '1 to 500 characters.' })
  title: string;

  @Field(() => String, { nullable: true, description: 'As it is cited; up to 500 characters.' })
  citation?: string | null;

  @Field(() => String, { nullable: true, description: 'Where it can be read: https.' })
  url?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 8601 date.' })
  inForceFrom?: string | null;

  @Field(() => String, { nullable: true, description: 'The last day on which it holds; ISO 8601 date.' })
  inForceUntil?: string | null;

  @Field(() => [StatusGroupEnum], { defaultValue: [], description: 'Whom it leaves out by legal status.' })
  groupsLeftOut: StatusGroup[];

  @Field(() => [ExclusionGroundEnum], {
    defaultValue: [],
    description: 'On which other ground it leaves people out.',
  })
  groundsLeftOut: ExclusionGround[];

  @Field(() => [AccessConditionEnum], { defaultValue: [] })
  conditions: AccessCondition[];

  @Field(() => [AccessObligationEnum], { defaultValue: [] })
  obligations: AccessObligation[];

  @Field(() => [ModalityInput], { defaultValue: [], description: 'Each at most once.' })
  modalities: ModalityInput[];

  @Field(() => String, {
    nullable: true,
    description: 'The day on which it was read whole for the six tests.',
  })
  examinedOn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The day on which the National Society was consulted.',
  })
  consultedOn?: string | null;

  @Field(() => ID, { nullable: true, description: 'The consultation as partnerships keeps it.' })
  consultationId?: string | null;
}
