import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { IncidentState } from '../../shared/policy/incident-life.ts';

@ObjectType({ simpleResolvers: true, description: 'One step with an incident, as its owner remembers it.' })
@Entity('incident_event')
export class IncidentEvent {
  @Column({ type: 'text' })
  ownerId: string;

  @PrimaryColumn({ type: 'text' })
  incidentId: string;

  @PrimaryColumn({ type: 'integer' })
  version: number;

  @Field(() => String)
  @Column({ type: 'text' })
  verb: string;

  @Field(() => String, { description: 'The state behind it.' })
  @Column({ type: 'text' })
  state: IncidentState;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  at: Date;

  @Field(() => String, { nullable: true, description: 'Why, or with what outcome.' })
  @Column({ type: 'text', nullable: true })
  note: string | null;

  /** Client that took the step. */
  @Column({ type: 'text' })
  client: string;
}
