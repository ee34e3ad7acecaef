import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import { connectionOf } from '../../shared/pagination.ts';
import { NOTICE_KINDS, type NoticeKind } from '../../shared/policy/notice.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';

export const NoticeKindEnum = graphqlEnum(NOTICE_KINDS);
registerEnumType(NoticeKindEnum, {
  name: 'NoticeKind',
  description: 'Something ran out, or waits for your organisation.',
});

/**
 * Something an organisation is told without asking. It says of what kind it is and about what, by id; whatever is known of
 * a person is asked for where it is kept, and released there or not.
 */
@ObjectType({
  simpleResolvers: true,
  description: 'Something your organisation is told; it holds no data about a person.',
})
@Entity('notice')
export class Notice {
  @PrimaryColumn({ type: 'text' })
  organisationId: string;

  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Field(() => NoticeKindEnum)
  @Column({ type: 'text' })
  kind: NoticeKind;

  @Field(() => ID, { description: 'The referral, consent or order to erase that it is about.' })
  @Column({ type: 'text' })
  subjectId: string;

  /** Tells one end of the same consent from the next. Of one kind, subject and occasion there is one notice. */
  @Column({ type: 'text' })
  occasion: string;

  @Field(() => ID, { nullable: true, description: 'Your own reference for the person it is about.' })
  personRef: string | null;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  at: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When somebody of your organisation said that it was seen.',
  })
  @Column({ type: 'timestamptz', nullable: true })
  acknowledgedAt: Date | null;

  /** The client that acknowledged: for the record, in no answer. */
  @Column({ type: 'text', nullable: true })
  acknowledgedBy: string | null;
}

export const NoticeConnection = connectionOf('Notice', Notice);

@ObjectType({ simpleResolvers: true })
export class NoticesPayload implements Payload {
  @Field(() => [Notice], { nullable: true })
  notices?: Notice[];

  @Field(() => [UserError])
  userErrors: UserError[];
}
