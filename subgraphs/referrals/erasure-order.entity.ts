import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import { connectionOf } from '../../shared/pagination.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import { ERASURE_CAUSES, type ErasureCause } from '../../shared/policy/erasure.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';
import { DataCategoryEnum } from './consent.entity.ts';
import { OrganisationKey } from './neighbours.ts';

export const ErasureCauseEnum = graphqlEnum(ERASURE_CAUSES);
registerEnumType(ErasureCauseEnum, { name: 'ErasureCause', description: 'law.md, section 6.' });

/** One recipient's duty to erase what it was sent about one person. It names categories and never a value. */
@ObjectType({ simpleResolvers: true, description: 'An order to erase, to be acknowledged within 30 days.' })
@Entity('erasure_order')
export class ErasureOrder {
  @PrimaryColumn({ type: 'text' })
  ownerId: string;

  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  recipientId: string;

  @Column({ type: 'text' })
  personId: string;

  /** How the recipient knows the person; forgotten once it has acknowledged. */
  @Column({ type: 'text', nullable: true })
  pseudonym: string | null;

  @Field(() => OrganisationKey, { description: 'Who ordered it.' })
  from: OrganisationKey;

  @Field(() => OrganisationKey, { description: 'Who has to erase.' })
  to: OrganisationKey;

  @Field(() => ID, {
    nullable: true,
    description:
      'The reference by which your organisation knows the person; forgotten for the recipient once it has acknowledged.',
  })
  person: string | null;

  @Field(() => ErasureCauseEnum, { nullable: true, description: 'For the owner alone.' })
  @Column({ type: 'text' })
  cause: ErasureCause | null;

  @Field(() => [DataCategoryEnum], { description: 'What was released to the recipient, by name.' })
  @Column({ type: 'text', array: true })
  categories: DataCategory[];

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  issuedAt: Date;

  @Field(() => Date, { description: '30 days after it was issued.' })
  @Column({ type: 'timestamptz' })
  dueAt: Date;

  @Field(() => Boolean, { description: 'Nobody has acknowledged it, and its days have run out.' })
  overdue: boolean;

  @Field(() => Date, { nullable: true })
  @Column({ type: 'timestamptz', nullable: true })
  acknowledgedAt: Date | null;

  /** The client that acknowledged: for the record, in no answer. */
  @Column({ type: 'text', nullable: true })
  acknowledgedBy: string | null;

  @Field(() => Int)
  @Column({ type: 'integer' })
  version: number;
}

export const ErasureOrderConnection = connectionOf('ErasureOrder', ErasureOrder);

@ObjectType({ simpleResolvers: true })
export class ErasureOrderPayload implements Payload {
  @Field(() => ErasureOrder, { nullable: true })
  erasureOrder?: ErasureOrder;

  @Field(() => [UserError])
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true })
export class ErasePersonPayload implements Payload {
  @Field(() => Int, { nullable: true, description: 'How many organisations were told to erase.' })
  ordersIssued?: number;

  @Field(() => [UserError])
  userErrors: UserError[];
}
