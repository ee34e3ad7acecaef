import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'Of your own organisation.' })
export class RegisterSigningKeyInput {
  @Field(() => String, { description: 'A JWK as JSON, the public half alone: Ed25519 (OKP) or P-256 (EC).' })
  jwk: string;

  @Field(() => String, {
    description:
      'Detached JWS of this very key over the id of your organisation: it shows that you hold the other half.',
  })
  proof: string;
}

@InputType()
export class RetireSigningKeyInput {
  @Field(() => ID)
  kid: string;
}
