import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { graphqlEnum } from '../../shared/enums.ts';
import { connectionOf } from '../../shared/pagination.ts';
import { INCIDENT_STATES, type IncidentState } from '../../shared/policy/incident-life.ts';
import type { IncidentReading } from '../../shared/policy/incident-reading.ts';
import {
  ACCESS_CONSTRAINTS,
  type AccessConstraint,
  type AccessIncidentKind,
  INCIDENT_IMPACTS,
  INCIDENT_KINDS,
  type IncidentImpact,
} from '../../shared/policy/incident-words.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';
import { IncidentEvent } from './incident-event.entity.ts';
import { CountryKey, OrganisationKey, ServiceKey } from './neighbours.ts';
import { TextWarning } from './text-warning.entity.ts';

export const IncidentStateEnum = graphqlEnum(INCIDENT_STATES);
registerEnumType(IncidentStateEnum, { name: 'AccessIncidentState' });
export const IncidentKindEnum = graphqlEnum(INCIDENT_KINDS);
registerEnumType(IncidentKindEnum, {
  name: 'AccessIncidentKind',
  description: 'What happened; where none of the first fits, the constraint itself.',
});
export const AccessConstraintEnum = graphqlEnum(ACCESS_CONSTRAINTS);
registerEnumType(AccessConstraintEnum, { name: 'AccessConstraint', description: 'After ACAPS and OCHA.' });
export const IncidentImpactEnum = graphqlEnum(INCIDENT_IMPACTS);
registerEnumType(IncidentImpactEnum, { name: 'AccessIncidentImpact' });
const LIKENESS_VERDICTS = ['SAME', 'ANOTHER'] as const;
export type LikenessVerdict = (typeof LIKENESS_VERDICTS)[number];
export const LikenessVerdictEnum = graphqlEnum(LIKENESS_VERDICTS);
registerEnumType(LikenessVerdictEnum, { name: 'LikenessVerdict' });

/**
 * Somebody was kept from people in need, or harmed for reaching them. What is not nullable is what a partner reads;
 * everything else is for the staff of the organisation that filed it (Access agreements, rule 5).
 */
@Directive('@key(fields: "id")')
@ObjectType({
  simpleResolvers: true,
  description:
    'Something that stood in the way of access. Nullable fields are for the organisation that filed it.',
})
@Entity('access_incident')
export class AccessIncident {
  @Column({ type: 'text' })
  ownerId: string;

  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Field(() => IncidentKindEnum)
  @Column({ type: 'text' })
  kind: AccessIncidentKind;

  @Field(() => AccessConstraintEnum, { description: 'What the kind falls under.' })
  constraint: AccessConstraint;

  @Field(() => String, { description: 'Year and month, such as 2026-03.' })
  month: string;

  @Field(() => CountryKey)
  country: CountryKey;

  @Column({ type: 'text', name: 'country' })
  iso2: string;

  @Field(() => String, { nullable: true, description: 'First administrative level.' })
  @Column({ type: 'text', nullable: true })
  admin1: string | null;

  @Field(() => Int, { nullable: true, description: '0 (none) to 3 (severe); null: unknown.' })
  @Column({ type: 'integer', nullable: true })
  severity: number | null;

  @Field(() => [IncidentImpactEnum])
  @Column({ type: 'text', array: true })
  impacts: IncidentImpact[];

  @Field(() => String, {
    nullable: true,
    description: 'What its owner says about it in public, once it is released.',
  })
  publicSummary: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 8601 date.' })
  @Column({ type: 'date' })
  occurredOn: string | null;

  @Field(() => IncidentStateEnum, { nullable: true })
  @Column({ type: 'text' })
  state: IncidentState | null;

  @Field(() => String, { nullable: true })
  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Field(() => String, { nullable: true })
  @Column({ type: 'text', nullable: true })
  actionTaken: string | null;

  @Field(() => String, { nullable: true, description: 'Who told of it.' })
  @Column({ type: 'text', nullable: true })
  reporter: string | null;

  @Field(() => String, { nullable: true, description: 'How to reach the reporter safely.' })
  @Column({ type: 'text', nullable: true })
  reporterContact: string | null;

  @Field(() => [String], { nullable: true, description: 'Staff and volunteers it happened to.' })
  @Column({ type: 'text', array: true })
  namedStaff: string[] | null;

  @Column({ type: 'text', nullable: true })
  agreementId: string | null;

  @Column({ type: 'text', nullable: true })
  serviceId: string | null;

  @Field(() => ID, { nullable: true, description: 'A place that its owner recorded.' })
  @Column({ type: 'text', nullable: true })
  placeId: string | null;

  @Column({ type: 'boolean' })
  verified: boolean;

  @Column({ type: 'text' })
  filedBy: string | null;

  @Field(() => Date, { nullable: true })
  @Column({ type: 'timestamptz' })
  filedAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'When its owner released the cut to everybody.' })
  releasedAt: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'What a step is decided on; it names the version it saw.',
  })
  @Column({ type: 'integer' })
  version: number | null;

  @Field(() => OrganisationKey, { nullable: true, description: 'Who filed it.' })
  organisation: OrganisationKey | null;

  @Field(() => ServiceKey, { nullable: true, description: 'The service it befell.' })
  service: ServiceKey | null;

  @Field(() => [IncidentEvent], { nullable: true, description: 'Every step so far, oldest first.' })
  history: IncidentEvent[] | null;

  /** How much of it this viewer reads; decided before the row became this object. */
  reading: IncidentReading;
}

export const AccessIncidentConnection = connectionOf('AccessIncident', AccessIncident);

@ObjectType({ simpleResolvers: true })
export class AccessIncidentPayload implements Payload {
  @Field(() => AccessIncident, { nullable: true })
  accessIncident?: AccessIncident;

  @Field(() => [AccessIncident], {
    description:
      'Incidents of your own that may be the same: like in kind and place, at most three days apart.',
  })
  possibleDuplicates: AccessIncident[];

  @Field(() => [TextWarning], { description: 'What was recorded, and had better not stand in a text.' })
  warnings: TextWarning[];

  @Field(() => [UserError])
  userErrors: UserError[];
}
