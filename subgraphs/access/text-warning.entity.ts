import { Field, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description:
    'Something in a free text that looks as if it were about a person. It was recorded nevertheless.',
})
export class TextWarning {
  @Field(() => String, { description: 'Path of the input field.' })
  field: string;

  @Field(() => String, { description: 'What it looks like, and why it had better not stand there.' })
  says: string;
}
