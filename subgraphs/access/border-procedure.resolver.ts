import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { type Connection, PageArguments } from '../../shared/pagination.ts';
import type { BorderProcedureType } from '../../shared/policy/border-words.ts';
import { answer } from '../../shared/user-error.ts';
import {
  BorderProcedure,
  BorderProcedureConnection,
  BorderProcedurePayload,
  BorderProcedureTypeEnum,
} from './border-procedure.entity.ts';
import { AssessSafeguardInput, RecordBorderProcedureInput } from './border-procedure.inputs.ts';
import type { BorderProcedureService } from './border-procedure.service.ts';
import { checkDay } from './input-checks.ts';
import { LegalInstrument } from './legal-instrument.entity.ts';
import type { LegalInstrumentService } from './legal-instrument.service.ts';
import { SafeguardAssessment, SafeguardStanding } from './safeguard-assessment.entity.ts';
import type { SafeguardAssessmentService } from './safeguard-assessment.service.ts';
import { warningsAbout } from './text-warnings.ts';

const ON_A_DAY = 'As it was on that day, ISO 8601; none: today.';

@Resolver(() => BorderProcedure)
export class BorderProcedureResolver {
  constructor(
    private readonly procedures: BorderProcedureService,
    private readonly table: SafeguardAssessmentService,
    private readonly instruments: LegalInstrumentService,
  ) {}

  @Query(() => BorderProcedureConnection)
  borderProcedures(
    @Ctx() context: SubgraphContext,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('country', () => String, { nullable: true, description: 'ISO 3166-1 alpha-2.' }) country:
      | string
      | null,
    @Arg('types', () => [BorderProcedureTypeEnum], { nullable: true }) types: BorderProcedureType[] | null,
  ): Promise<Connection<BorderProcedure>> {
    return this.procedures.list(context, country, types, page);
  }

  @Mutation(() => BorderProcedurePayload)
  async recordBorderProcedure(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RecordBorderProcedureInput) input: RecordBorderProcedureInput,
  ): Promise<BorderProcedurePayload> {
    return {
      ...(await answer(async () => ({ borderProcedure: await this.procedures.record(context, input) }))),
      warnings: warningsAbout({ name: input.name }, input.country),
    };
  }

  @Mutation(() => BorderProcedurePayload, { description: 'A new line in the table; the earlier ones stay.' })
  async assessSafeguard(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => AssessSafeguardInput) input: AssessSafeguardInput,
  ): Promise<BorderProcedurePayload> {
    const payload = await answer(async () => ({
      borderProcedure: await this.procedures.assess(context, input),
    }));
    const iso2 = payload.borderProcedure?.iso2 ?? null;
    return { ...payload, warnings: warningsAbout({ evidence: input.evidence }, iso2) };
  }

  @FieldResolver(() => [SafeguardStanding], { description: 'All twenty.' })
  safeguards(
    @Ctx() context: SubgraphContext,
    @Root() { id }: BorderProcedure,
    @Arg('on', () => String, { nullable: true, description: ON_A_DAY }) on: string | null,
  ): Promise<SafeguardStanding[]> {
    checkDay(on, 'on');
    return this.table.tableOf(context, id, on);
  }

  @FieldResolver(() => [String], { description: 'What is missing, each in a sentence.' })
  async missing(
    @Ctx() context: SubgraphContext,
    @Root() { id }: BorderProcedure,
    @Arg('on', () => String, { nullable: true, description: ON_A_DAY }) on: string | null,
  ): Promise<string[]> {
    checkDay(on, 'on');
    const rows = await this.table.tableOf(context, id, on);
    return rows.flatMap(({ missing }) => missing ?? []);
  }

  @FieldResolver(() => [SafeguardAssessment], { description: 'Every assessment there was, newest first.' })
  assessments(
    @Ctx() context: SubgraphContext,
    @Root() { id }: BorderProcedure,
  ): Promise<SafeguardAssessment[]> {
    return this.table.historyOf(context, id);
  }

  @FieldResolver(() => LegalInstrument, { nullable: true, description: 'The law it stands on.' })
  async legalInstrument(
    @Ctx() context: SubgraphContext,
    @Root() { legalInstrumentId }: BorderProcedure,
  ): Promise<LegalInstrument | null> {
    return legalInstrumentId === null ? null : this.instruments.find(context, legalInstrumentId);
  }
}
