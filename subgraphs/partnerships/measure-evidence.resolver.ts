import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import type { EvidenceKind } from '../../shared/policy/measure-words.ts';
import { Agreement } from './agreement.entity.ts';
import type { AgreementService } from './agreement.service.ts';
import { Consultation } from './consultation.entity.ts';
import type { ConsultationService } from './consultation.service.ts';
import { MeasureEvidence } from './measure.entity.ts';
import { AccessAgreementKey, BorderProcedureKey, LegalInstrumentKey, ServiceKey } from './neighbours.ts';

/** What a piece of evidence points to: each reader finds there what it may read, and null otherwise. */
@Resolver(() => MeasureEvidence)
export class MeasureEvidenceResolver {
  constructor(
    private readonly agreements: AgreementService,
    private readonly consultations: ConsultationService,
  ) {}

  @FieldResolver(() => Agreement, { nullable: true })
  agreement(
    @Ctx() context: SubgraphContext,
    @Root() evidence: MeasureEvidence,
  ): Promise<Agreement | null> | null {
    const key = keyOf(evidence, 'AGREEMENT');
    return key && this.agreements.find(context, key.id);
  }

  @FieldResolver(() => Consultation, { nullable: true })
  consultation(
    @Ctx() context: SubgraphContext,
    @Root() evidence: MeasureEvidence,
  ): Promise<Consultation | null> | null {
    const key = keyOf(evidence, 'CONSULTATION');
    return key && this.consultations.find(context, key.id);
  }

  @FieldResolver(() => Boolean, {
    description: 'It is a consultation that was withdrawn: it shows nothing any more.',
  })
  async withdrawn(@Ctx() context: SubgraphContext, @Root() evidence: MeasureEvidence): Promise<boolean> {
    const key = keyOf(evidence, 'CONSULTATION');
    return key !== null && this.consultations.isWithdrawn(context, key.id);
  }

  @FieldResolver(() => AccessAgreementKey, { nullable: true })
  accessAgreement(@Root() evidence: MeasureEvidence): AccessAgreementKey | null {
    return keyOf(evidence, 'ACCESS_AGREEMENT');
  }

  @FieldResolver(() => BorderProcedureKey, { nullable: true })
  borderProcedure(@Root() evidence: MeasureEvidence): BorderProcedureKey | null {
    return keyOf(evidence, 'BORDER_PROCEDURE');
  }

  @FieldResolver(() => LegalInstrumentKey, { nullable: true })
  legalInstrument(@Root() evidence: MeasureEvidence): LegalInstrumentKey | null {
    return keyOf(evidence, 'LEGAL_INSTRUMENT');
  }

  @FieldResolver(() => ServiceKey, { nullable: true })
  service(@Root() evidence: MeasureEvidence): ServiceKey | null {
    return keyOf(evidence, 'SERVICE');
  }
}

function keyOf({ kind, id }: MeasureEvidence, wanted: EvidenceKind): { id: string } | null {
  return kind === wanted && id !== null ? { id } : null;
}
