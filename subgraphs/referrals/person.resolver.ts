import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { selectedFields } from '../../shared/selection.ts';
import { answer } from '../../shared/user-error.ts';
import {
  CATEGORY_FIELDS,
  PERSON_CATEGORIES,
  Person,
  type PersonCategory,
  PersonPayload,
} from './person.entity.ts';
import { PersonMatchInput, RegisterPersonInput } from './person.inputs.ts';
import type { PersonService } from './person.service.ts';

@Resolver(() => Person)
export class PersonResolver {
  constructor(private readonly persons: PersonService) {}

  @Query(() => Person, { nullable: true, description: "One of your organisation's own persons." })
  person(
    @Ctx() context: SubgraphContext,
    @Arg('ref', () => ID) ref: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person> {
    return this.persons.find(context, ref, askedCategories(info));
  }

  @Query(() => [Person], {
    description:
      "Your organisation's own persons that match exactly, at most 20, the latest registered first; of other organisations' persons none is ever looked at. Each match is recorded in the ledger as a reading of what it matched by.",
  })
  findPersons(
    @Ctx() context: SubgraphContext,
    @Arg('match', () => PersonMatchInput) match: PersonMatchInput,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person[]> {
    return this.persons.findMatching(context, match, askedCategories(info));
  }

  @Mutation(() => PersonPayload)
  registerPerson(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RegisterPersonInput) input: RegisterPersonInput,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PersonPayload> {
    return answer(async () => {
      const person = await this.persons.register(context, input, askedCategories(info, 'person'));
      // Whoever does not ask learns of nobody, and nothing is recorded.
      if (!selectedFields(info).has('possibleDuplicates')) return { person };
      return {
        person,
        possibleDuplicates: await this.persons.possibleDuplicates(context, input, person.ref),
      };
    });
  }
}

/** The categories a request asks for, so that no other is opened; `under` names the field that holds the person. */
export function askedCategories(info: GraphQLResolveInfo, under?: string): PersonCategory[] {
  const asked = selectedFields(info, under);
  return PERSON_CATEGORIES.filter((category) => asked.has(CATEGORY_FIELDS[category]));
}
