import { Field, ID, InputType } from 'type-graphql';
import type { LikenessVerdict } from './access-incident.entity.ts';
import { LikenessVerdictEnum } from './access-incident.entity.ts';

@InputType({ description: 'Whether two incidents, one of yours and another that you read, are one.' })
export class SettleLikenessInput {
  @Field(() => ID, { description: 'Yours.' })
  id: string;

  @Field(() => ID, { description: 'One that was proposed as like it.' })
  otherId: string;

  @Field(() => LikenessVerdictEnum)
  verdict: LikenessVerdict;
}
