import { Field, ID, InputType, Int } from 'type-graphql';
import type { FirewallStatus } from '../../shared/policy/service-offer.ts';
import type { ServiceType } from '../../shared/policy/service-types.ts';
import * as enums from './enums.ts';
import { OfferInput } from './offer.inputs.ts';

@InputType()
export class PublishServiceInput extends OfferInput {
  @Field(() => String, { description: '1 to 200 characters, in English; other languages as translations.' })
  name: string;

  @Field(() => enums.ServiceTypeEnum, { description: 'The first thing it is for.' })
  type: ServiceType;
}

@InputType()
export class ReviseServiceInput extends OfferInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => enums.ServiceTypeEnum, { nullable: true })
  type?: ServiceType | null;
}

@InputType({ description: 'Says that all the entry holds is so today; it opens a closed service again.' })
export class AssureServiceInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => enums.FirewallStatusEnum, { nullable: true, description: 'FIREWALLED needs evidence.' })
  firewallStatus?: FirewallStatus | null;

  @Field(() => String, { nullable: true })
  firewallEvidence?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Last day of the offer, ISO 8601; without it, without end.',
  })
  validUntil?: string | null;
}

@InputType()
export class CloseServiceInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => Boolean, { defaultValue: false, description: 'For good: it never opens again.' })
  permanently: boolean;
}
