import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { type ExportFormat, ExportFormatEnum, ReferralExport } from './referral-export.entity.ts';
import type { ReferralExportService } from './referral-export.service.ts';

@Resolver(() => ReferralExport)
export class ReferralExportResolver {
  constructor(private readonly exporting: ReferralExportService) {}

  @Query(() => ReferralExport, {
    nullable: true,
    description: "A referral in a partner's words. Errors: NOT_FOUND, PURPOSE_REQUIRED, LEDGER_UNAVAILABLE.",
  })
  exportReferral(
    @Ctx() context: SubgraphContext,
    @Arg('id', () => ID) id: string,
    @Arg('format', () => ExportFormatEnum) format: ExportFormat,
  ): Promise<ReferralExport> {
    return this.exporting.make(context, id, format);
  }
}
