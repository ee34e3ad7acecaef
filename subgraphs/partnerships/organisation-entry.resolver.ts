import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { answer } from '../../shared/user-error.ts';
import { FormerName } from './former-name.entity.ts';
import { Organisation, OrganisationPayload } from './organisation.entity.ts';
import {
  MergeOrganisationInput,
  OrganisationStepInput,
  RecogniseNationalSocietyInput,
  RenameOrganisationInput,
} from './organisation.inputs.ts';
import type { OrganisationService } from './organisation.service.ts';
import type { OrganisationEntryService } from './organisation-entry.service.ts';
import { OrganisationEvent } from './organisation-event.entity.ts';
import type { OrganisationPastService } from './organisation-past.service.ts';

@Resolver(() => Organisation)
export class OrganisationEntryResolver {
  constructor(
    private readonly service: OrganisationEntryService,
    private readonly past: OrganisationPastService,
    private readonly organisations: OrganisationService,
  ) {}

  @Mutation(() => OrganisationPayload, {
    description:
      'By an administrator of its own, its parent or a registrar (ICRC, IFRC). The id stays, old names are found.',
  })
  renameOrganisation(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RenameOrganisationInput) input: RenameOrganisationInput,
  ): Promise<OrganisationPayload> {
    return answer(async () => ({ organisation: await this.service.rename(context, input) }));
  }

  @Mutation(() => OrganisationPayload, {
    description:
      'By an administrator of the ICRC: a national organisation becomes the one National Society of its country.',
  })
  recogniseNationalSociety(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RecogniseNationalSocietyInput) input: RecogniseNationalSocietyInput,
  ): Promise<OrganisationPayload> {
    return answer(async () => ({ organisation: await this.service.recognise(context, input) }));
  }

  @Mutation(() => OrganisationPayload, {
    description:
      'By an administrator of its own, its parent or a registrar: all its access ends at once, and that of its units with the same credentials, live tokens included.',
  })
  suspendOrganisation(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => OrganisationStepInput) input: OrganisationStepInput,
  ): Promise<OrganisationPayload> {
    return answer(async () => ({ organisation: await this.service.suspend(context, input) }));
  }

  @Mutation(() => OrganisationPayload, {
    description: 'By an administrator of whoever suspended it, or of a registrar.',
  })
  reinstateOrganisation(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => OrganisationStepInput) input: OrganisationStepInput,
  ): Promise<OrganisationPayload> {
    return answer(async () => ({ organisation: await this.service.reinstate(context, input) }));
  }

  @Mutation(() => OrganisationPayload, {
    description:
      'By an administrator of its own, its parent or a registrar, for good: its agreements end with it.',
  })
  closeOrganisation(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => OrganisationStepInput) input: OrganisationStepInput,
  ): Promise<OrganisationPayload> {
    return answer(async () => ({ organisation: await this.service.close(context, input) }));
  }

  @Mutation(() => OrganisationPayload, {
    description:
      'By an administrator of a registrar, or of the parent of both, for good. Nothing that it was shown passes to the other: agreements end, and are signed anew.',
  })
  mergeOrganisation(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => MergeOrganisationInput) input: MergeOrganisationInput,
  ): Promise<OrganisationPayload> {
    return answer(async () => ({ organisation: await this.service.merge(context, input) }));
  }

  @FieldResolver(() => [FormerName], { description: 'What it was called before, the latest first.' })
  formerNames(@Ctx() context: SubgraphContext, @Root() { id }: Organisation): Promise<readonly FormerName[]> {
    return this.past.formerNames(context, id);
  }

  @FieldResolver(() => [Organisation], { description: 'Its units that are active.' })
  units(@Ctx() context: SubgraphContext, @Root() { id }: Organisation): Promise<readonly Organisation[]> {
    return this.organisations.units(context, id);
  }

  @FieldResolver(() => Organisation, { nullable: true, description: 'The organisation that absorbed it.' })
  mergedInto(
    @Ctx() context: SubgraphContext,
    @Root() { mergedIntoId }: Organisation,
  ): Promise<Organisation | null> | null {
    return mergedIntoId === null ? null : this.organisations.find(context, mergedIntoId);
  }

  @FieldResolver(() => [OrganisationEvent], {
    nullable: true,
    description:
      'What was done to its entry, the latest first: for itself, its parent and the registrars; null for others.',
  })
  history(
    @Ctx() context: SubgraphContext,
    @Root() organisation: Organisation,
  ): Promise<readonly OrganisationEvent[] | null> {
    return this.past.history(context, organisation);
  }
}
