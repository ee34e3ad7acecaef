import {
  Arg,
  Directive,
  Field,
  FieldResolver,
  Float,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { References } from '../../shared/federation.ts';

/** The `products` subgraph of Apollo's compatibility tests: their schema and their rows, in the way our subgraphs are written. */

@ObjectType({ simpleResolvers: true })
class ProductVariation {
  @Field(() => ID)
  id: string;
}

@Directive('@shareable')
@ObjectType({ simpleResolvers: true })
class ProductDimension {
  @Field(() => String, { nullable: true })
  size: string;

  @Directive('@inaccessible')
  @Field(() => String, { nullable: true })
  unit: string;

  @Field(() => Float, { nullable: true })
  weight: number;
}

@ObjectType({ simpleResolvers: true })
class CaseStudy {
  @Field(() => ID)
  caseNumber: string;

  @Field(() => String, { nullable: true })
  description: string | null;
}

@Directive('@key(fields: "study { caseNumber }")')
@ObjectType({ simpleResolvers: true })
class ProductResearch {
  @Field(() => String, { nullable: true })
  outcome: string | null;

  @Field(() => CaseStudy)
  study: CaseStudy;
}

@Directive('@key(fields: "email")')
@ObjectType({ simpleResolvers: true })
class User {
  @Field(() => ID)
  email: string;

  @Directive('@override(from: "users")')
  @Field(() => String, { nullable: true })
  name: string;

  @Directive('@external')
  @Field(() => Int, { nullable: true })
  totalProductsCreated: number | null;

  @Directive('@external')
  @Field(() => Int)
  yearsOfEmployment: number;
}

@Directive('@key(fields: "sku package")')
@ObjectType({ simpleResolvers: true })
class DeprecatedProduct {
  @Field(() => User, { nullable: true })
  createdBy: User;

  @Field(() => String)
  package: string;

  @Field(() => String, { nullable: true })
  reason: string;

  @Field(() => String)
  sku: string;
}

@Directive('@custom')
@Directive('@key(fields: "id")')
@Directive('@key(fields: "sku package")')
@Directive('@key(fields: "sku variation { id }")')
@ObjectType({ simpleResolvers: true })
class Product {
  @Directive('@provides(fields: "totalProductsCreated")')
  @Field(() => User, { nullable: true })
  createdBy: User;

  @Field(() => ProductDimension, { nullable: true })
  dimensions: ProductDimension;

  @Field(() => ID)
  id: string;

  @Directive('@tag(name: "internal")')
  @Field(() => String, { nullable: true })
  notes: string | null;

  @Field(() => String, { nullable: true })
  package: string;

  @Field(() => [ProductResearch])
  research: readonly ProductResearch[];

  @Field(() => String, { nullable: true })
  sku: string;

  @Field(() => ProductVariation, { nullable: true })
  variation: ProductVariation;
}

@Directive('@interfaceObject')
@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true })
export class Inventory {
  @Field(() => [DeprecatedProduct])
  deprecatedProducts: readonly DeprecatedProduct[];

  @Field(() => ID)
  id: string;
}

const JANE = { email: 'support@apollographql.com', name: 'Jane Smith', totalProductsCreated: 1337 } as User;
const DIMENSIONS: ProductDimension = { size: 'small', unit: 'kg', weight: 1 };
const RESEARCH: readonly ProductResearch[] = [
  { study: { caseNumber: '1234', description: 'Federation Study' }, outcome: null },
  { study: { caseNumber: '1235', description: 'Studio Study' }, outcome: null },
];
const OLD: DeprecatedProduct = {
  sku: 'apollo-federation-v1',
  package: '@apollo/federation-v1',
  reason: 'Migrate to Federation V2',
  createdBy: JANE,
};
const PRODUCTS = [
  ['apollo-federation', 'federation', '@apollo/federation', 'OSS', 0],
  ['apollo-studio', 'studio', '', 'platform', 1],
].map(([id, sku, name, variation, research]) => ({
  ...{ id, sku, package: name, variation: { id: variation } },
  ...{ dimensions: DIMENSIONS, createdBy: JANE, notes: null, research: [RESEARCH[research as number]] },
})) as unknown as readonly Product[];

@Resolver(() => User)
class UserResolver {
  @Directive('@requires(fields: "totalProductsCreated yearsOfEmployment")')
  @FieldResolver(() => Int, { nullable: true })
  averageProductsCreatedPerYear(@Root() { totalProductsCreated, yearsOfEmployment }: User): number | null {
    return totalProductsCreated === null ? null : Math.round(totalProductsCreated / yearsOfEmployment);
  }
}

@Resolver(() => Product)
class ProductResolver {
  @Query(() => Product, { nullable: true })
  product(@Arg('id', () => ID) id: string): Product | null {
    return PRODUCTS.find((one) => one.id === id) ?? null;
  }

  @Query(() => DeprecatedProduct, { nullable: true, deprecationReason: 'Use product query instead' })
  deprecatedProduct(
    @Arg('sku', () => String) sku: string,
    @Arg('package', () => String) name: string,
  ): DeprecatedProduct | null {
    return sku === OLD.sku && name === OLD.package ? OLD : null;
  }
}

export const productsResolvers = [new ProductResolver(), new UserResolver()];

export const productsReferences: References = {
  Product: async ({ id, sku, package: name, variation }) =>
    PRODUCTS.find(
      (one) =>
        one.id === id ||
        (one.sku === sku &&
          (one.package === name || one.variation.id === (variation as ProductVariation)?.id)),
    ) ?? null,
  DeprecatedProduct: async ({ sku, package: name }) => (sku === OLD.sku && name === OLD.package ? OLD : null),
  ProductResearch: async ({ study }) =>
    RESEARCH.find((one) => one.study.caseNumber === (study as CaseStudy).caseNumber) ?? null,
  // What `@requires` asks of others comes with the representation.
  User: async (key) => (key['email'] === JANE.email ? { ...JANE, ...key } : null),
  Inventory: async ({ id }) => ({ id, deprecatedProducts: [OLD] }),
};
