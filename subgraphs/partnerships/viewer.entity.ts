import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { graphqlEnum } from '../../shared/enums.ts';
import { ROLES, type Role } from '../../shared/policy/roles.ts';
import { Organisation } from './organisation.entity.ts';

export const RoleEnum = graphqlEnum(ROLES);
registerEnumType(RoleEnum, { name: 'Role' });

/** The caller, as its token says it. It has no table: nothing of it is kept. */
@ObjectType({ simpleResolvers: true, description: 'Who is asking, as the token says it.' })
export class Viewer {
  @Field(() => ID)
  clientId: string;

  @Field(() => RoleEnum)
  role: Role;

  @Field(() => [String], { description: 'The purposes this client may declare in `Purpose-Of-Use`.' })
  purposes: readonly string[];

  @Field(() => [String])
  scopes: readonly string[];

  @Field(() => Organisation, { nullable: true })
  organisation?: Organisation | null;

  organisationId: string;
}
