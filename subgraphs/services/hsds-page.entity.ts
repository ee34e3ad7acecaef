import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { graphqlEnum } from '../../shared/enums.ts';

const HSDS_ENTITIES = [
  'SERVICE',
  'ORGANIZATION',
  'SERVICE_AT_LOCATION',
  'TAXONOMY',
  'TAXONOMY_TERM',
] as const;
export type HsdsEntity = (typeof HSDS_ENTITIES)[number];
export const HsdsEntityEnum = graphqlEnum(HSDS_ENTITIES);
registerEnumType(HsdsEntityEnum, {
  name: 'HsdsEntity',
  description: 'What Open Referral HSDS 3 has a path of its own for.',
});

const HSDS_FORMS = ['MINIMAL', 'LIST', 'FULL', 'FULL_SERVICE'] as const;
export type HsdsForm = (typeof HSDS_FORMS)[number];
export const HsdsFormEnum = graphqlEnum(HSDS_FORMS);
registerEnumType(HsdsFormEnum, {
  name: 'HsdsForm',
  description:
    'MINIMAL: id and last change. LIST: fields of which there is one. FULL: all, nested. FULL_SERVICE: an organization with its services in full.',
});

@ObjectType({ simpleResolvers: true })
export class HsdsRecord {
  @Field(() => ID, { description: 'In HSDS: a UUID.' })
  id: string;

  @Field(() => String, { description: 'The record as HSDS 3.1 writes it: JSON.' })
  json: string;
}

/** One page of the directory as Open Referral HSDS writes it. */
@ObjectType({
  simpleResolvers: true,
  description: 'The directory as Open Referral HSDS 3.1 writes it, by the same rules as `services`.',
})
export class HsdsPage {
  @Field(() => Int, { nullable: true, description: 'How many there are in all. Null behind a cursor.' })
  totalItems: number | null;

  @Field(() => [HsdsRecord])
  records: HsdsRecord[];

  @Field(() => Boolean)
  hasNextPage: boolean;

  @Field(() => String, { nullable: true, description: 'For `after`, which leads on without end.' })
  endCursor: string | null;
}
