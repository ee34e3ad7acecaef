import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { type Connection, PageArguments } from '../../shared/pagination.ts';
import { answer } from '../../shared/user-error.ts';
import {
  AccessAgreement,
  AccessAgreementConnection,
  AccessAgreementPayload,
} from './access-agreement.entity.ts';
import {
  AccessAgreementFilter,
  AccessAgreementStepInput,
  ExamineAccessAgreementInput,
  RecordAccessAgreementInput,
  ReviseAccessAgreementInput,
  SignAccessAgreementInput,
} from './access-agreement.inputs.ts';
import type { AccessAgreementService } from './access-agreement.service.ts';
import type { AccessAgreementStep } from './access-agreement.states.ts';
import { type AccessIncident, AccessIncidentConnection } from './access-incident.entity.ts';
import type { AccessIncidentService } from './access-incident.service.ts';
import { AccessPlace } from './access-place.entity.ts';
import type { AccessPlaceService } from './access-place.service.ts';
import { ConformityCheck } from './conformity-check.entity.ts';
import type { ConformityCheckService } from './conformity-check.service.ts';
import { LegalInstrument } from './legal-instrument.entity.ts';
import type { LegalInstrumentService } from './legal-instrument.service.ts';
import { warningsAbout } from './text-warnings.ts';

@Resolver(() => AccessAgreement)
export class AccessAgreementResolver {
  constructor(
    private readonly agreements: AccessAgreementService,
    private readonly accessPlaces: AccessPlaceService,
    private readonly checks: ConformityCheckService,
    private readonly instruments: LegalInstrumentService,
    private readonly breaches: AccessIncidentService,
  ) {}

  @Query(() => AccessAgreement, { nullable: true })
  accessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('id', () => ID) id: string,
  ): Promise<AccessAgreement | null> {
    return this.agreements.find(context, id);
  }

  @Query(() => AccessAgreementConnection)
  accessAgreements(
    @Ctx() context: SubgraphContext,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('filter', () => AccessAgreementFilter, { nullable: true }) filter: AccessAgreementFilter | null,
  ): Promise<Connection<AccessAgreement>> {
    return this.agreements.list(context, filter ?? {}, page);
  }

  @Mutation(() => AccessAgreementPayload, { description: 'By a party; it begins as a draft.' })
  recordAccessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RecordAccessAgreementInput) input: RecordAccessAgreementInput,
  ): Promise<AccessAgreementPayload> {
    return this.written(input, () => this.agreements.record(context, input));
  }

  @Mutation(() => AccessAgreementPayload, { description: 'A new revision; no signature stands.' })
  reviseAccessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => ReviseAccessAgreementInput) input: ReviseAccessAgreementInput,
  ): Promise<AccessAgreementPayload> {
    return this.written(input, () => this.agreements.revise(context, input));
  }

  @Mutation(() => AccessAgreementPayload, {
    description: 'By a party that is no authority; the six tests are computed anew.',
  })
  examineAccessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => ExamineAccessAgreementInput) input: ExamineAccessAgreementInput,
  ): Promise<AccessAgreementPayload> {
    return answer(async () => ({ accessAgreement: await this.agreements.examine(context, input) }));
  }

  @Mutation(() => AccessAgreementPayload)
  submitAccessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AccessAgreementStepInput) input: AccessAgreementStepInput,
  ): Promise<AccessAgreementPayload> {
    return this.step(context, 'submitAccessAgreement', input);
  }

  @Mutation(() => AccessAgreementPayload)
  approveAccessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AccessAgreementStepInput) input: AccessAgreementStepInput,
  ): Promise<AccessAgreementPayload> {
    return this.step(context, 'approveAccessAgreement', input);
  }

  @Mutation(() => AccessAgreementPayload, { description: 'By a signatory, for its own organisation.' })
  signAccessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => SignAccessAgreementInput) input: SignAccessAgreementInput,
  ): Promise<AccessAgreementPayload> {
    return answer(async () => ({ accessAgreement: await this.agreements.sign(context, input) }));
  }

  @Mutation(() => AccessAgreementPayload, { description: 'Signed by all, or approved and verbal.' })
  activateAccessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AccessAgreementStepInput) input: AccessAgreementStepInput,
  ): Promise<AccessAgreementPayload> {
    return this.step(context, 'activateAccessAgreement', input);
  }

  @Mutation(() => AccessAgreementPayload, { description: 'At once, by one party alone.' })
  suspendAccessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AccessAgreementStepInput) input: AccessAgreementStepInput,
  ): Promise<AccessAgreementPayload> {
    return this.step(context, 'suspendAccessAgreement', input);
  }

  @Mutation(() => AccessAgreementPayload, {
    description: 'It holds again once every party has asked for it.',
  })
  resumeAccessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AccessAgreementStepInput) input: AccessAgreementStepInput,
  ): Promise<AccessAgreementPayload> {
    return this.step(context, 'resumeAccessAgreement', input);
  }

  @Mutation(() => AccessAgreementPayload, { description: 'For ever.' })
  terminateAccessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AccessAgreementStepInput) input: AccessAgreementStepInput,
  ): Promise<AccessAgreementPayload> {
    return this.step(context, 'terminateAccessAgreement', input);
  }

  @Mutation(() => AccessAgreementPayload, { description: 'Before it is signed by all; for ever.' })
  rejectAccessAgreement(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AccessAgreementStepInput) input: AccessAgreementStepInput,
  ): Promise<AccessAgreementPayload> {
    return this.step(context, 'rejectAccessAgreement', input);
  }

  @Mutation(() => AccessAgreementPayload, { description: 'A breach suspends at once.' })
  reportAccessBreach(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AccessAgreementStepInput) input: AccessAgreementStepInput,
  ): Promise<AccessAgreementPayload> {
    return this.step(context, 'reportAccessBreach', input);
  }

  @Mutation(() => AccessAgreementPayload, { description: 'After a breach was reported; for ever.' })
  endAccessAgreementForBreach(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AccessAgreementStepInput) input: AccessAgreementStepInput,
  ): Promise<AccessAgreementPayload> {
    return this.step(context, 'endAccessAgreementForBreach', input);
  }

  @Query(() => String, { description: 'The places that your organisation recorded, as CSV with HXL tags.' })
  accessPlaceTable(@Ctx() context: SubgraphContext): Promise<string> {
    return this.accessPlaces.table(context);
  }

  @FieldResolver(() => [AccessPlace])
  places(@Ctx() context: SubgraphContext, @Root() agreement: AccessAgreement): Promise<AccessPlace[]> {
    return this.accessPlaces.placesOf(context, agreement);
  }

  @FieldResolver(() => LegalInstrument, { nullable: true, description: 'The law it stands on.' })
  async legalInstrument(
    @Ctx() context: SubgraphContext,
    @Root() { legalInstrumentId }: AccessAgreement,
  ): Promise<LegalInstrument | null> {
    return legalInstrumentId === null ? null : this.instruments.find(context, legalInstrumentId);
  }

  @FieldResolver(() => [ConformityCheck], {
    nullable: true,
    description: 'The verdicts so far, newest first; for parties.',
  })
  conformityHistory(
    @Ctx() context: SubgraphContext,
    @Root() { id, reading }: AccessAgreement,
  ): Promise<ConformityCheck[]> | null {
    return reading === 'EVERYTHING' ? this.checks.historyOf(context, id) : null;
  }

  @FieldResolver(() => AccessIncidentConnection, { description: 'Incidents of your own that breach it.' })
  incidents(
    @Ctx() context: SubgraphContext,
    @Root() { id }: AccessAgreement,
    @Arg('first', () => Int, { nullable: true, description: 'How many, 1 to 100.' }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<AccessIncident>> {
    return this.breaches.listOfAgreement(context, id, { first, after });
  }

  /** With what in its texts looks like a person. */
  private async written(
    { text, icrcNotCoordinatedBecause, country }: RecordAccessAgreementInput,
    write: () => Promise<AccessAgreement>,
  ): Promise<AccessAgreementPayload> {
    const payload = await answer(async () => ({ accessAgreement: await write() }));
    return { ...payload, warnings: warningsAbout({ text, icrcNotCoordinatedBecause }, country) };
  }

  private step(
    context: SubgraphContext,
    step: AccessAgreementStep,
    input: AccessAgreementStepInput,
  ): Promise<AccessAgreementPayload> {
    return answer(async () => ({ accessAgreement: await this.agreements.take(context, step, input) }));
  }
}
