import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { loaderOf } from '../../shared/loader.ts';
import type { Connection, Cursors, PageArguments } from '../../shared/pagination.ts';
import type { Decision } from '../../shared/policy/rule.ts';
import { mayPublishService } from '../../shared/policy/service-offer.ts';
import { mayWriteService } from '../../shared/policy/service-writing.ts';
import { offeringFacts } from './facts.ts';
import type { Offer } from './offer.ts';
import { checkOffer } from './offer-checks.ts';
import { publishedOffer, revisedOffer } from './offer-from-input.ts';
import { preferredLanguages } from './reader-languages.ts';
import type { NearInput, ServiceFilter } from './search.inputs.ts';
import { type Found, searchServices, servicesById } from './search.ts';
import { checkSearch } from './search-checks.ts';
import type { Service } from './service.entity.ts';
import type {
  AssureServiceInput,
  CloseServiceInput,
  PublishServiceInput,
  ReviseServiceInput,
} from './service.inputs.ts';
import { type ServiceVerb, statusAfter } from './service.states.ts';
import { asService, type ServiceRow } from './service-row.ts';
import { type Sql, type StoredOffer, storedOffer } from './stored-offer.ts';
import { type Author, changeService, createService, type Standing } from './writing.ts';

/** A change that names the service and the version it was decided on. */
interface ChangeInput {
  readonly id: string;
  readonly expectedVersion: number;
}

interface Changed {
  readonly offer: Offer;
  readonly standing: Standing;
}

/** The one door to services. They are public; their confidential places are withheld in the statements themselves. */
export class ServiceService {
  private readonly byId = loaderOf<string, Service>((context, ids) => this.load(context, ids));

  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
    private readonly secret: Buffer,
  ) {}

  /** The service, or null. Many asked for in one request are read with one statement. */
  find(context: SubgraphContext, id: string): Promise<Service | null> {
    return this.byId(context, id);
  }

  /** Errors: PAGE_SIZE_REQUIRED, VALIDATION_FAILED. */
  async search(
    context: SubgraphContext,
    filter: ServiceFilter,
    near: NearInput | null,
    request: PageArguments,
  ): Promise<Connection<Service>> {
    checkSearch(filter, near);
    const viewerId = context.viewer?.organisationId ?? null;
    const binding = ['services', viewerId, filter, near];
    const page = this.cursors.page(request, binding);
    const languages = preferredLanguages(context.language);
    const now = page.key ? new Date(page.key[0] as string) : new Date();
    const rows = await this.database.transaction(viewerId, async ({ sql }) => {
      const found = await searchServices(sql, filter, near, page, now);
      const ids = found.map(({ id }) => id);
      const chords = found.map(({ chord }) => chord);
      const shown = await servicesById(sql, viewerId, new Date(), ids, chords);
      return found.map((one, index) => ({ found: one, row: shown[index] as ServiceRow }));
    });
    const keyOf = ({ found }: { found: Found }) => [
      now.toISOString(),
      String(found.bucket),
      String(found.chord),
      found.stands,
      found.id,
    ];
    return this.cursors.connection(rows, page, binding, keyOf, ({ row }) => asService(row, languages));
  }

  /** Errors: VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  publish(context: SubgraphContext, input: PublishServiceInput): Promise<Service> {
    return this.write(context, 'publishService', input, async (sql, viewer) => {
      const offer = publishedOffer(input);
      await this.permit(sql, viewer, viewer.organisationId, offer);
      const now = new Date();
      return createService(sql, viewer.organisationId, offer, authorOf(viewer, 'publishService'), {
        assured_at: now,
        firewall_checked_at: offer.firewallStatus === 'UNKNOWN' ? null : now,
      });
    });
  }

  /** Errors: NOT_FOUND, VALIDATION_FAILED, RULE_BROKEN, ILLEGAL_TRANSITION, VERSION_CONFLICT, IDEMPOTENCY_KEY_REUSED. */
  revise(context: SubgraphContext, input: ReviseServiceInput): Promise<Service> {
    return this.change(context, 'reviseService', input, (before) => revised(before, input));
  }

  /** Errors: as for `revise`. */
  assure(context: SubgraphContext, input: AssureServiceInput): Promise<Service> {
    const { firewallStatus, firewallEvidence, validUntil = null } = input;
    return this.change(context, 'assureService', input, (before) => ({
      offer: {
        ...before,
        firewallStatus: firewallStatus ?? before.firewallStatus,
        firewallEvidence: firewallEvidence ?? before.firewallEvidence,
        validUntil,
      },
      standing: {
        assured_at: new Date(),
        ...(firewallStatus == null ? {} : { firewall_checked_at: new Date() }),
      },
    }));
  }

  /** Errors: as for `revise`. */
  close(context: SubgraphContext, input: CloseServiceInput): Promise<Service> {
    const verb = input.permanently ? 'closeServiceForGood' : 'closeService';
    return this.change(context, verb, input, (before) => ({ offer: before, standing: {} }));
  }

  /** A revision inside a transaction that does more. Errors: as for `revise`, without IDEMPOTENCY_KEY_REUSED. */
  reviseWithin(sql: Sql, viewer: Viewer, verb: ServiceVerb, input: ReviseServiceInput): Promise<string> {
    return this.changeWithin(sql, viewer, verb, input, (before) => revised(before, input));
  }

  private change(
    context: SubgraphContext,
    verb: ServiceVerb,
    input: ChangeInput,
    work: (before: Offer) => Changed,
  ): Promise<Service> {
    return this.write(context, verb, input, (sql, viewer) =>
      this.changeWithin(sql, viewer, verb, input, work),
    );
  }

  /** Facts, decision, change and record of every verb that changes a service. */
  private async changeWithin(
    sql: Sql,
    viewer: Viewer,
    verb: ServiceVerb,
    input: ChangeInput,
    work: (before: Offer) => Changed,
  ): Promise<string> {
    const before = await storedOffer(sql, input.id);
    if (!before) throw new AccordError('NOT_FOUND', { field: 'input.id' });
    const { offer, standing } = work(before.offer);
    await this.permit(sql, viewer, before.organisationId, offer);
    const status = statusAfter(before.offer.status, verb);
    checkVersion(before, input);
    // From now on the owner's word stands, whatever a directory it was imported from says.
    const owned = { ...standing, taken_over: true };
    await changeService(sql, before, { ...offer, status }, authorOf(viewer, verb), owned);
    return before.id;
  }

  private async write(
    context: SubgraphContext,
    verb: string,
    input: object,
    work: (sql: Sql, viewer: Viewer) => Promise<string>,
  ): Promise<Service> {
    const { viewer } = context;
    if (!viewer) throw new AccordError('UNAUTHENTICATED');
    return this.database.transaction(viewer.organisationId, async (tx: Transaction) => {
      const id = await once(tx, context, this.secret, verb, input, () => work(tx.sql, viewer));
      // Read past the loader: it may hold the service as it was before.
      const written = (await this.read(tx.sql, context, [id])).get(id);
      if (!written) throw new AccordError('NOT_FOUND');
      return written;
    });
  }

  private async permit(sql: Sql, viewer: Viewer, ownerId: string, offer: Offer): Promise<void> {
    const facts = await offeringFacts(sql, viewer, ownerId, offer);
    refuseUnlessAllowed(mayWriteService(facts));
    refuseUnlessAllowed(mayPublishService(facts));
    checkOffer(offer);
  }

  private load(context: SubgraphContext, ids: readonly string[]): Promise<Map<string, Service>> {
    const viewerId = context.viewer?.organisationId ?? null;
    return this.database.transaction(viewerId, ({ sql }) => this.read(sql, context, ids));
  }

  private async read(
    sql: Sql,
    context: SubgraphContext,
    ids: readonly string[],
  ): Promise<Map<string, Service>> {
    const languages = preferredLanguages(context.language);
    const rows = await servicesById(sql, context.viewer?.organisationId ?? null, new Date(), ids);
    return new Map(rows.map((row) => [row.id, asService(row, languages)]));
  }
}

function revised(before: Offer, input: ReviseServiceInput): Changed {
  return {
    offer: revisedOffer(before, input),
    standing: input.firewallStatus == null ? {} : { firewall_checked_at: new Date() },
  };
}

/** The sentence names its source, so that a refusal under P5 says so. */
function refuseUnlessAllowed<Facts>(decision: Decision<Facts>): void {
  if (decision.allowed) return;
  const { id, says, source } = decision.rule;
  throw new AccordError('RULE_BROKEN', { rule: id, says: `${says} (${source})` });
}

function checkVersion(before: StoredOffer, { expectedVersion }: ChangeInput): void {
  if (before.version !== expectedVersion)
    throw new AccordError('VERSION_CONFLICT', { field: 'input.expectedVersion' });
}

function authorOf(viewer: Viewer, verb: string): Author {
  return { verb, organisationId: viewer.organisationId, by: viewer.clientId };
}
