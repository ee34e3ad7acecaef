import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { answer } from '../../shared/user-error.ts';
import type { CountryService } from './country.service.ts';
import {
  ImplementationDifference,
  ImplementationFigure,
  ImplementationReport,
  ImplementationReportPayload,
} from './implementation-report.entity.ts';
import { FreezeReportInput } from './implementation-report.inputs.ts';
import type { ImplementationReportService } from './implementation-report.service.ts';
import { Organisation } from './organisation.entity.ts';
import type { OrganisationService } from './organisation.service.ts';

@Resolver(() => ImplementationReport)
export class ImplementationReportResolver {
  constructor(
    private readonly reports: ImplementationReportService,
    private readonly organisations: OrganisationService,
    private readonly countries: CountryService,
  ) {}

  @Query(() => ImplementationReport, {
    nullable: true,
    description: 'A frozen version of the report to a Conference, the newest unless one is named.',
  })
  implementationReport(
    @Arg('conference', () => Int, { description: 'Its number, such as 32.' }) conference: number,
    @Arg('version', () => Int, { nullable: true }) version: number | null,
  ): Promise<ImplementationReport | null> {
    return this.reports.find(conference, version);
  }

  @Query(() => [ImplementationReport], {
    description: 'The newest version for each Conference that has one.',
  })
  implementationReports(): Promise<ImplementationReport[]> {
    return this.reports.newest();
  }

  @Query(() => [String], {
    description: 'Every public key that a report was ever signed with, each a JWK (RFC 8037) as JSON.',
  })
  implementationReportKeys(): Promise<string[]> {
    return this.reports.keys();
  }

  @Mutation(() => ImplementationReportPayload, {
    description:
      'By the International Federation. Where nothing has changed since the last version, that one is the answer.',
  })
  freezeReport(
    @Ctx() context: SubgraphContext,
    @Arg('input', () => FreezeReportInput) input: FreezeReportInput,
  ): Promise<ImplementationReportPayload> {
    return answer(async () => ({ implementationReport: await this.reports.freeze(context, input) }));
  }

  @FieldResolver(() => Organisation, { nullable: true })
  frozenBy(
    @Ctx() context: SubgraphContext,
    @Root() report: ImplementationReport,
  ): Promise<Organisation | null> {
    return this.organisations.find(context, report.frozenById);
  }

  @FieldResolver(() => [Int], { description: 'Every version of the report to this Conference.' })
  versions(@Root() { conference }: ImplementationReport): Promise<number[]> {
    return this.reports.versionsOf(conference);
  }

  @FieldResolver(() => Int, { description: 'How many measures it contains.' })
  measureCount(@Root() { told }: ImplementationReport): number {
    return told.measures.length;
  }

  @FieldResolver(() => [ImplementationFigure], {
    description: 'By paragraph, country and year, as far as it is not nought.',
  })
  figures(
    @Ctx() context: SubgraphContext,
    @Root() { told }: ImplementationReport,
  ): Promise<ImplementationFigure[]> {
    return Promise.all(told.figures.map((figure) => this.inCountry(context, figure)));
  }

  @FieldResolver(() => ImplementationDifference, {
    nullable: true,
    description: 'Null for the first version.',
  })
  async difference(
    @Ctx() context: SubgraphContext,
    @Root() { change }: ImplementationReport,
  ): Promise<ImplementationDifference | null> {
    if (change === null) return null;
    return {
      addedMeasureIds: change.measures.added,
      removedMeasureIds: change.measures.removed.map(({ id }) => id),
      changedMeasureIds: change.measures.changed,
      figures: await Promise.all(change.figures.map((figure) => this.inCountry(context, figure))),
    };
  }

  @FieldResolver(() => String, {
    description: 'What `signature` is verified with: a JWK (RFC 8037) as JSON.',
  })
  publicKey(@Root() { jwk }: ImplementationReport): string {
    return JSON.stringify(jwk);
  }

  @FieldResolver(() => String, {
    description:
      'The whole of it as it is published: canonical JSON (RFC 8785) and a line end, the same bytes each time.',
  })
  document(@Root() report: ImplementationReport): string {
    return this.reports.document(report);
  }

  private async inCountry<Figure extends { readonly country: string | null }>(
    context: SubgraphContext,
    figure: Figure,
  ) {
    const iso2 = figure.country;
    return { ...figure, country: iso2 === null ? null : await this.countries.findOrNamed(context, iso2) };
  }
}
