import type { MigrationInterface, QueryRunner } from 'typeorm';
import { idempotencyTable } from '../../../shared/idempotency.ts';
import { ledgerTables } from '../../../shared/ledger/ledger-tables.ts';

/** States in which a recipient may read something of the person; the second wall repeats the law's table. */
const READABLE = `('SENT','RECEIVED','ACCEPTED','WAITLISTED','SCHEDULED','IN_PROGRESS','ON_HOLD','COMPLETED')`;

const VIEWER = `(select current_setting('accord.organisation', true))`;

/** Rows of a person: the owner's, and a recipient's while a referral about the person is open for reading. */
function readableByParty(table: string, person: string): string {
  return `create policy reads on ${table} for select using (
    ${table}.owner_id = ${VIEWER} or exists (
      select from referral r where r.owner_id = ${table}.owner_id and r.person_id = ${table}.${person}
        and r.to_id = ${VIEWER} and r.state in ${READABLE}));`;
}

/** Persons, consents and referrals. Every key leads with the owner; row-level security is forced on all of them. */
export class Referrals1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table person (
        owner_id text not null, id text not null,
        case_code_hash bytea,
        key_id text not null, wrapped_key bytea,
        registered_at timestamptz not null default now(),
        primary key (owner_id, id));
      create unique index person_by_case_code on person (owner_id, case_code_hash);

      create table person_category (
        owner_id text not null, person_id text not null, category text not null,
        version integer not null, ciphertext bytea not null, erase_after timestamptz,
        primary key (owner_id, person_id, category),
        foreign key (owner_id, person_id) references person);

      create table consent (
        owner_id text not null, id text not null, person_id text not null,
        state text not null, revision integer not null,
        recipient_ids text[] not null, purposes text[] not null, categories text[] not null,
        statistics boolean not null, acknowledges_reporting_risk boolean not null,
        given_by text not null, child_assent boolean, manner text not null, language text not null,
        interpreter boolean not null, notice_version text not null,
        given_at timestamptz, valid_from timestamptz not null, valid_until timestamptz not null,
        primary key (owner_id, id),
        foreign key (owner_id, person_id) references person);
      create index consent_of_person on consent (owner_id, person_id);

      create table consent_event (
        owner_id text not null, consent_id text not null, revision integer not null,
        state text not null, at timestamptz not null, client text not null, scope jsonb not null,
        primary key (owner_id, consent_id, revision),
        foreign key (owner_id, consent_id) references consent);

      create table withholding (
        owner_id text not null, person_id text not null, number integer generated always as identity,
        organisation_id text, organisation_type text, reason text not null, consent_id text not null,
        check (num_nonnulls(organisation_id, organisation_type) = 1),
        primary key (owner_id, person_id, number),
        foreign key (owner_id, person_id) references person);

      create table referral (
        owner_id text not null, id text not null, person_id text not null, to_id text not null,
        service_id text not null, service_type text not null, urgency text not null,
        state text not null, version integer not null, consent_id text,
        reason text, outcome text, sender_code text, receiver_code text,
        drafted_at timestamptz not null default now(), sent_at timestamptz,
        acknowledge_by timestamptz, act_by timestamptz, scheduled_for timestamptz, completed_at timestamptz,
        primary key (owner_id, id),
        foreign key (owner_id, person_id) references person);
      create index referral_by_id on referral (id);
      create index referral_inbox on referral (to_id, sent_at desc, id desc) where state <> 'DRAFT';
      create index referral_sent on referral (owner_id, drafted_at desc, id desc);
      create index referral_relation on referral (owner_id, person_id, to_id);

      create table referral_event (
        owner_id text not null, referral_id text not null, version integer not null,
        verb text not null, state text not null, at timestamptz not null,
        organisation_id text not null, client text not null,
        primary key (owner_id, referral_id, version),
        foreign key (owner_id, referral_id) references referral);

      alter table person enable row level security; alter table person force row level security;
      alter table person_category enable row level security; alter table person_category force row level security;
      alter table consent enable row level security; alter table consent force row level security;
      alter table consent_event enable row level security; alter table consent_event force row level security;
      alter table withholding enable row level security; alter table withholding force row level security;
      alter table referral enable row level security; alter table referral force row level security;
      alter table referral_event enable row level security; alter table referral_event force row level security;

      -- A function, so that the planner does not multiply what it guesses of both sides and forget the order of an index.
      create function is_side_of_referral(owner_id text, to_id text, state text) returns boolean
        language plpgsql stable parallel safe as $$
        declare viewer text := current_setting('accord.organisation', true);
        begin return owner_id = viewer or (to_id = viewer and state <> 'DRAFT'); end $$;

      ${readableByParty('person', 'id')}
      ${readableByParty('person_category', 'person_id')}
      ${readableByParty('consent', 'person_id')}
      ${readableByParty('withholding', 'person_id')}
      create policy reads on consent_event for select using (owner_id = ${VIEWER});
      create policy reads on referral for select using (is_side_of_referral(owner_id, to_id, state));
      create policy reads on referral_event for select using (owner_id = ${VIEWER} or organisation_id = ${VIEWER});

      create policy adds on person for insert with check (owner_id = ${VIEWER});
      create policy changes on person for update using (owner_id = ${VIEWER});
      create policy adds on person_category for insert with check (owner_id = ${VIEWER});
      create policy changes on person_category for update using (owner_id = ${VIEWER});
      create policy adds on consent for insert with check (owner_id = ${VIEWER});
      create policy changes on consent for update using (owner_id = ${VIEWER});
      create policy writes on consent_event for insert with check (owner_id = ${VIEWER});
      create policy adds on withholding for insert with check (owner_id = ${VIEWER});
      create policy changes on withholding for update using (owner_id = ${VIEWER});
      create policy drafts on referral for insert with check (owner_id = ${VIEWER});
      create policy sends on referral for update using (owner_id = ${VIEWER});
      create policy answers on referral for update using (to_id = ${VIEWER} and state <> 'DRAFT');
      create policy writes on referral_event for insert with check (organisation_id = ${VIEWER} and exists (
        select from referral r where r.owner_id = referral_event.owner_id and r.id = referral_event.referral_id));

      grant select, insert, update on person, person_category, consent to accord_referrals;
      -- Whose it is, about whom and to whom never changes: no recipient can turn a referral to another person.
      grant select, insert, update (state, version, consent_id, reason, outcome, receiver_code, sent_at, acknowledge_by,
        act_by, scheduled_for, completed_at) on referral to accord_referrals;
      grant select, insert on consent_event, referral_event, withholding to accord_referrals;
    `);
    for (const statement of idempotencyTable('referrals', 'accord_referrals')) await runner.query(statement);
    for (const statement of ledgerTables('referrals', 'accord_referrals')) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
