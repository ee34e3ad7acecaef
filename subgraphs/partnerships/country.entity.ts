import { Directive, Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Directive('@key(fields: "iso2")')
@ObjectType({
  simpleResolvers: true,
  description: 'A country, and in it what the four parts of Accord know of it.',
})
@Entity('country')
export class Country {
  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  @PrimaryColumn({ type: 'text' })
  iso2: string;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-3.' })
  @Column({ type: 'text', nullable: true })
  iso3: string | null;

  @Field(() => String)
  @Column({ type: 'text' })
  name: string;

  /** Names by BCP 47 tag. */
  @Column({ type: 'jsonb', default: {} })
  names: Record<string, string>;

  @Field(() => String, { nullable: true, description: 'IFRC region, such as `AFRICA`.' })
  @Column({ type: 'text', nullable: true })
  region: string | null;
}
