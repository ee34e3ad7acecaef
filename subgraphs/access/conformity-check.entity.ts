import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import {
  CONFORMITY_TESTS,
  CONFORMITY_VERDICTS,
  type ConformityFacts,
  type ConformityTest,
  type ConformityVerdict,
} from '../../shared/policy/conformity.ts';

export const ConformityVerdictEnum = graphqlEnum(CONFORMITY_VERDICTS);
registerEnumType(ConformityVerdictEnum, {
  name: 'ConformityVerdict',
  description: 'Computed from what a text says (31IC/11/R3, OP1); nobody types it in.',
});
export const ConformityTestEnum = graphqlEnum(CONFORMITY_TESTS);
registerEnumType(ConformityTestEnum, { name: 'ConformityTest' });

@ObjectType({ simpleResolvers: true, description: 'One of the six tests, and what its result rests on.' })
export class ConformityResult {
  @Field(() => ConformityTestEnum)
  test: ConformityTest;

  @Field(() => ConformityVerdictEnum)
  verdict: ConformityVerdict;

  @Field(() => String, {
    nullable: true,
    description: 'What in the text it rests on; of an agreement for its parties.',
  })
  reason: string | null;

  @Field(() => String, { description: 'The paragraph of 31IC/11/R3 that asks for it.' })
  paragraph: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The verdict as it was after a change of the facts; kept for ever.',
})
@Entity('conformity_check')
export class ConformityCheck {
  @PrimaryColumn({ type: 'text' })
  id: string;

  /** Id of an access agreement or a legal instrument. */
  @Column({ type: 'text' })
  subjectId: string;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  checkedAt: Date;

  @Field(() => ConformityVerdictEnum)
  @Column({ type: 'text' })
  verdict: ConformityVerdict;

  @Field(() => [ConformityResult])
  @Column({ type: 'jsonb' })
  results: ConformityResult[];

  /** What it was computed from. */
  @Column({ type: 'jsonb' })
  facts: ConformityFacts;
}
