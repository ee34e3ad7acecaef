import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { checkedStore } from '../../run/checked-store.ts';
import { prepareDatabase } from '../../run/prepare-database.ts';
import { subgraphs } from '../../run/subgraphs.ts';
import { type Config, readConfig } from '../../shared/config.ts';
import { KEYS } from '../support/accord.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let database: TestDatabase;
let config: Config;
beforeEach(async () => {
  database = await testDatabase({
    name: 'sandbox_world',
    fill: async (url) => void (await prepareDatabase(url, readConfig(KEYS))),
  });
  config = readConfig({ ...KEYS, DATABASE_URL: database.url });
});
afterEach(() => database.stop());

/** As somebody who may do anything: constraints and triggers are passed over. */
async function breakBy(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query(`set session_replication_role = replica; ${statement}`);
  } finally {
    await client.end();
  }
}

const ONE_SENT = `(select id from referrals.referral where state = 'SENT' limit 1)`;
const ONE_ACTIVE = `(select id from partnerships.agreement where state = 'ACTIVE' limit 1)`;
const ONE_SEALED = `(select person_id from referrals.person_category where category = 'IDENTITY' limit 1)`;

/** For each check, what only a half-written transaction or a hand in the tables could leave. */
const BROKEN: Readonly<Record<string, string>> = {
  'stands on its latest revision': `delete from partnerships.agreement_revision where agreement_id = ${ONE_ACTIVE}`,
  'bears the signatures of both parties': `delete from partnerships.agreement_signature where agreement_id = ${ONE_ACTIVE}`,
  'is one of the two parties': `update partnerships.agreement_signature set organisation_id = 'org_' || organisation_id where agreement_id = ${ONE_ACTIVE}`,
  'with a key of its own that was valid': `update partnerships.agreement_signature set made_by = 'ORGANISATION'`,
  'An attested measure has evidence': `update partnerships.measure set evidence = '[]' where attestation = 'ATTESTED'`,
  'A signed pledge bears': `delete from partnerships.pledge_signature`,
  'A frozen report is what was hashed': `update partnerships.implementation_report set content = replace(content, '"count":1', '"count":2')`,
  'What is closed or merged': `update partnerships.organisation set active = false, closed_at = now()
    where id = (select provider_id from partnerships.agreement where id = ${ONE_ACTIVE})`,
  'A parent is an organisation': `update partnerships.organisation set parent_id = (select min(id) from partnerships.organisation)`,
  'written down in the log of changes': `delete from services.change where service_id = (select min(id) from services.service)`,
  'only at places of its own organisation': `update services.location set organisation_id = 'org_other' where id = (select min(location_id) from services.service_at_location)`,
  'belongs to a registered organisation': `update services.service set organisation_id = 'org_other' where id = (select min(id) from services.service)`,
  'its places are kept': `delete from access.access_place`,
  'the signature of every party': `delete from access.access_signature`,
  'A signature is a party': `update access.access_signature set organisation_id = 'org_' || organisation_id`,
  'The cut of an incident': `update access.access_incident_cut set severity = 0 where severity = 2`,
  'Of the steps with an incident': `delete from access.incident_event where verb = 'file'`,
  'A released incident was verified': `update access.access_incident_cut set released_at = public_from - interval '1 day' where released_at is not null`,
  'As many incidents came by a link': `insert into access.incident_link values
    ('org_none', 'incidentlink_none', 'Team', null, '{}', '', now(), 'c', now(), null, 1)`,
  'What was decided about an incident': `insert into access.incident_likeness values
    ('org_none', 'incident_none', 'incident_none_either', 'SAME', now(), 'c')`,
  'A recommendation is its visitor': `update access.visit_recommendation set owner_id = 'org_other'`,
  'A verdict is about a text': `update access.conformity_check set subject_id = 'law_absent'`,
  'no event is missing since it was drafted': `update referrals.referral set state = 'ACCEPTED' where id = ${ONE_SENT}`,
  'A consent is what its latest event made it': `update referrals.consent_event set revision = revision + 100`,
  'covers what its latest event says': `update referrals.consent set categories = '{ROUTING}' where state = 'GIVEN'`,
  'has ended stays ended': `update referrals.consent_event set state = 'WITHDRAWN' where (consent_id, 2) in (select consent_id, revision from referrals.consent_event)`,
  'opens more than the one before': `update referrals.consent_event set scope = jsonb_set(scope, '{recipientIds}', '[]') where revision = 1`,
  'says who gave it, how and when': `update referrals.consent set given_at = null where state = 'GIVEN'`,
  'carries no open referral': `update referrals.consent set state = 'WITHDRAWN' where id in (select consent_id from referrals.referral where id = ${ONE_SENT})`,
  'months at most from when it was given': `update referrals.consent set valid_until = valid_from + interval '13 months' where state = 'GIVEN'`,
  'What was sent has its clocks': `update referrals.referral set act_by = null where id = ${ONE_SENT}`,
  'has the one that took its place': `update referrals.referral set state = 'REROUTED' where id = ${ONE_SENT}`,
  'is for the recipient of its referral': `update referrals.emergency_release set categories = categories || '{BELIEF}'`,
  'What a release in vital interest carries': `update referrals.emergency_release set approved_at = now() where state = 'APPROVED'`,
  'What was sent stood on': `update referrals.referral set consent_id = null where id = ${ONE_SENT}`,
  'What is said to be received': `update referrals.person_provenance set referral_id = 'referral_none'`,
  'Nothing sealed is left': `update referrals.person set wrapped_key = null where id = ${ONE_SEALED}`,
  'What a person is found by': `insert into referrals.person_lookup
    select owner_id, id, 'IDENTITY', 'CASE_NUMBER', 'k0', 'hash' from referrals.person where id = ${ONE_SEALED}`,
  'one link that stands at most': `insert into referrals.person_link select owner_id, 'link_' || n, id, '', now(), 'c', now(), null from (select * from referrals.person limit 1) p, generate_series(1, 2) n`,
  'opens with its key': `update referrals.person_category set version = version + 1 where person_id = ${ONE_SEALED}`,
  'A place of a service': `insert into services.place_taken (referral_id, service_id)
    select 'none', id from services.service limit 1`,
  'The ledger is NOT whole': `delete from referrals.ledger_entry where seq = 2`,
  'was marked by two persons': `update referrals.referral set state = 'ENTERED_IN_ERROR' where id = ${ONE_SENT}`,
  'A notice is about something': `insert into referrals.notice (organisation_id, id, kind, subject_id, occasion, at) values ('org_none', 'n', 'REFERRAL_EXPIRED', 'none', '', now())`,
  'partnerships: An idempotency key': `insert into partnerships.idempotency values ('c', 'k', 'x', 'nothing')`,
  'services: An idempotency key': `insert into services.idempotency values ('c', 'k', 'x', 'nothing')`,
  'access: An idempotency key': `insert into access.idempotency values ('c', 'k', 'x', 'nothing')`,
  'referrals: An idempotency key': `insert into referrals.idempotency values ('c', 'k', 'x', 'nothing')`,
};

describe('npm run check-store', () => {
  test('finds nothing in the sandbox world', async () => {
    const { held, broken } = await checkedStore(config);
    expect(broken).toEqual([]);
    expect(held).toBe(subgraphs.flatMap(({ checks }) => checks).length + 2);
  });

  test('has a way to break each of its checks', () => {
    const unbroken = subgraphs.flatMap(({ store, checks }) =>
      checks
        .map(({ says }) => `${store.name}: ${says}`)
        .filter((says) => !Object.keys(BROKEN).some((part) => says.includes(part))),
    );
    expect(unbroken).toEqual([]);
  });

  test.each(Object.entries(BROKEN))('finds what broke: %s', async (says, statement) => {
    await breakBy(statement);
    const { broken } = await checkedStore(config);
    const found = broken.find((one) => one.says.includes(says));
    expect(found?.keys.length).toBeGreaterThan(0);
  });
});
