import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an organisation was called before. Its id stays, and so does whatever was signed under the name. */
@ObjectType({ simpleResolvers: true, description: 'A name that an organisation had before.' })
@Entity('former_name')
export class FormerName {
  @PrimaryColumn({ type: 'text' })
  organisationId: string;

  @Field(() => String)
  @Column({ type: 'text' })
  name: string;

  /** By BCP 47 tag. */
  @Column({ type: 'jsonb' })
  names: Record<string, string>;

  @Field(() => Date, { nullable: true, description: 'Null: as long as is known here.' })
  @Column({ type: 'timestamptz', nullable: true })
  heldFrom: Date | null;

  @Field(() => Date, { description: 'The moment at which it got the next one.' })
  @PrimaryColumn({ type: 'timestamptz' })
  heldUntil: Date;
}
