import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ResolutionParagraph } from '../../shared/policy/resolution.ts';
import type { ReportContent } from '../../shared/report/content.ts';
import type { ReportDifference } from '../../shared/report/difference.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';
import { Country } from './country.entity.ts';
import { ResolutionParagraphEnum } from './measure.entity.ts';

@ObjectType({
  simpleResolvers: true,
  description: 'How many measures about one paragraph ran in one country in one year, and which.',
})
export class ImplementationFigure {
  @Field(() => ResolutionParagraphEnum)
  paragraph: ResolutionParagraph;

  @Field(() => Country, { nullable: true, description: 'Null: in no one country.' })
  country: Country | null;

  @Field(() => Int)
  year: number;

  @Field(() => Int)
  count: number;

  @Field(() => [ID], { description: 'As many as `count` says.' })
  measureIds: readonly string[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'A figure that is another one than in the version before.',
})
export class ImplementationFigureChange {
  @Field(() => ResolutionParagraphEnum)
  paragraph: ResolutionParagraph;

  @Field(() => Country, { nullable: true, description: 'Null: in no one country.' })
  country: Country | null;

  @Field(() => Int)
  year: number;

  @Field(() => Int)
  before: number;

  @Field(() => Int)
  after: number;
}

@ObjectType({ simpleResolvers: true, description: 'What a version changed in the one before it.' })
export class ImplementationDifference {
  @Field(() => [ID])
  addedMeasureIds: readonly string[];

  @Field(() => [ID], { description: 'Withdrawn, revised, or public no more.' })
  removedMeasureIds: readonly string[];

  @Field(() => [ID])
  changedMeasureIds: readonly string[];

  @Field(() => [ImplementationFigureChange])
  figures: ImplementationFigureChange[];
}

/** One frozen version of the report of OP5. Nothing of it is ever changed; a later version stands beside it. */
@Directive('@key(fields: "id")')
@ObjectType({
  simpleResolvers: true,
  description: 'The report on measures taken (31IC/11/R3, OP5), frozen: public and attested measures only.',
})
@Entity('implementation_report')
export class ImplementationReport {
  @Field(() => ID)
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Field(() => Int, { description: 'Number of the Conference it goes to.' })
  @Column({ type: 'integer' })
  conference: number;

  @Field(() => Int, { description: 'From 1; a change of what it contains makes a new one.' })
  @Column({ type: 'integer' })
  version: number;

  /** The canonical content, as the very text that was hashed. */
  @Column({ type: 'text' })
  content: string;

  @Field(() => String, { description: 'SHA-256 of the canonical content (RFC 8785), in hexadecimal.' })
  @Column({ type: 'text' })
  hash: string;

  @Field(() => String, { nullable: true, description: 'Of the version before.' })
  @Column({ type: 'text', nullable: true })
  previousHash: string | null;

  @Column({ type: 'text' })
  frozenById: string;

  /** `sub` of whoever froze it. */
  @Column({ type: 'text' })
  frozenBy: string;

  @Field(() => Date)
  @Column({ type: 'timestamptz' })
  frozenAt: Date;

  @Field(() => String, {
    description: 'JWS (RFC 7515) with Ed25519 over conference, version, hash, previousHash and frozenAt.',
  })
  @Column({ type: 'text' })
  signature: string;

  @Column({ type: 'jsonb', name: 'public_key' })
  jwk: object;

  told: ReportContent;
  change: ReportDifference | null;
}

@ObjectType({ simpleResolvers: true })
export class ImplementationReportPayload implements Payload {
  @Field(() => ImplementationReport, { nullable: true })
  implementationReport?: ImplementationReport;

  @Field(() => [UserError])
  userErrors: UserError[];
}
