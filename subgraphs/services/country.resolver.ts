import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { NeedEnum } from './enums.ts';
import { CountryKey } from './neighbours.ts';
import { ServiceGap } from './service-gap.entity.ts';
import type { ServiceGapService } from './service-gap.service.ts';
import type { Need } from './vocabulary.ts';

@Resolver(() => CountryKey)
export class CountryResolver {
  constructor(private readonly gaps: ServiceGapService) {}

  @FieldResolver(() => [ServiceGap], {
    description:
      'Each need and area without an open, firewalled and assured service, with the services behind it counted.',
  })
  serviceGaps(
    @Ctx() context: SubgraphContext,
    @Root() { iso2 }: CountryKey,
    @Arg('needs', () => [NeedEnum], { nullable: true, description: 'By default all eight of P6.' })
    needs: Need[] | null,
  ): Promise<ServiceGap[]> {
    return this.gaps.ofCountry(context, iso2, needs);
  }
}
