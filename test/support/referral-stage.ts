import { join } from 'node:path';
import pg from 'pg';
import { subgraphs } from '../../run/subgraphs.ts';
import { Database } from '../../shared/database.ts';
import type { Answer } from '../../shared/execute.ts';
import { newId } from '../../shared/ids.ts';
import type { Job } from '../../shared/jobs.ts';
import { migrate } from '../../shared/migrate.ts';
import { DATA_CATEGORIES, type DataCategory } from '../../shared/policy/categories.ts';
import type { OrganisationType } from '../../shared/policy/organisations.ts';
import type { ReferralState } from '../../shared/policy/referral-states.ts';
import { ROLES } from '../../shared/policy/roles.ts';
import type { ServiceType } from '../../shared/policy/service-types.ts';
import { referrals } from '../../subgraphs/referrals/schema.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { HOW_GIVEN } from './how-given.ts';
import { MARKED_PERSON } from './marked-person.ts';
import { type Asker, type Asking, openTestSubgraph, type TestSubgraph } from './subgraph.ts';

/** The owner of every person on the stage: a National Society. */
export const OWNER = 'org_jnrcs';
export const owner: Asking = { organisationId: OWNER };
/** An organisation that takes no part. */
export const iom: Asking = { organisationId: 'org_iom' };

/** Who may stand at the other end of a referral. */
const RECIPIENTS = {
  unhcr: 'UN_AGENCY',
  icrc: 'ICRC',
  hospital: 'HEALTH_PROVIDER',
  asylum: 'PUBLIC_AUTHORITY_ASYLUM',
  firm: 'PRIVATE_SECTOR',
  guard: 'BORDER_GUARD',
  donor: 'DONOR',
} as const satisfies Record<string, OrganisationType>;
export type RecipientName = keyof typeof RECIPIENTS;

export interface SceneOptions {
  readonly to?: RecipientName;
  readonly serviceType?: ServiceType;
  /** Reached by the verbs as far as the law lets them go, and forced into the row where it does not. */
  readonly state?: ReferralState;
  readonly agreed?: readonly DataCategory[];
  readonly consented?: readonly DataCategory[];
  readonly purposes?: readonly string[];
  /** Days that the agreement lets the recipient keep a category. */
  readonly retention?: Partial<Record<DataCategory, number>>;
  readonly withhold?: readonly object[];
  readonly person?: object;
}

/** One referral with everything it stands on, made for one test alone. */
export interface Scene {
  readonly recipientId: string;
  readonly recipient: Asking;
  readonly agreementId: string;
  readonly serviceId: string;
  readonly personRef: string;
  readonly consentId: string;
  readonly id: string;
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly field: string | null;
  readonly rule: string | null;
  readonly possible: readonly string[];
}

export interface Moved {
  readonly referral: {
    readonly id: string;
    readonly state: string;
    readonly version: number;
    readonly [field: string]: unknown;
  } | null;
  readonly userErrors: readonly Refusal[];
}

const REFUSAL = 'userErrors { code message field rule possible }';

const MOVE_INPUTS: Readonly<Record<string, string>> = {
  accept: 'AcceptReferralInput',
  decline: 'ReasonedReferralInput',
  hold: 'ReasonedReferralInput',
  fail: 'ReasonedReferralInput',
  schedule: 'ScheduleReferralInput',
  complete: 'CompleteReferralInput',
};

/** A step of a referral's life as an operation; its answer stands under `move`. */
export function moveQuery(verb: string, selection = 'id state version'): string {
  return `mutation Move($input: ${MOVE_INPUTS[verb] ?? 'MoveReferralInput'}!) {
    move: ${verb}Referral(input: $input) { referral { ${selection} } ${REFUSAL} } }`;
}

/** The referrals subgraph over a database in which all four stores are migrated. */
export class ReferralStage {
  private constructor(
    private readonly database: TestDatabase,
    private readonly subgraph: TestSubgraph,
    private readonly rows: pg.Client,
  ) {}

  static async open(): Promise<ReferralStage> {
    const stores = subgraphs.map(({ store }) => store);
    const database = await testDatabase({ name: 'referral_stage', fill: (url) => migrate(url, stores) });
    const rows = new pg.Client({ connectionString: database.url });
    await rows.connect();
    const subgraph = await openTestSubgraph(referrals, database.url);
    const stage = new ReferralStage(database, subgraph, rows);
    await stage.organisation('NATIONAL_SOCIETY', { id: OWNER });
    await stage.organisation('UN_AGENCY', { id: iom.organisationId });
    return stage;
  }

  async stop(): Promise<void> {
    await this.subgraph.close();
    await this.rows.end();
    await this.database.stop();
  }

  /** As the owner of the database: for another subgraph over the same rows. */
  get url(): string {
    return this.database.url;
  }

  /** The file of master keys that the subgraph reads. */
  get vaultFile(): string {
    return join(this.subgraph.home, 'keys', 'vault');
  }

  /** The answer as it is, errors included. */
  answer(who: Asker, query: string, variables?: object): Promise<Answer> {
    return this.subgraph.answer(who, query, variables);
  }

  /** The answer's content; errors of the request make it throw, with their codes. */
  ask<Content = Record<string, never>>(who: Asker, query: string, variables?: object): Promise<Content> {
    return this.subgraph.ask(who, query, variables);
  }

  /** Whether what an answer holds, by its extensions, may still be shown. */
  stillShown(who: Asker, { extensions }: Answer): Promise<boolean> {
    return this.subgraph.stillShown(who, extensions?.shown ?? []);
  }

  /** As the owner of the database, past every wall: for what no verb does. */
  async sql<Row = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.rows.query(text, [...values])).rows as Row[];
  }

  /** What the clock does when it is `now`. */
  async clock(job: Job, now: Date): Promise<void> {
    const opened = await Database.open(this.database.url, referrals.store, 2);
    try {
      await job.work(opened, now);
    } finally {
      await opened.close();
    }
  }

  /** Another connection as the owner of the database, for what must happen at the same time. */
  async beside<Value>(work: (client: pg.Client) => Promise<Value>): Promise<Value> {
    const client = new pg.Client({ connectionString: this.database.url });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  /** Until the work waits for a lock that another connection holds, or has ended without waiting. */
  async untilItWaits(work: Promise<unknown>): Promise<void> {
    let ended = false;
    const end = () => {
      ended = true;
    };
    work.then(end, end);
    while (!ended) {
      const [waiting] = await this.sql(
        `select from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()`,
      );
      if (waiting) return;
    }
  }

  async organisation(
    type: OrganisationType,
    { id = newId('org'), parentId = null }: { id?: string; parentId?: string | null } = {},
  ): Promise<string> {
    // UN agencies and ICRC work in many countries; the others on the stage are Jordanian.
    const country = type === 'UN_AGENCY' || type === 'ICRC' ? null : 'JO';
    await this.sql(
      `insert into partnerships.organisation (id, code, name, type, country, parent_id)
       values ($1, $1, $1, $2, $3, $4)`,
      [id, type, country, parentId],
    );
    return id;
  }

  recipient(name: RecipientName): Promise<string> {
    return this.organisation(RECIPIENTS[name]);
  }

  async agreement(recipientId: string, options: SceneOptions = {}): Promise<string> {
    const { agreed = DATA_CATEGORIES, purposes = ['LEGAL_AID'], retention = {} } = options;
    const id = newId('agreement');
    const kept = Object.entries(retention).map(([category, days]) => ({ category, days }));
    const clauses = {
      jurisdictions: ['JO'],
      recipientRoles: ROLES,
      onward: 'FORBIDDEN',
      retention: kept,
    };
    await this.sql(
      `insert into partnerships.agreement (id, kind, provider_id, recipient_id, state, purposes, categories, valid_from,
         valid_until, clauses, revision, revision_hash, states_conformity, version)
       values ($1, 'DATA_SHARING', $2, $3, 'ACTIVE', $4, $5, now() - interval '1 day', now() + interval '1 year', $6,
         1, 'hash', true, 1)`,
      [id, OWNER, recipientId, purposes, agreed, JSON.stringify(clauses)],
    );
    return id;
  }

  async service(organisationId: string, type: ServiceType = 'LEGAL_AID'): Promise<string> {
    const id = newId('service');
    await this.sql(
      `insert into services.service (id, organisation_id, name, names, descriptions, search_text, type, types, needs,
         languages, status, firewall_status, legal_status_condition, required_documents, only_nationalities,
         except_nationalities, intake_criteria, eligibility, coverages, ways_in, referral_required, assured_at,
         taken_over, version, created_at, updated_at)
       values ($1, $2, 'Service', '{}', '{}', '', $3, array[$3], '{}', '{ar}', 'ACTIVE', 'FIREWALLED', 'NONE', '[]',
         '{}', '{}', '{}', '{}', '{}', '{}', false, now(), false, 1, now(), now())`,
      [id, organisationId, type],
    );
    return id;
  }

  /** The reference of a newly registered person. */
  async person(input: object = MARKED_PERSON): Promise<string> {
    const query = `mutation Register($input: RegisterPersonInput!) {
      made: registerPerson(input: $input) { noun: person { id: ref } ${REFUSAL} } }`;
    return this.made(query, input);
  }

  async consent(personRef: string, recipientIds: readonly string[], over: object = {}): Promise<string> {
    const query = `mutation Record($input: RecordConsentInput!) {
      made: recordConsent(input: $input) { noun: consent { id } ${REFUSAL} } }`;
    const what = { purposes: ['LEGAL_AID'], categories: DATA_CATEGORIES, ...HOW_GIVEN };
    return this.made(query, { personRef, recipientIds, ...what, ...over });
  }

  async draft(personRef: string, serviceId: string, over: object = {}): Promise<string> {
    const query = `mutation Draft($input: DraftReferralInput!) {
      made: draftReferral(input: $input) { noun: referral { id } ${REFUSAL} } }`;
    return this.made(query, { personRef, serviceId, ...over });
  }

  /** Takes one step; what the verb needs beside id and version stands in `over`. */
  async move(
    who: Asker,
    verb: string,
    id: string,
    expectedVersion: number,
    over: object = {},
  ): Promise<Moved> {
    return (
      await this.ask<{ move: Moved }>(who, moveQuery(verb), { input: { id, expectedVersion, ...over } })
    ).move;
  }

  /** What the law would not let happen by a verb. */
  async force(id: string, state: ReferralState): Promise<void> {
    await this.sql(
      `update referrals.referral set state = $2, version = version + 1,
         sent_at = coalesce(sent_at, date_trunc('milliseconds', now())),
         completed_at = case when $2 = 'COMPLETED' then now() end where id = $1`,
      [id, state],
    );
  }

  async scene(options: SceneOptions = {}): Promise<Scene> {
    const { to = 'unhcr', state = 'SENT', purposes = ['LEGAL_AID'], withhold = [] } = options;
    const recipientId = await this.recipient(to);
    const recipient: Asking = { organisationId: recipientId, purposes };
    const agreementId = await this.agreement(recipientId, options);
    const serviceId = await this.service(recipientId, options.serviceType);
    const personRef = await this.person(options.person);
    const categories = options.consented ?? DATA_CATEGORIES;
    const consentId = await this.consent(personRef, [recipientId], { purposes, categories, withhold });
    const id = await this.draft(personRef, serviceId);
    if (state !== 'DRAFT') await this.move(owner, 'send', id, 1);
    if (state === 'ACCEPTED') await this.move(recipient, 'accept', id, 2);
    const [row] = await this.sql<{ state: string }>('select state from referrals.referral where id = $1', [
      id,
    ]);
    if (row?.state !== state) await this.force(id, state);
    return { recipientId, recipient, agreementId, serviceId, personRef, consentId, id };
  }

  /** The owner makes something; its id. */
  private async made(query: string, input: object): Promise<string> {
    interface Made {
      readonly made: { readonly noun: { readonly id: string } | null };
    }
    const content = await this.ask<Made>(owner, query, { input });
    if (!content.made.noun) throw new Error(`The stage could not be set: ${JSON.stringify(content)}`);
    return content.made.noun.id;
  }
}
