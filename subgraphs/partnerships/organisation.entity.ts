import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import { connectionOf } from '../../shared/pagination.ts';
import { ORGANISATION_STANDINGS, type OrganisationStanding } from '../../shared/policy/organisation-life.ts';
import {
  FIREWALL_CLASSES,
  type FirewallClass,
  firewallClassOf,
  ORGANISATION_TYPES,
  type OrganisationType,
} from '../../shared/policy/organisations.ts';
import { PURPOSES, type Purpose } from '../../shared/policy/purposes.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';

export const OrganisationTypeEnum = graphqlEnum(ORGANISATION_TYPES);
registerEnumType(OrganisationTypeEnum, { name: 'OrganisationType' });

export const FirewallClassEnum = graphqlEnum(FIREWALL_CLASSES);
registerEnumType(FirewallClassEnum, {
  name: 'FirewallClass',
  description: 'How far data about persons may go towards this kind of organisation (law.md, section 1).',
});

export const OrganisationStandingEnum = graphqlEnum(ORGANISATION_STANDINGS);
registerEnumType(OrganisationStandingEnum, {
  name: 'OrganisationStanding',
  description: 'Only an active organisation has access to what is not public.',
});

export const PurposeEnum = graphqlEnum(PURPOSES);
registerEnumType(PurposeEnum, { name: 'Purpose' });

/** An organisation, or a unit of one: units are registered, not ministries. */
@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'An organisation, or a unit of one.' })
@Entity('organisation')
export class Organisation {
  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Field(() => String, { description: 'A short name of its own, such as `unhcr` or `krcs`.' })
  @Column({ type: 'text', unique: true })
  code: string;

  @Field(() => String)
  @Column({ type: 'text' })
  name: string;

  /** Names by BCP 47 tag; `name` is what is shown when none fits. */
  @Column({ type: 'jsonb', default: {} })
  names: Record<string, string>;

  @Field(() => OrganisationTypeEnum)
  @Column({ type: 'text' })
  type: OrganisationType;

  @Field(() => String, { nullable: true, description: 'Country of its seat, ISO 3166-1 alpha-2.' })
  @Column({ type: 'text', nullable: true })
  country: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'For a National Society the IFRC identifier, such as `DKE001`.',
  })
  @Column({ type: 'text', nullable: true })
  identifier: string | null;

  @Field(() => String, { nullable: true })
  @Column({ type: 'text', nullable: true })
  site: string | null;

  @Column({ type: 'text', nullable: true })
  parentId: string | null;

  @Field(() => Boolean, {
    description: 'A unit that signs in with the credentials of its parent; otherwise it has its own.',
  })
  @Column({ type: 'boolean', default: false })
  sharesCredentials: boolean;

  /** Whose credentials it signs in with: its own id, or its parent's. */
  @Column({ type: 'text', insert: false, update: false })
  credentialsOf: string;

  @Field(() => [OrganisationTypeEnum], {
    description:
      'Types of all that sign in with the same credentials; each has the strictest class among them.',
  })
  sharesCredentialsWith: OrganisationType[];

  @Field(() => Boolean, { description: 'False ends all its access at once.' })
  @Column({ type: 'boolean', default: true })
  active: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Day on which the ICRC recognised a National Society, ISO 8601; null where it is not written here.',
  })
  @Column({ type: 'date', nullable: true })
  recognisedOn: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  suspendedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  suspendedById: string | null;

  @Field(() => Date, { nullable: true, description: 'When it was closed, or merged into another, for good.' })
  @Column({ type: 'timestamptz', nullable: true })
  closedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  mergedIntoId: string | null;

  @Field(() => [PurposeEnum], {
    description: 'The purposes its clients may declare; registered, and public.',
  })
  @Column({ type: 'text', array: true, default: [] })
  purposes: Purpose[];

  /** Where its mandate limits its purposes, as for UNODC (law.md, section 4); null where it does not. */
  @Column({ type: 'text', array: true, nullable: true })
  mandatePurposes: Purpose[] | null;

  @Field(() => Number)
  @VersionColumn({ type: 'integer' })
  version: number;

  @Field(() => OrganisationStandingEnum)
  get standing(): OrganisationStanding {
    if (this.mergedIntoId !== null) return 'MERGED';
    if (this.closedAt !== null) return 'CLOSED';
    return this.active ? 'ACTIVE' : 'SUSPENDED';
  }

  @Field(() => FirewallClassEnum)
  get firewallClass(): FirewallClass {
    return firewallClassOf(this.type, this.sharesCredentialsWith);
  }
}

export const OrganisationConnection = connectionOf('Organisation', Organisation);

@ObjectType({ simpleResolvers: true })
export class OrganisationPayload implements Payload {
  @Field(() => Organisation, { nullable: true })
  organisation?: Organisation;

  @Field(() => [UserError])
  userErrors: UserError[];
}
