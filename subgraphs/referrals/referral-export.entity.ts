import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { graphqlEnum } from '../../shared/enums.ts';
import { Disclosure } from './disclosure.entity.ts';

export const EXPORT_FORMATS = ['FHIR_R4', 'BSER', 'PRIMERO', 'PROGRES', 'HTCDS'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const ExportFormatEnum = graphqlEnum(EXPORT_FORMATS);
registerEnumType(ExportFormatEnum, {
  name: 'ExportFormat',
  description: `HL7 FHIR R4; HL7 Bidirectional Services eReferral on it; Primero v2; UNHCR proGres v4 as its bridge with
    Primero speaks; IOM Human Trafficking Case Data Standard 2.0.`,
});

@ObjectType({ simpleResolvers: true })
export class LeftOut {
  @Field(() => String, { description: 'Of the referral or, with a dot, of the person.' })
  field: string;

  @Field(() => String, { description: 'Why the format has no word or no place for it.' })
  why: string;
}

/** It has no table: it is made anew of what is released at the moment of asking. */
@ObjectType({
  simpleResolvers: true,
  description: "A referral in a partner's words, of nothing but what is released to you now.",
})
export class ReferralExport {
  @Field(() => ExportFormatEnum)
  format: ExportFormat;

  @Field(() => String, { description: 'Such as "application/fhir+json".' })
  mediaType: string;

  @Field(() => String, {
    nullable: true,
    description: 'JSON as text. A withheld category is absent. Null when ROUTING itself is not released.',
  })
  content: string | null;

  @Field(() => [LeftOut], {
    description:
      'What was released and is not in the content: an unmapped code is said aloud, never guessed.',
  })
  leftOut: LeftOut[];

  @Field(() => Disclosure, { description: 'Decided for you, now.' })
  disclosure: Disclosure;
}
