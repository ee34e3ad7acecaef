import { Field, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../../shared/pagination.ts';

// Entities of HSDS that stand inside others: each is said and read in the same words, so the class is the type and the
// input. `id` is the one of the directory it was imported from. `hsds-model.ts` has them whole, for keeping and exchange.

@InputType('TaxonomyInput')
@ObjectType('Taxonomy', {
  simpleResolvers: true,
  description: 'A list of terms by which things are classified: HSDS Taxonomy.',
})
export class Taxonomy {
  @Field(() => String, { nullable: true })
  id?: string | null;

  @Field(() => String)
  name: string;

  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => String, { nullable: true })
  uri?: string | null;

  @Field(() => String, { nullable: true })
  version?: string | null;
}

@InputType('TaxonomyTermInput')
@ObjectType('TaxonomyTerm', { simpleResolvers: true, description: 'One term of a taxonomy.' })
export class TaxonomyTerm {
  @Field(() => String, { nullable: true })
  id?: string | null;

  @Field(() => String, { nullable: true })
  code?: string | null;

  @Field(() => String)
  name: string;

  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'The term above it.' })
  parentId?: string | null;

  @Field(() => String, { nullable: true, description: 'The taxonomy by name.' })
  taxonomy?: string | null;

  @Field(() => Taxonomy, { nullable: true })
  taxonomyDetail?: Taxonomy | null;

  @Field(() => String, { nullable: true, description: 'BCP 47.' })
  language?: string | null;

  @Field(() => String, { nullable: true })
  taxonomyId?: string | null;

  @Field(() => String, { nullable: true })
  termUri?: string | null;
}

@InputType('AttributeInput')
@ObjectType('Attribute', {
  simpleResolvers: true,
  description: 'A term or a value that classifies what carries it.',
})
export class Attribute {
  @Field(() => String, { nullable: true })
  id?: string | null;

  @Field(() => String, { nullable: true })
  linkType?: string | null;

  @Field(() => String, { nullable: true })
  label?: string | null;

  @Field(() => String, { nullable: true })
  value?: string | null;

  @Field(() => String, { nullable: true })
  taxonomyTermId?: string | null;

  @Field(() => TaxonomyTerm, { nullable: true })
  taxonomyTerm?: TaxonomyTerm | null;
}

export const TaxonomyConnection = connectionOf('Taxonomy', Taxonomy);

export const TaxonomyTermConnection = connectionOf('TaxonomyTerm', TaxonomyTerm);
