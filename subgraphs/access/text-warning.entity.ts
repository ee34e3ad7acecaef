import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { graphqlEnum } from '../../shared/enums.ts';

const TEXT_WARNING_KINDS = [
  'PHONE_NUMBER',
  'MAIL_ADDRESS',
  'DOCUMENT_NUMBER',
  'NAME',
  'NAME_OF_MIGRANT',
] as const;
export type TextWarningKind = (typeof TEXT_WARNING_KINDS)[number];
const TextWarningKindEnum = graphqlEnum(TEXT_WARNING_KINDS);
registerEnumType(TextWarningKindEnum, { name: 'TextWarningKind', description: 'What it looks like.' });

@ObjectType({
  simpleResolvers: true,
  description:
    'Something in a free text that looks as if it were about a person. It was recorded nevertheless.',
})
export class TextWarning {
  @Field(() => String, { description: 'Path of the input field.' })
  field: string;

  @Field(() => TextWarningKindEnum)
  about: TextWarningKind;

  @Field(() => String, { description: 'What it looks like, and why it had better not stand there.' })
  says: string;
}
