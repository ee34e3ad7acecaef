import { Field, ID, ObjectType } from 'type-graphql';
import { AccessAgreement } from './access-agreement.entity.ts';
import { BorderProcedure } from './border-procedure.entity.ts';
import { MeasureKey } from './neighbours.ts';

@ObjectType({ simpleResolvers: true, description: 'As `EvidenceInput` wants it.' })
export class OfferedEvidence {
  @Field(() => String)
  kind: string;

  @Field(() => ID)
  id: string;

  @Field(() => String)
  title: string;
}

/** Something that happened in access and that an organisation may report as a measure it took. Nothing is filed by itself. */
@ObjectType({
  simpleResolvers: true,
  description:
    'Something that may be filed as a measure; the fields are those of `FileMeasureInput`, ready to be sent.',
})
export class MeasureOffer {
  @Field(() => String, { description: 'A word of `MeasureType`.' })
  type: string;

  @Field(() => String)
  title: string;

  @Field(() => String, { description: 'Of the title, BCP 47.' })
  language: string;

  @Field(() => String, { description: 'A word of `MeasureStatus`.' })
  status: string;

  @Field(() => [String], { description: 'Words of `ResolutionParagraph`.' })
  paragraphs: string[];

  @Field(() => [String], { description: 'ISO 3166-1 alpha-2.' })
  countries: string[];

  @Field(() => String, { description: 'A word of `ActionLevel`.' })
  level: string;

  @Field(() => String, { description: 'ISO 8601 day.' })
  startedOn: string;

  @Field(() => [OfferedEvidence])
  evidence: OfferedEvidence[];

  @Field(() => AccessAgreement, { nullable: true })
  accessAgreement: AccessAgreement | null;

  @Field(() => BorderProcedure, { nullable: true })
  borderProcedure: BorderProcedure | null;

  @Field(() => MeasureKey, {
    nullable: true,
    description: 'That your organisation has filed about it, alone or with others; null: none yet.',
  })
  measure: MeasureKey | null;

  /** Of what the offer is about. */
  agreementId: string | null;

  procedureId: string | null;
}
