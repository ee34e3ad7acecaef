import type { SubgraphContext } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import { loaderOf } from '../../shared/loader.ts';
import type { Log } from '../../shared/log.ts';
import type { Connection, Cursors, Page } from '../../shared/pagination.ts';
import type { ReleaseFacts } from '../../shared/policy/facts.ts';
import type { Grounds } from '../../shared/policy/grounds.ts';
import { READABLE_STATES } from '../../shared/policy/referral-states.ts';
import type { ReleaseRuleId } from '../../shared/policy/refusals.ts';
import { type Disclosure as Decisions, disclose, mayOpenReferral } from '../../shared/policy/release.ts';
import { listenerOf } from '../../shared/policy/voice.ts';
import { noteShown } from '../../shared/shown.ts';
import { type ReferralRow, referralRows, releaseFacts, viewerFacts } from './facts.ts';
import type { Person, PersonCategory } from './person.entity.ts';
import { readingPurpose, signedIn } from './purpose.ts';
import { Referral } from './referral.entity.ts';
import type { Box, ReferralsArguments } from './referral.inputs.ts';
import type { ReleaseService } from './release.service.ts';
import { disclosureOf, numbersOf, routingOf } from './shown-referral.ts';

/** A referral as this viewer may see it, and what was decided about its person. */
interface Decided {
  readonly row: ReferralRow;
  readonly facts: ReleaseFacts;
  readonly decisions: Decisions;
}

/** The one door to referrals for reading: facts → decide → return what was released. */
export class ReferralService {
  private readonly byId = loaderOf<string, Referral>((context, ids) => this.load(context, ids));
  /** Held beside the object, not on it: no resolver can reach a row by way of what it shows. */
  private readonly decided = new WeakMap<Referral, Decided>();

  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseService,
    private readonly cursors: Cursors,
    private readonly log: Log,
  ) {}

  /** Errors: NOT_FOUND (absent, refused, ended and erased alike), PURPOSE_REQUIRED, PURPOSE_PROHIBITED. */
  async find(context: SubgraphContext, id: string): Promise<Referral> {
    const referral = await this.reference(context, id);
    if (!referral) throw new AccordError('NOT_FOUND');
    return referral;
  }

  /** The same for `_entities`, where "not found" is null. */
  async reference(context: SubgraphContext, id: string): Promise<Referral | null> {
    signedIn(context);
    readingPurpose(context);
    return this.byId(context, id);
  }

  /** As it stands now, whatever an earlier step of the same request has read; null means not found. */
  async readAnew(context: SubgraphContext, id: string): Promise<Referral | null> {
    return (await this.load(context, [id])).get(id) ?? null;
  }

  /**
   * The viewer's inbox or what it sent, newest first. SQL brings the candidates; whether one is shown is decided by
   * the policy, so a list is exactly the rows that would be opened one by one.
   */
  async list(context: SubgraphContext, request: ReferralsArguments): Promise<Connection<Referral>> {
    const viewer = signedIn(context);
    const purpose = readingPurpose(context);
    const { box, states = null, urgencies = null, overdue = null } = request;
    const binding = ['referrals', viewer.organisationId, box, states, urgencies, overdue];
    const page = this.cursors.page(request, binding);
    const rows = await this.database.transaction(viewer.organisationId, async (tx) => {
      const facts = await viewerFacts(tx, viewer);
      if (!facts) return [];
      const candidates = (key: Page['key'], limit: number) =>
        tx.sql<ReferralRow>(
          `referrals-${box}-${page.forward ? 'desc' : 'asc'}`,
          listStatement(box, page.forward),
          [
            viewer.organisationId,
            READABLE_STATES,
            states,
            urgencies,
            overdue,
            ...(key ?? [null, null]),
            limit,
          ],
        );
      return releasedOf(box, page, async (key, limit) =>
        (await candidates(key, limit)).map((row) =>
          decide(row, releaseFacts(row, facts, purpose, new Date())),
        ),
      );
    });
    return this.cursors.connection(
      rows,
      page,
      binding,
      ({ row }) => keyOf(box, row),
      (decided) => this.shown(context, decided),
    );
  }

  /** The person of a referral with the categories asked for; null when the referral itself may not be opened. */
  async person(
    context: SubgraphContext,
    referral: Referral,
    asked: readonly PersonCategory[],
  ): Promise<Person | null> {
    const decided = this.decided.get(referral);
    if (!decided || !isOpen(decided)) return null;
    const { row, facts, decisions } = decided;
    if (row.key_id === null || row.wrapped_key === null) return null;
    return this.releases.show(context, {
      facts,
      decisions,
      personId: row.person_id,
      keyId: row.key_id,
      wrappedKey: row.wrapped_key,
      referral: { id: row.id, version: row.version },
      asked,
    });
  }

  /** The row behind a referral that was shown, when its routing was released. */
  routed(referral: Referral): ReferralRow | null {
    const decided = this.decided.get(referral);
    return decided?.decisions.ROUTING.released ? decided.row : null;
  }

  /** On what grounds, for which purpose and when its routing was released; null when it was not. */
  releasedOn(referral: Referral): { grounds: Grounds; purpose: string | null; at: Date } | null {
    const { facts, decisions } = this.decided.get(referral) ?? {};
    if (!facts || !decisions?.ROUTING.released) return null;
    return { grounds: decisions.ROUTING.by, purpose: facts.purpose, at: facts.now };
  }

  /** Reads and decides one referral inside a transaction that is about to change it; null means not found. */
  async decideOne(tx: Transaction, context: SubgraphContext, id: string): Promise<Decided | null> {
    const [decided] = await this.decideAll(tx, context, [id]);
    return decided && listenerOf(decided.facts) !== 'STRANGER' ? decided : null;
  }

  /** What is decided of these referrals' persons now; one that the viewer may not know of is absent. */
  async decisions(
    tx: Transaction,
    context: SubgraphContext,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Decisions>> {
    const all = await this.decideAll(tx, context, ids);
    return new Map(all.map(({ row, decisions }) => [row.id, decisions]));
  }

  private async decideAll(
    tx: Transaction,
    context: SubgraphContext,
    ids: readonly string[],
  ): Promise<Decided[]> {
    const viewer = signedIn(context);
    const facts = await viewerFacts(tx, viewer);
    if (!facts) return [];
    const rows = await tx.sql<ReferralRow>(
      'referrals-by-id',
      referralRows('select * from referral where id = any($2)'),
      [viewer.organisationId, ids],
    );
    const now = new Date();
    return rows.map((row) => decide(row, releaseFacts(row, facts, readingPurpose(context), now)));
  }

  private async load(context: SubgraphContext, ids: readonly string[]): Promise<Map<string, Referral>> {
    const all = await this.database.transaction(signedIn(context).organisationId, (tx) =>
      this.decideAll(tx, context, ids),
    );
    const heard = all.filter(({ facts }) => listenerOf(facts) !== 'STRANGER');
    await this.recordRefusals(context, all);
    return new Map(heard.map((decided) => [decided.row.id, this.shown(context, decided)]));
  }

  /** What is refused whole to a recipient is written down; if it cannot be, the answer is the same. */
  private async recordRefusals(context: SubgraphContext, all: readonly Decided[]): Promise<void> {
    for (const decided of all) {
      const { row, facts, decisions } = decided;
      const routing = decisions.ROUTING;
      if (routing.released || isOpen(decided) || row.to_id !== facts.viewer.organisationId) continue;
      await this.releases.recordRefusal(context, facts, row.id, routing.rule).catch((err: unknown) => {
        this.log.warn({ requestId: context.requestId, err }, 'a refusal was not recorded');
      });
    }
  }

  private shown(context: SubgraphContext, decided: Decided): Referral {
    const { row, facts, decisions } = decided;
    const referral = Object.assign(new Referral(), {
      id: row.id,
      disclosure: disclosureOf(facts, decisions),
    });
    if (isOpen(decided)) referral.version = row.version;
    if (decisions.ROUTING.released) {
      Object.assign(referral, routingOf(row), numbersOf(row, facts));
      noteShown(context, { referral: row.id, person: row.person_id, categories: ['ROUTING'] });
    }
    this.decided.set(referral, decided);
    return referral;
  }
}

const TIME_OF = { INBOX: 'sent_at', SENT: 'drafted_at' } as const satisfies Record<Box, string>;

/** $2: states a recipient may read; $3 to $5: filters or null; $6, $7: key to start behind or null; $8: how many. */
function listStatement(box: Box, forward: boolean): string {
  const time = TIME_OF[box];
  const [order, beyond] = forward ? ['desc', '<'] : ['asc', '>'];
  const whose =
    box === 'INBOX'
      ? `to_id = $1 and state <> 'DRAFT' and state = any($2)`
      : 'owner_id = $1 and $2::text[] is not null';
  const chosen = `select * from referral
    where ${whose}
      and ($3::text[] is null or state = any($3))
      and ($4::text[] is null or urgency = any($4))
      and ($5::boolean is null or $5 = (case state when 'SENT' then acknowledge_by
            when 'RECEIVED' then act_by when 'WAITLISTED' then act_by end < now()) is true)
      and ($6::timestamptz is null or (${time}, id) ${beyond} ($6, $7))
    order by ${time} ${order}, id ${order} limit $8`;
  return referralRows(chosen, `order by r.${time} ${order}, r.id ${order}`);
}

function keyOf(box: Box, row: ReferralRow): string[] {
  return [(row[TIME_OF[box]] as Date).toISOString(), row.id];
}

/** Lines 1 to 3 ask for the viewer alone: what fails one of them fails it for every row. */
const ABOUT_VIEWER: ReadonlySet<ReleaseRuleId> = new Set(['authenticated', 'purpose-allowed', 'firewall']);
const NEXT_CANDIDATES = 200;

/**
 * What is released from the page's start on, one row more than the page holds where there are so many. What is left
 * out leaves no trace: no short page, no cursor made of it, and no word that there is more.
 */
async function releasedOf(
  box: Box,
  page: Page,
  decided: (key: Page['key'], limit: number) => Promise<Decided[]>,
): Promise<Decided[]> {
  const released: Decided[] = [];
  for (let key = page.key, limit = page.limit + 1; ; limit = NEXT_CANDIDATES) {
    const batch = await decided(key, limit);
    released.push(...batch.filter(isOpen));
    const last = batch.at(-1);
    if (!last || batch.length < limit || released.length > page.limit) return released;
    const { ROUTING } = last.decisions;
    if (!ROUTING.released && ABOUT_VIEWER.has(ROUTING.rule)) return released;
    key = keyOf(box, last.row);
  }
}

function isOpen({ facts, decisions }: Decided): boolean {
  return mayOpenReferral(facts, decisions);
}

function decide(row: ReferralRow, facts: ReleaseFacts): Decided {
  return { row, facts, decisions: disclose(facts) };
}
