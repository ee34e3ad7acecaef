import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { graphqlEnum } from '../../shared/enums.ts';
import { connectionOf } from '../../shared/pagination.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';
import { CHANGE_REQUEST_STATES, type ChangeRequestState } from './change-request.states.ts';
import { OrganisationKey } from './neighbours.ts';

export const ChangeRequestStateEnum = graphqlEnum(CHANGE_REQUEST_STATES);
registerEnumType(ChangeRequestStateEnum, { name: 'ServiceChangeRequestState' });

export const ChangeRequestBoxEnum = graphqlEnum(['INBOX', 'SENT'] as const);
registerEnumType(ChangeRequestBoxEnum, {
  name: 'ServiceChangeRequestBox',
  description: 'INBOX: about services of yours. SENT: asked by you.',
});

@ObjectType({ simpleResolvers: true, description: 'A field as it is asked to be.' })
export class ProposedChange {
  @Field(() => String)
  fieldName: string;

  @Field(() => String, { nullable: true, description: 'A text as it is, all else as JSON; null: cleared.' })
  proposedValue: string | null;
}

@ObjectType('ServiceChangeRequest', {
  simpleResolvers: true,
  description:
    'What another organisation asks the owner of a service to change. The two of them read it, and nobody else.',
})
export class ChangeRequest {
  @Field(() => ID)
  id: string;

  serviceId: string;

  @Field(() => OrganisationKey)
  requestedBy: OrganisationKey;

  @Field(() => String)
  reason: string;

  @Field(() => [ProposedChange])
  changes: ProposedChange[];

  @Field(() => ChangeRequestStateEnum)
  state: ChangeRequestState;

  @Field(() => Int, { description: 'The version of the service it was written about.' })
  serviceVersion: number;

  @Field(() => Date)
  requestedAt: Date;

  @Field(() => Date, { nullable: true })
  answeredAt: Date | null;

  @Field(() => String, { nullable: true, description: 'What the owner said to it.' })
  answer: string | null;
}

export const ChangeRequestConnection = connectionOf('ServiceChangeRequest', ChangeRequest);

@ObjectType('ServiceChangeRequestPayload', { simpleResolvers: true })
export class ChangeRequestPayload implements Payload {
  @Field(() => ChangeRequest, { nullable: true })
  changeRequest?: ChangeRequest;

  @Field(() => [UserError])
  userErrors: UserError[];
}
