import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import type { Connection } from '../../shared/pagination.ts';
import { type AccessAgreement, AccessAgreementConnection } from './access-agreement.entity.ts';
import type { AccessAgreementService } from './access-agreement.service.ts';
import { type AccessIncident, AccessIncidentConnection } from './access-incident.entity.ts';
import type { AccessIncidentService } from './access-incident.service.ts';
import { AccessProfile } from './access-profile.entity.ts';
import type { AccessProfileService } from './access-profile.service.ts';
import { type BorderProcedure, BorderProcedureConnection } from './border-procedure.entity.ts';
import type { BorderProcedureService } from './border-procedure.service.ts';
import { type LegalInstrument, LegalInstrumentConnection } from './legal-instrument.entity.ts';
import type { LegalInstrumentService } from './legal-instrument.service.ts';
import { CountryKey } from './neighbours.ts';

@Resolver(() => CountryKey)
export class CountryResolver {
  constructor(
    private readonly agreements: AccessAgreementService,
    private readonly instruments: LegalInstrumentService,
    private readonly incidents: AccessIncidentService,
    private readonly procedures: BorderProcedureService,
    private readonly profiles: AccessProfileService,
  ) {}

  @FieldResolver(() => AccessProfile, {
    description: 'What anyone may know of access in it: scores, gaps, figures.',
  })
  accessProfile(@Ctx() context: SubgraphContext, @Root() { iso2 }: CountryKey): Promise<AccessProfile> {
    return this.profiles.profileOf(context, iso2);
  }

  @FieldResolver(() => AccessAgreementConnection, {
    description: 'Those about places in it, as far as you read them.',
  })
  accessAgreements(
    @Ctx() context: SubgraphContext,
    @Root() { iso2 }: CountryKey,
    @Arg('first', () => Int, { nullable: true, description: 'How many, 1 to 100.' }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<AccessAgreement>> {
    return this.agreements.listOf(context, 'country', iso2, { first, after });
  }

  @FieldResolver(() => LegalInstrumentConnection, {
    description: 'Its laws on access, and what they are worth.',
  })
  legalInstruments(
    @Ctx() context: SubgraphContext,
    @Root() { iso2 }: CountryKey,
    @Arg('first', () => Int, { nullable: true, description: 'How many, 1 to 100.' }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<LegalInstrument>> {
    return this.instruments.listOfCountry(context, iso2, { first, after });
  }

  @FieldResolver(() => AccessIncidentConnection, {
    description: 'As far as you read them, the latest month first.',
  })
  accessIncidents(
    @Ctx() context: SubgraphContext,
    @Root() { iso2 }: CountryKey,
    @Arg('first', () => Int, { nullable: true, description: 'How many, 1 to 100.' }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<AccessIncident>> {
    return this.incidents.listOfCountry(context, iso2, { first, after });
  }

  @FieldResolver(() => BorderProcedureConnection, { description: 'What is done with people at its borders.' })
  borderProcedures(
    @Ctx() context: SubgraphContext,
    @Root() { iso2 }: CountryKey,
    @Arg('first', () => Int, { nullable: true, description: 'How many, 1 to 100.' }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<BorderProcedure>> {
    return this.procedures.listOfCountry(context, iso2, { first, after });
  }
}
