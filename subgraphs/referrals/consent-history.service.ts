import { In } from 'typeorm';
import type { SubgraphContext } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import { loaderOf } from '../../shared/loader.ts';
import type { Connection, Cursors, PageArguments } from '../../shared/pagination.ts';
import { mayKeepConsents } from '../../shared/policy/consent-keeping.ts';
import { Consent } from './consent.entity.ts';
import { ConsentEvent } from './consent-event.entity.ts';
import { viewerFacts } from './facts.ts';
import { signedIn, writingPurpose } from './purpose.ts';
import { Withholding } from './withholding.entity.ts';

/** Reads consents and all that happened to them: the owner's staff alone, never a recipient. */
export class ConsentHistoryService {
  private readonly events = loaderOf<string, ConsentEvent[]>((context, ids) =>
    this.gather(context, ids, (tx, ownerId) =>
      tx.entities.find(ConsentEvent, {
        where: { ownerId, consentId: In([...ids]) },
        order: { consentId: 'ASC', revision: 'ASC' },
      }),
    ),
  );

  private readonly withholdings = loaderOf<string, Withholding[]>((context, ids) =>
    this.gather(context, ids, (tx, ownerId) =>
      tx.entities.find(Withholding, {
        where: { ownerId, consentId: In([...ids]) },
        order: { number: 'ASC' },
      }),
    ),
  );

  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
  ) {}

  /** The latest first; none of a person that is not the viewer's own, or is erased. Errors: PAGE_SIZE_REQUIRED, PURPOSE_REQUIRED, PURPOSE_PROHIBITED. */
  async list(
    context: SubgraphContext,
    { person, ...request }: PageArguments & { person: string },
  ): Promise<Connection<Consent>> {
    const { organisationId } = signedIn(context);
    const binding = ['consents', organisationId, person];
    const page = this.cursors.page(request, binding);
    const [order, beyond] = page.forward ? ['desc', '<'] : ['asc', '>'];
    const consents = await this.reading(context, async (tx) => {
      const keys = await tx.sql<{ id: string }>(
        `consents-of-person-${order}`,
        `select c.id from consent c join person p on p.owner_id = c.owner_id and p.id = c.person_id
          where c.owner_id = $1 and c.person_id = $2 and p.wrapped_key is not null
            and ($3::timestamptz is null or (c.valid_from, c.id) ${beyond} ($3, $4))
          order by c.valid_from ${order}, c.id ${order} limit $5`,
        [organisationId, person, ...(page.key ?? [null, null]), page.limit + 1],
      );
      const ids = keys.map(({ id }) => id);
      const found = await tx.entities.findBy(Consent, { ownerId: organisationId, id: In(ids) });
      return ids.flatMap((id) => found.find((one) => one.id === id) ?? []);
    });
    return this.cursors.connection(
      consents ?? [],
      page,
      binding,
      ({ validFrom, id }) => [validFrom.toISOString(), id],
      (consent) => consent,
    );
  }

  /** Errors: NOT_FOUND (absent, another's, and of an erased person alike), PURPOSE_REQUIRED, PURPOSE_PROHIBITED. */
  async find(context: SubgraphContext, id: string): Promise<Consent> {
    const { organisationId: ownerId } = signedIn(context);
    const found = await this.reading(context, async (tx) => {
      const [kept] = await tx.sql(
        'consent-of-kept-person',
        `select from consent c join person p on p.owner_id = c.owner_id and p.id = c.person_id
          where c.owner_id = $1 and c.id = $2 and p.wrapped_key is not null`,
        [ownerId, id],
      );
      return kept ? tx.entities.findOneBy(Consent, { ownerId, id }) : null;
    });
    if (!found) throw new AccordError('NOT_FOUND');
    return found;
  }

  /** All that happened to a consent that the viewer has come to, in order. */
  async eventsOf(context: SubgraphContext, { id }: Consent): Promise<readonly ConsentEvent[]> {
    return (await this.events(context, id)) ?? [];
  }

  /** Whom the person withholds from since this consent, in the order in which it was said. */
  async withheldWith(context: SubgraphContext, { id }: Consent): Promise<readonly Withholding[]> {
    return (await this.withholdings(context, id)) ?? [];
  }

  /** Null for whom the policy lets read none, which reads as if there were none. */
  private async reading<Read>(
    context: SubgraphContext,
    read: (tx: Transaction) => Promise<Read>,
  ): Promise<Read | null> {
    const viewer = signedIn(context);
    writingPurpose(context);
    return this.database.transaction(viewer.organisationId, async (tx) => {
      const facts = await viewerFacts(tx, viewer);
      return facts && mayKeepConsents(facts).allowed ? read(tx) : null;
    });
  }

  private async gather<Row extends { readonly consentId: string }>(
    context: SubgraphContext,
    ids: readonly string[],
    read: (tx: Transaction, ownerId: string) => Promise<Row[]>,
  ): Promise<Map<string, Row[]>> {
    const { organisationId } = signedIn(context);
    const rows = (await this.reading(context, (tx) => read(tx, organisationId))) ?? [];
    return new Map(ids.map((id) => [id, rows.filter(({ consentId }) => consentId === id)]));
  }
}
