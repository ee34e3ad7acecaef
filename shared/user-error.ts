import 'reflect-metadata';
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { graphqlEnum } from './enums.ts';
import { AccordError, docUrlOf, ERROR_CODES, type ErrorCode } from './errors.ts';

export const ErrorCodeEnum = graphqlEnum(ERROR_CODES);
registerEnumType(ErrorCodeEnum, { name: 'ErrorCode', description: 'Every code Accord answers with.' });

@Directive('@shareable')
@ObjectType({
  simpleResolvers: true,
  description: 'An expected refusal of a mutation, as something to read.',
})
export class UserError {
  @Field(() => ErrorCodeEnum)
  code: ErrorCode;

  @Field(() => String)
  message: string;

  @Field(() => String, { nullable: true, description: 'Path of the input field at fault, or null.' })
  field: string | null;

  @Field(() => String, { nullable: true, description: 'The id of the rule that forbids it (RULE_BROKEN).' })
  rule: string | null;

  @Field(() => [String], { description: 'What is possible from the present state (ILLEGAL_TRANSITION).' })
  possible: readonly string[];

  @Field(() => String)
  docUrl: string;
}

/** What a caller can expect and mend. The rest (no token, no purpose, no ledger) is an error of the request. */
const EXPECTED: ReadonlySet<ErrorCode> = new Set([
  'NOT_FOUND',
  'VALIDATION_FAILED',
  'ILLEGAL_TRANSITION',
  'VERSION_CONFLICT',
  'IDEMPOTENCY_KEY_REUSED',
  'AGREEMENT_INACTIVE',
  'CONSENT_REQUIRED',
  'RULE_BROKEN',
]);

export interface Payload {
  userErrors: UserError[];
}

/** Runs a mutation's work; an expected refusal becomes `userErrors` and everything else stays an error. */
export async function answer<Answer extends object>(
  work: () => Promise<Answer>,
): Promise<Partial<Answer> & Payload> {
  try {
    return { ...(await work()), userErrors: [] };
  } catch (error) {
    if (!(error instanceof AccordError) || !EXPECTED.has(error.code)) throw error;
    return { userErrors: [userErrorOf(error)] } as unknown as Partial<Answer> & Payload;
  }
}

export function userErrorOf({ code, message, detail }: AccordError): UserError {
  return {
    code,
    message: detail.says ?? sentenceOf(message, detail.state),
    field: detail.field ?? null,
    rule: detail.rule ?? null,
    possible: detail.possible ?? [],
    docUrl: docUrlOf(code),
  };
}

function sentenceOf(message: string, state: string | undefined): string {
  return state ? `${message} The state is ${state}.` : message;
}
