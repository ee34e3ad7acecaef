import { Field, ID, InputType, Int } from 'type-graphql';
import type { IncidentState } from '../../shared/policy/incident-life.ts';
import type { AccessConstraint, AccessIncidentKind } from '../../shared/policy/incident-words.ts';
import { AccessConstraintEnum, IncidentKindEnum, IncidentStateEnum } from './access-incident.entity.ts';

@InputType({ description: 'By what a partner reads as well; `states` is about your own.' })
export class AccessIncidentFilter {
  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2.' })
  country?: string | null;

  @Field(() => [IncidentKindEnum], { nullable: true })
  kinds?: AccessIncidentKind[] | null;

  @Field(() => [AccessConstraintEnum], { nullable: true })
  constraints?: AccessConstraint[] | null;

  @Field(() => String, { nullable: true, description: 'The first month, such as 2026-03.' })
  from?: string | null;

  @Field(() => String, { nullable: true, description: 'The last month, such as 2026-03.' })
  until?: string | null;

  @Field(() => [IncidentStateEnum], { nullable: true, description: 'Finds among your own alone.' })
  states?: IncidentState[] | null;
}

@InputType({ description: 'Three things are asked; the rest may follow, by reviseIncident.' })
export class FileIncidentInput {
  @Field(() => String, { description: 'A word of `AccessIncidentKind`.' })
  kind: string;

  @Field(() => String, { description: 'ISO 8601 date.' })
  occurredOn: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  country: string;

  @Field(() => String, { nullable: true, description: 'First administrative level; up to 200 characters.' })
  admin1?: string | null;

  @Field(() => Int, { nullable: true, description: '0 (none) to 3 (severe); none: unknown.' })
  severity?: number | null;

  @Field(() => [String], { defaultValue: [], description: 'Words of `AccessIncidentImpact`, each once.' })
  impacts: string[];

  @Field(() => String, {
    nullable: true,
    description: 'What happened; up to 5,000 characters, without names.',
  })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'Up to 5,000 characters.' })
  actionTaken?: string | null;

  @Field(() => String, { nullable: true, description: 'Who told of it; your staff alone read this.' })
  reporter?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How to reach the reporter safely; your staff alone read this.',
  })
  reporterContact?: string | null;

  @Field(() => [String], {
    defaultValue: [],
    description: 'Staff it happened to, up to 50; your staff alone read this.',
  })
  namedStaff: string[];

  @Field(() => ID, { nullable: true, description: 'The access agreement that it breaches.' })
  agreementId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The service that it befell.' })
  serviceId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'A place that your organisation recorded; your staff alone read this.',
  })
  placeId?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Not yet to be looked at by anybody else of yours.',
  })
  draft: boolean;
}

@InputType({ description: 'The whole anew; it stays in its state.' })
export class ReviseIncidentInput extends FileIncidentInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'The version that was read; refused if the incident has moved.' })
  expectedVersion: number;
}

@InputType({ description: 'One step in the life of an incident.' })
export class IncidentStepInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'The version that was read; refused if the incident has moved.' })
  expectedVersion: number;

  @Field(() => String, {
    nullable: true,
    description: 'Why, or with what outcome; your staff alone read this.',
  })
  note?: string | null;
}

@InputType({ description: 'Kind, month, first administrative level, severity and impact become public.' })
export class ReleaseIncidentInput extends IncidentStepInput {
  @Field(() => String, {
    nullable: true,
    description: 'What you say about it in public; up to 1,000 characters.',
  })
  publicSummary?: string | null;
}
