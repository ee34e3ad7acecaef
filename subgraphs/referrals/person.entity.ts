import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DataCategory } from '../../shared/policy/categories.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';
import {
  Belief,
  CoarseLocation,
  Family,
  Health,
  Identity,
  MigrationStatus,
  Origin,
  PersonContact,
  PreciseLocation,
  Protection,
  Triage,
} from './person-categories.entity.ts';

/** Every category but ROUTING, which is the referral itself. */
export type PersonCategory = Exclude<DataCategory, 'ROUTING'>;

/** The field of Person that holds each category, and nothing else does. */
export const CATEGORY_FIELDS = {
  TRIAGE: 'triage',
  IDENTITY: 'identity',
  CONTACT: 'contact',
  LOCATION_COARSE: 'locationCoarse',
  LOCATION_PRECISE: 'locationPrecise',
  ORIGIN: 'origin',
  MIGRATION_STATUS: 'migrationStatus',
  HEALTH: 'health',
  PROTECTION: 'protection',
  FAMILY: 'family',
  BELIEF: 'belief',
  NARRATIVE: 'narrative',
} as const satisfies Record<PersonCategory, string>;

export const PERSON_CATEGORIES = Object.keys(CATEGORY_FIELDS) as PersonCategory[];

function category(is: PersonCategory): PropertyDecorator & MethodDecorator {
  return Directive(`@category(is: "${is}")`);
}

/**
 * A person, known to each organisation by a reference made for it alone. The row holds keys; a category's value is
 * put into its field only after it has been released to this viewer and recorded.
 */
@ObjectType({ simpleResolvers: true, description: 'A person. A category that was not released is null.' })
@Entity('person')
export class Person {
  @PrimaryColumn({ type: 'text' })
  ownerId: string;

  @PrimaryColumn({ type: 'text' })
  id: string;

  /** Keyed hash of the owner's case code, for the owner's exact match; null without a code. */
  @Column({ type: 'bytea', nullable: true })
  caseCodeHash: Buffer | null;

  @Column({ type: 'text' })
  keyId: string;

  /** The person's data key under the owner's key; null once the person has been erased. */
  @Column({ type: 'bytea', nullable: true })
  wrappedKey: Buffer | null;

  /** Sought in a family links case, and never asked. */
  @Column({ type: 'boolean' })
  sought: boolean;

  @Column({ type: 'timestamptz' })
  registeredAt: Date;

  @Field(() => ID, {
    description: 'The reference by which your organisation, and no other, knows this person.',
  })
  ref: string;

  @category('TRIAGE')
  @Field(() => Triage, { nullable: true })
  triage?: Triage | null;

  @category('IDENTITY')
  @Field(() => Identity, { nullable: true })
  identity?: Identity | null;

  @category('CONTACT')
  @Field(() => PersonContact, { nullable: true })
  contact?: PersonContact | null;

  @category('LOCATION_COARSE')
  @Field(() => CoarseLocation, { nullable: true })
  locationCoarse?: CoarseLocation | null;

  @category('LOCATION_PRECISE')
  @Field(() => PreciseLocation, { nullable: true })
  locationPrecise?: PreciseLocation | null;

  @category('ORIGIN')
  @Field(() => Origin, { nullable: true })
  origin?: Origin | null;

  @category('MIGRATION_STATUS')
  @Field(() => MigrationStatus, { nullable: true })
  migrationStatus?: MigrationStatus | null;

  @category('HEALTH')
  @Field(() => Health, { nullable: true })
  health?: Health | null;

  @category('PROTECTION')
  @Field(() => Protection, { nullable: true })
  protection?: Protection | null;

  @category('FAMILY')
  @Field(() => Family, { nullable: true })
  family?: Family | null;

  @category('BELIEF')
  @Field(() => Belief, { nullable: true })
  belief?: Belief | null;

  @category('NARRATIVE')
  @Field(() => String, { nullable: true, description: 'Free text about the person.' })
  narrative?: string | null;
}

@ObjectType({ simpleResolvers: true })
export class PersonPayload implements Payload {
  @Field(() => Person, { nullable: true })
  person?: Person;

  @Field(() => [ID], {
    nullable: true,
    description:
      "Other persons of your organisation's own, at most 20, with the same case number, phone, or name and birth date. A warning: this person is registered all the same.",
  })
  possibleDuplicates?: string[];

  @Field(() => [UserError])
  userErrors: UserError[];
}
