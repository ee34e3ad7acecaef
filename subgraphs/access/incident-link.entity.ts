import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Payload, UserError } from '../../shared/user-error.ts';

/** A link by which a team files drafts without a login. What opens it is kept as a keyed hash alone. */
@ObjectType({
  simpleResolvers: true,
  description: 'That a team of yours may file incidents by a link, and until when.',
})
@Entity('incident_link')
export class IncidentLink {
  @Column({ type: 'text' })
  ownerId: string;

  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Field(() => String, { description: 'Who was given it; becomes the reporter of what comes in.' })
  @Column({ type: 'text' })
  team: string;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2: what the form begins with.' })
  @Column({ type: 'text', nullable: true })
  country: string | null;

  @Field(() => [ID], { description: 'Places that the form lists by name.' })
  @Column({ type: 'text', array: true })
  placeIds: string[];

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

  @Field(() => Int, { description: 'How many drafts came in by it.' })
  @Column({ type: 'integer' })
  filed: number;
}

@ObjectType({ simpleResolvers: true })
export class IssueIncidentLinkPayload implements Payload {
  @Field(() => IncidentLink, { nullable: true })
  incidentLink?: IncidentLink;

  @Field(() => String, {
    nullable: true,
    description:
      'What the team is given: the page is `/incident/` and this. Told once and kept nowhere: null when the request is repeated with its Idempotency-Key.',
  })
  token?: string | null;

  @Field(() => [UserError])
  userErrors: UserError[];
}

@ObjectType({ simpleResolvers: true })
export class RevokeIncidentLinkPayload implements Payload {
  @Field(() => IncidentLink, { nullable: true })
  incidentLink?: IncidentLink;

  @Field(() => [UserError])
  userErrors: UserError[];
}
