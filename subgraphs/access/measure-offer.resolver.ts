import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { AccessAgreement } from './access-agreement.entity.ts';
import type { AccessAgreementService } from './access-agreement.service.ts';
import { BorderProcedure } from './border-procedure.entity.ts';
import type { BorderProcedureService } from './border-procedure.service.ts';
import { MeasureOffer } from './measure-offer.entity.ts';
import type { MeasureOfferService } from './measure-offer.service.ts';

@Resolver(() => MeasureOffer)
export class MeasureOfferResolver {
  constructor(
    private readonly offers: MeasureOfferService,
    private readonly agreements: AccessAgreementService,
    private readonly procedures: BorderProcedureService,
  ) {}

  @Query(() => [MeasureOffer], {
    description:
      'What happened in access that your organisation may file as a measure: the latest hundred, what it has not filed yet first.',
  })
  measureOffers(@Ctx() context: SubgraphContext): Promise<MeasureOffer[]> {
    return this.offers.offersTo(context);
  }

  @FieldResolver(() => AccessAgreement, { nullable: true })
  async accessAgreement(
    @Ctx() context: SubgraphContext,
    @Root() { agreementId }: MeasureOffer,
  ): Promise<AccessAgreement | null> {
    return agreementId === null ? null : this.agreements.find(context, agreementId);
  }

  @FieldResolver(() => BorderProcedure, { nullable: true })
  async borderProcedure(
    @Ctx() context: SubgraphContext,
    @Root() { procedureId }: MeasureOffer,
  ): Promise<BorderProcedure | null> {
    return procedureId === null ? null : this.procedures.find(context, procedureId);
  }
}
