import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Payload, UserError } from '../../shared/user-error.ts';

/** Whom an organisation is reached by. Never public: a name and a number make a member of staff a target. */
@ObjectType({
  simpleResolvers: true,
  description:
    'Whom an organisation is reached by: for itself and for its partners under an agreement in force.',
})
@Entity('focal_point')
export class FocalPoint {
  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  organisationId: string;

  @Field(() => String)
  @Column({ type: 'text' })
  name: string;

  @Field(() => String, { description: 'What for, such as `Restoring Family Links`.' })
  @Column({ type: 'text' })
  role: string;

  @Field(() => String, { nullable: true })
  @Column({ type: 'text', nullable: true })
  email: string | null;

  @Field(() => String, { nullable: true })
  @Column({ type: 'text', nullable: true })
  phone: string | null;

  @Field(() => [String], { description: 'BCP 47.' })
  @Column({ type: 'text', array: true })
  languages: string[];

  /** The client that wrote it: for the record, in no answer. */
  @Column({ type: 'text' })
  writtenBy: string;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  writtenAt: Date;

  @Field(() => Int)
  @Column({ type: 'integer' })
  version: number;
}

@ObjectType({ simpleResolvers: true })
export class FocalPointPayload implements Payload {
  @Field(() => FocalPoint, { nullable: true, description: 'Null once it is removed.' })
  focalPoint?: FocalPoint | null;

  @Field(() => [UserError])
  userErrors: UserError[];
}
