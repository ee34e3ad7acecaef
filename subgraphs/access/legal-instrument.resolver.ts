import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { type Connection, PageArguments } from '../../shared/pagination.ts';
import type { InstrumentKind } from '../../shared/policy/access-words.ts';
import { answer } from '../../shared/user-error.ts';
import { ConformityCheck } from './conformity-check.entity.ts';
import type { ConformityCheckService } from './conformity-check.service.ts';
import {
  InstrumentKindEnum,
  LegalInstrument,
  LegalInstrumentConnection,
  LegalInstrumentPayload,
} from './legal-instrument.entity.ts';
import { RecordInstrumentInput } from './legal-instrument.inputs.ts';
import type { LegalInstrumentService } from './legal-instrument.service.ts';
import { warningsAbout } from './text-warnings.ts';

@Resolver(() => LegalInstrument)
export class LegalInstrumentResolver {
  constructor(
    private readonly instruments: LegalInstrumentService,
    private readonly checks: ConformityCheckService,
  ) {}

  @Query(() => LegalInstrumentConnection)
  legalInstruments(
    @Ctx() context: SubgraphContext,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('country', () => String, { nullable: true, description: 'ISO 3166-1 alpha-2.' })
    country: string | null,
    @Arg('kinds', () => [InstrumentKindEnum], { nullable: true }) kinds: InstrumentKind[] | null,
  ): Promise<Connection<LegalInstrument>> {
    return this.instruments.list(context, country, kinds, page);
  }

  @Mutation(() => LegalInstrumentPayload, {
    description: 'Records a law or a paper like it, or your own anew with its id. The verdict is computed.',
  })
  recordInstrument(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => RecordInstrumentInput) input: RecordInstrumentInput,
  ): Promise<LegalInstrumentPayload> {
    return answer(async () => ({
      legalInstrument: await this.instruments.record(context, input),
      warnings: [] as never[],
    })).then((payload) => ({
      ...payload,
      warnings: warningsAbout({ title: input.title, citation: input.citation }),
    }));
  }

  @FieldResolver(() => [ConformityCheck], { description: 'The verdicts so far, newest first.' })
  conformityHistory(
    @Ctx() context: SubgraphContext,
    @Root() { id }: LegalInstrument,
  ): Promise<ConformityCheck[]> {
    return this.checks.historyOf(context, id);
  }
}
