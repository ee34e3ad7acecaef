import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { PageArguments } from '../../shared/pagination.ts';
import type { ServiceType } from '../../shared/policy/service-types.ts';
import { ChangeRequestBoxEnum, ChangeRequestStateEnum } from './change-request.entity.ts';
import type { ChangeRequestState } from './change-request.states.ts';
import { ServiceTypeEnum } from './enums.ts';
import { OfferInput } from './offer.inputs.ts';

@InputType({ description: 'As in `reviseService`: what is left out stays as it is.' })
export class ServiceChangeInput extends OfferInput {
  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => ServiceTypeEnum, { nullable: true })
  type?: ServiceType | null;
}

@InputType()
export class RequestServiceChangeInput {
  @Field(() => ID)
  serviceId: string;

  @Field(() => String, { description: '1 to 1000 characters: how you know.' })
  reason: string;

  @Field(() => ServiceChangeInput)
  change: ServiceChangeInput;
}

@InputType({ description: 'Makes the change, in the name of both.' })
export class AcceptServiceChangeInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'The version of the service as you see it now.' })
  expectedVersion: number;
}

@InputType()
export class DeclineServiceChangeInput {
  @Field(() => ID)
  id: string;

  @Field(() => String, { nullable: true, description: 'What the requester hears; 1000 characters at most.' })
  answer?: string | null;
}

@InputType()
export class TakeBackServiceChangeInput {
  @Field(() => ID)
  id: string;
}

@ArgsType()
export class ChangeRequestsArguments extends PageArguments {
  @Field(() => ChangeRequestBoxEnum)
  box: 'INBOX' | 'SENT';

  @Field(() => [ChangeRequestStateEnum], { nullable: true })
  states?: ChangeRequestState[] | null;
}
