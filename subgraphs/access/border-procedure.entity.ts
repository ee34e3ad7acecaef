import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import { connectionOf } from '../../shared/pagination.ts';
import { BORDER_PROCEDURE_TYPES, type BorderProcedureType } from '../../shared/policy/border-words.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';
import { CountryKey, OrganisationKey } from './neighbours.ts';
import { TextWarning } from './text-warning.entity.ts';

export const BorderProcedureTypeEnum = graphqlEnum(BORDER_PROCEDURE_TYPES);
registerEnumType(BorderProcedureTypeEnum, { name: 'BorderProcedureType' });

/** What is done with people at a border, and which of the twenty safeguards are there. Anyone reads it (31IC/11/R3, OP2). */
@Directive('@key(fields: "id")')
@ObjectType({
  simpleResolvers: true,
  description: 'What is done with people at a border, and under which safeguards.',
})
@Entity('border_procedure')
export class BorderProcedure {
  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text', name: 'country' })
  iso2: string;

  @Field(() => BorderProcedureTypeEnum)
  @Column({ type: 'text' })
  type: BorderProcedureType;

  @Field(() => String, { nullable: true, description: 'Where or how, if a country has several of a type.' })
  @Column({ type: 'text', nullable: true })
  name: string | null;

  @Column({ type: 'text', nullable: true })
  authorityId: string | null;

  @Column({ type: 'text', nullable: true })
  legalInstrumentId: string | null;

  @Column({ type: 'text' })
  recordedById: string;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  recordedAt: Date;

  @Field(() => Int)
  @Column({ type: 'integer' })
  version: number;

  @Field(() => CountryKey)
  country: CountryKey;

  @Field(() => OrganisationKey, {
    nullable: true,
    description: 'Who carries it out, where that is registered.',
  })
  authority: OrganisationKey | null;

  @Field(() => OrganisationKey, { description: 'Who recorded it.' })
  recordedBy: OrganisationKey;
}

export const BorderProcedureConnection = connectionOf('BorderProcedure', BorderProcedure);

@ObjectType({ simpleResolvers: true })
export class BorderProcedurePayload implements Payload {
  @Field(() => BorderProcedure, { nullable: true })
  borderProcedure?: BorderProcedure;

  @Field(() => [TextWarning], { description: 'What was recorded, and had better not stand in a text.' })
  warnings: TextWarning[];

  @Field(() => [UserError])
  userErrors: UserError[];
}
