import { Arg, Mutation, Query, Resolver } from 'type-graphql';
import { answer } from '../../shared/user-error.ts';
import { PersonRecord, PersonRecordPayload } from './person-record.entity.ts';
import { WithdrawByLinkInput } from './person-record.inputs.ts';
import type { PersonRecordService } from './person-record.service.ts';

@Resolver(() => PersonRecord)
export class PersonRecordResolver {
  constructor(private readonly records: PersonRecordService) {}

  @Query(() => PersonRecord, {
    nullable: true,
    description: 'For a person without a login, by the link it holds: what was shared with whom and when.',
  })
  myRecord(@Arg('token', () => String) token: string): Promise<PersonRecord> {
    return this.records.show(token);
  }

  @Mutation(() => PersonRecordPayload, {
    description:
      'The person takes consent back, by the link it holds. In force at once; repeated, it changes nothing.',
  })
  withdrawByLink(
    @Arg('input', () => WithdrawByLinkInput) input: WithdrawByLinkInput,
  ): Promise<PersonRecordPayload> {
    return answer(async () => ({ record: await this.records.withdraw(input) }));
  }
}
