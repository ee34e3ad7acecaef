import { Field, ID, InputType } from 'type-graphql';
import type { ConsentManner } from '../../shared/policy/consent-life.ts';
import type { OrganisationType } from '../../shared/policy/organisations.ts';
import { ConsentMannerEnum, OrganisationTypeEnum } from './consent.entity.ts';

@InputType({
  description: 'The person says so itself; exactly what was named is named again: an organisation or a type.',
})
export class LiftWithholdingInput {
  @Field(() => ID)
  personRef: string;

  @Field(() => ID, { nullable: true })
  organisationId?: string | null;

  @Field(() => OrganisationTypeEnum, { nullable: true })
  organisationType?: OrganisationType | null;

  @Field(() => ConsentMannerEnum, { description: 'How the person said it.' })
  manner: ConsentManner;
}
