import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { type Connection, PageArguments } from '../../shared/pagination.ts';
import { answer } from '../../shared/user-error.ts';
import { AccessAgreement } from './access-agreement.entity.ts';
import type { AccessAgreementService } from './access-agreement.service.ts';
import { AccessIncident, AccessIncidentConnection, AccessIncidentPayload } from './access-incident.entity.ts';
import {
  AccessIncidentFilter,
  FileIncidentInput,
  IncidentStepInput,
  ReleaseIncidentInput,
  ReviseIncidentInput,
} from './access-incident.inputs.ts';
import type { AccessIncidentService } from './access-incident.service.ts';
import { IncidentEvent } from './incident-event.entity.ts';
import type { IncidentLikenessService } from './incident-likeness.service.ts';
import { warningsAbout } from './text-warnings.ts';

@Resolver(() => AccessIncident)
export class AccessIncidentResolver {
  constructor(
    private readonly incidents: AccessIncidentService,
    private readonly agreements: AccessAgreementService,
    private readonly likenesses: IncidentLikenessService,
  ) {}

  @Query(() => AccessIncident, { nullable: true })
  accessIncident(
    @Ctx() context: SubgraphContext,
    @Arg('id', () => ID) id: string,
  ): Promise<AccessIncident | null> {
    return this.incidents.find(context, id);
  }

  @Query(() => AccessIncidentConnection, { description: 'As far as you read them, the latest month first.' })
  accessIncidents(
    @Ctx() context: SubgraphContext,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => AccessIncidentFilter, { nullable: true }) filter: AccessIncidentFilter | null,
  ): Promise<Connection<AccessIncident>> {
    return this.incidents.list(context, filter ?? {}, page);
  }

  @Query(() => String, { description: 'The first thousand as CSV with HXL tags, as far as you read them.' })
  accessIncidentTable(
    @Ctx() context: SubgraphContext,
    @Arg('filter', () => AccessIncidentFilter, { nullable: true }) filter: AccessIncidentFilter | null,
  ): Promise<string> {
    return this.incidents.table(context, filter ?? {});
  }

  @Mutation(() => AccessIncidentPayload, { description: 'Kind, day and country are enough.' })
  fileIncident(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => FileIncidentInput) input: FileIncidentInput,
  ): Promise<AccessIncidentPayload> {
    return this.spoken(context, input, () => this.incidents.file(context, input));
  }

  @Mutation(() => AccessIncidentPayload)
  reviseIncident(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => ReviseIncidentInput) input: ReviseIncidentInput,
  ): Promise<AccessIncidentPayload> {
    return this.spoken(context, input, () => this.incidents.revise(context, input));
  }

  @Mutation(() => AccessIncidentPayload, {
    description: 'A draft is shown to the others of your organisation.',
  })
  submitIncident(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => IncidentStepInput) input: IncidentStepInput,
  ): Promise<AccessIncidentPayload> {
    return this.spoken(context, input, () => this.incidents.take(context, 'submit', input));
  }

  @Mutation(() => AccessIncidentPayload, {
    description: 'By another than who filed it; partners read its cut.',
  })
  verifyIncident(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => IncidentStepInput) input: IncidentStepInput,
  ): Promise<AccessIncidentPayload> {
    return this.spoken(context, input, () => this.incidents.take(context, 'verify', input));
  }

  @Mutation(() => AccessIncidentPayload, {
    description: 'By another than who filed it: it could not be verified.',
  })
  dismissIncident(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => IncidentStepInput) input: IncidentStepInput,
  ): Promise<AccessIncidentPayload> {
    return this.spoken(context, input, () => this.incidents.take(context, 'dismiss', input));
  }

  @Mutation(() => AccessIncidentPayload, {
    description: 'Somebody is speaking with those who can change it.',
  })
  negotiateIncident(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => IncidentStepInput) input: IncidentStepInput,
  ): Promise<AccessIncidentPayload> {
    return this.spoken(context, input, () => this.incidents.take(context, 'negotiate', input));
  }

  @Mutation(() => AccessIncidentPayload)
  resolveIncident(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => IncidentStepInput) input: IncidentStepInput,
  ): Promise<AccessIncidentPayload> {
    return this.spoken(context, input, () => this.incidents.take(context, 'resolve', input));
  }

  @Mutation(() => AccessIncidentPayload, { description: 'The negotiation ended without a result.' })
  leaveIncidentUnresolved(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => IncidentStepInput) input: IncidentStepInput,
  ): Promise<AccessIncidentPayload> {
    return this.spoken(context, input, () => this.incidents.take(context, 'leaveUnresolved', input));
  }

  @Mutation(() => AccessIncidentPayload)
  archiveIncident(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => IncidentStepInput) input: IncidentStepInput,
  ): Promise<AccessIncidentPayload> {
    return this.spoken(context, input, () => this.incidents.take(context, 'archive', input));
  }

  @Mutation(() => AccessIncidentPayload, {
    description: 'Its cut becomes public; 30 days after it happened, at the earliest.',
  })
  releaseIncident(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => ReleaseIncidentInput) input: ReleaseIncidentInput,
  ): Promise<AccessIncidentPayload> {
    return this.spoken(context, input, () => this.incidents.release(context, input));
  }

  @FieldResolver(() => AccessAgreement, { nullable: true, description: 'The agreement that it breaches.' })
  async agreement(
    @Ctx() context: SubgraphContext,
    @Root() { agreementId }: AccessIncident,
  ): Promise<AccessAgreement | null> {
    return agreementId === null ? null : this.agreements.find(context, agreementId);
  }

  @FieldResolver(() => [IncidentEvent], { nullable: true })
  history(
    @Ctx() context: SubgraphContext,
    @Root() incident: AccessIncident,
  ): Promise<IncidentEvent[] | null> {
    return this.incidents.historyOf(context, incident);
  }

  /** With what looks like the same incident, and what in its texts looks like a person. */
  private async spoken(
    context: SubgraphContext,
    input: Partial<FileIncidentInput> & Partial<ReleaseIncidentInput>,
    say: () => Promise<AccessIncident>,
  ): Promise<AccessIncidentPayload> {
    const { description, actionTaken, note, publicSummary, country } = input;
    const payload = await answer(async () => ({ accessIncident: await say() }));
    const { accessIncident } = payload;
    const duplicates = accessIncident ? await this.likenesses.ofOwn(context, accessIncident) : [];
    return {
      ...payload,
      possibleDuplicates: duplicates ?? [],
      warnings: warningsAbout(
        { description, actionTaken, note, publicSummary },
        country ?? accessIncident?.iso2 ?? null,
      ),
    };
  }
}
