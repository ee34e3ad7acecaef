import { Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import { ACCESS_SETTINGS, type AccessSetting } from '../../shared/policy/access-words.ts';

export const AccessSettingEnum = graphqlEnum(ACCESS_SETTINGS);
registerEnumType(AccessSettingEnum, { name: 'AccessSetting' });

/** Whoever is no party reads setting, country and first administrative level (Access agreements, rule 8). */
@ObjectType({ simpleResolvers: true, description: 'A place where people in need are reached.' })
@Entity('access_place')
export class AccessPlace {
  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  recordedById: string;

  @Field(() => String, { nullable: true, description: 'For parties.' })
  @Column({ type: 'text' })
  name: string | null;

  @Field(() => AccessSettingEnum)
  @Column({ type: 'text' })
  setting: AccessSetting;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  @Column({ type: 'text' })
  country: string;

  @Field(() => String, { nullable: true, description: 'First administrative level.' })
  @Column({ type: 'text', nullable: true })
  admin1: string | null;

  @Field(() => Float, { nullable: true, description: 'Degrees, WGS 84. For parties.' })
  @Column({ type: 'double precision', nullable: true })
  latitude: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees, WGS 84. For parties.' })
  @Column({ type: 'double precision', nullable: true })
  longitude: number | null;
}
