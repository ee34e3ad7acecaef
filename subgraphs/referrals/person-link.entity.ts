import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Payload, UserError } from '../../shared/user-error.ts';

/** A link by which a person comes to its own page without a login. What opens it is kept as a keyed hash alone. */
@ObjectType({ simpleResolvers: true, description: 'That a person holds a link, and until when.' })
@Entity('person_link')
export class PersonLink {
  @PrimaryColumn({ type: 'text' })
  ownerId: string;

  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  personId: string;

  @Column({ type: 'bytea' })
  tokenHash: Buffer;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  issuedAt: Date;

  /** The client that issued it: for the record, in no answer. */
  @Column({ type: 'text' })
  issuedBy: string;

  @Field(() => Date, { description: 'The first moment at which it opens nothing any more.' })
  @Column({ type: 'timestamptz' })
  expiresAt: Date;

  @Field(() => Date, { nullable: true })
  @Column({ type: 'timestamptz', nullable: true })
  revokedAt: Date | null;
}

@ObjectType({ simpleResolvers: true })
export class IssuePersonLinkPayload implements Payload {
  @Field(() => PersonLink, { nullable: true })
  personLink?: PersonLink;

  @Field(() => String, {
    nullable: true,
    description:
      'What the person is given: the page is `/my/` and this. Told once and kept nowhere: null when the request is repeated with its Idempotency-Key. A lost one is replaced by issuing anew.',
  })
  token?: string | null;

  @Field(() => [UserError])
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true })
export class RevokePersonLinkPayload implements Payload {
  @Field(() => PersonLink, { nullable: true })
  personLink?: PersonLink;

  @Field(() => [UserError])
  userErrors: UserError[];
}
