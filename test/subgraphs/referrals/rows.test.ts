import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import { READABLE_STATES, REFERRAL_STATES } from '../../../shared/policy/referral-states.ts';
import { emergencyScene } from '../../support/emergency-scene.ts';
import { iom, OWNER, owner, ReferralStage, type Scene } from '../../support/referral-stage.ts';

let stage: ReferralStage;
let scene: Scene;
beforeAll(async () => {
  stage = await ReferralStage.open();
  // Another person with everything, so that there is always something that must not be seen.
  await stage.scene({ state: 'ACCEPTED', withhold: [{ organisationId: 'org_iom', reason: 'OTHER' }] });
  scene = await stage.scene({
    state: 'ACCEPTED',
    withhold: [{ organisationId: 'org_iom', reason: 'OTHER' }],
  });
  await stage.person({ contact: { phone: '+962790000000' } });
  await emergencyScene(stage);
  const passed = await stage.scene({ state: 'ACCEPTED' });
  const register =
    'mutation ($id: ID!) { registerPerson(input: { receivedBy: $id }) { userErrors { code } } }';
  await stage.ask(passed.recipient, register, { id: passed.id });
  const { consentId } = await stage.scene();
  const withdraw = 'mutation ($id: ID!) { withdrawConsent(input: { id: $id }) { userErrors { code } } }';
  await stage.ask(owner, withdraw, { id: consentId });
  for (const ref of [scene.personRef, await stage.person()]) {
    await stage.ask(owner, 'mutation ($ref: ID!) { issuePersonLink(input: { personRef: $ref }) { token } }', {
      ref,
    });
  }
});
afterAll(() => stage.stop());

/** Tables of a person, and the column that says whose. */
const OF_PERSON = {
  person: 'id',
  person_category: 'person_id',
  consent: 'person_id',
  withholding: 'person_id',
} as const;
/** These too are of one person, and no recipient reads them by a referral. */
const OF_PERSON_FOR_OWNER = {
  referral: 'person_id',
  erasure_order: 'person_id',
  person_lookup: 'person_id',
  person_link: 'person_id',
  emergency_release: 'person_id',
  person_provenance: 'person_id',
} as const;
const TABLES = [
  ...Object.keys(OF_PERSON),
  ...Object.keys(OF_PERSON_FOR_OWNER),
  'consent_event',
  'referral_event',
];

/** Runs as the subgraph's own role, reading for an organisation; null sets nothing. Nothing of it stays. */
async function as<Value>(
  organisationId: string | null,
  work: (sql: (text: string, values?: unknown[]) => Promise<pg.QueryResult>) => Promise<Value>,
): Promise<Value> {
  return stage.beside(async (client) => {
    await client.query('begin; set local role accord_referrals; set local search_path = referrals, public');
    if (organisationId !== null) {
      await client.query(`select set_config('accord.organisation', $1, true)`, [organisationId]);
    }
    return work((text, values) => client.query(text, values));
  });
}

const counted = (organisationId: string | null, table: string, where = 'true', values: unknown[] = []) =>
  as(organisationId, async (sql) => (await sql(`select from ${table} where ${where}`, values)).rowCount);
const refused = (organisationId: string, text: string, words: RegExp) =>
  as(organisationId, (sql) => expect(sql(text)).rejects.toThrow(words));

describe('the second wall', () => {
  test('stands, and is forced, on every table about persons', async () => {
    const rows = await stage.sql<{ name: string; walled: boolean }>(
      `select relname as name, relrowsecurity and relforcerowsecurity as walled from pg_class
        where relnamespace = 'referrals'::regnamespace and relkind = 'r' order by relname`,
    );
    // A notice says by id what ran out, and is its organisation's own.
    expect(rows.filter(({ walled }) => walled).map(({ name }) => name)).toEqual(['notice', ...TABLES].sort());
    // Values stand in none of the others: the ledger, the keys of repeated requests, the lists of migrations and of retired keys.
    expect(rows.filter(({ walled }) => !walled).map(({ name }) => name)).toEqual([
      'idempotency',
      'ledger_entry',
      'ledger_head',
      'migration',
      'retired_key',
    ]);
  });

  test('the role owns nothing, is no superuser, and does not pass by the wall', async () => {
    const [role] = await stage.sql(
      `select rolsuper, rolbypassrls, rolcanlogin, exists (select from pg_class where relowner = r.oid) as owns
         from pg_roles r where rolname = 'accord_referrals'`,
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcanlogin: false, owns: false });
  });

  test.each(TABLES)('ALLOW: the owner reads its rows of %s', async (table) => {
    expect(await counted(OWNER, table)).toBeGreaterThan(0);
  });

  test.each(TABLES)('DENY: a stranger, nobody, and who is not named read no row of %s', async (table) => {
    for (const who of [iom.organisationId, '', null]) expect(await counted(who, table)).toBe(0);
  });

  test.each(REFERRAL_STATES)(
    'a recipient reads a person’s rows while the referral may be read: %s',
    async (state) => {
      await stage.sql('update referrals.referral set state = $2 where id = $1', [scene.id, state]);
      for (const [table, column] of Object.entries(OF_PERSON)) {
        const rows = await counted(scene.recipientId, table, `${column} = $1`, [scene.personRef]);
        if (READABLE_STATES.includes(state)) expect(rows).toBeGreaterThan(0);
        else expect(rows).toBe(0);
        expect(await counted(scene.recipientId, table, `${column} <> $1`, [scene.personRef])).toBe(0);
      }
      expect(await counted(scene.recipientId, 'referral')).toBe(state === 'DRAFT' ? 0 : 1);
      expect(await counted(scene.recipientId, 'consent_event')).toBe(0);
      await stage.sql(`update referrals.referral set state = 'ACCEPTED' where id = $1`, [scene.id]);
    },
  );

  test('a recipient reads the orders that it was given, and no other', async () => {
    const all = await stage.sql<{ recipient: string }>(
      'select recipient_id as recipient from referrals.erasure_order',
    );
    expect(all).toHaveLength(1);
    expect(await counted(all[0]?.recipient ?? '', 'erasure_order')).toBe(1);
    expect(await counted(scene.recipientId, 'erasure_order')).toBe(0);
  });

  test('a recipient reads of releases in vital interest its own, and not before they are approved', async () => {
    const [waiting, approved] = [
      await emergencyScene(stage, { until: 'REQUESTED' }),
      await emergencyScene(stage, { until: 'APPROVED' }),
    ];
    expect(await counted(waiting.recipientId, 'emergency_release')).toBe(0);
    expect(await counted(approved.recipientId, 'emergency_release')).toBe(1);
    await refused(approved.recipientId, 'delete from emergency_release', /permission denied/);
    await refused(OWNER, `update emergency_release set requested_by = 'another'`, /permission denied/);
  });

  test('the setting ends with its transaction', async () => {
    await stage.beside(async (client) => {
      await client.query('set role accord_referrals');
      await client.query(`begin; select set_config('accord.organisation', '${OWNER}', true)`);
      expect((await client.query('select from referrals.person')).rowCount).toBeGreaterThan(0);
      await client.query('commit');
      expect((await client.query('select from referrals.person')).rowCount).toBe(0);
    });
  });
});

describe('what the role cannot do', () => {
  test.each([...TABLES, 'ledger_entry', 'ledger_head'])('it deletes nothing from %s', async (table) => {
    await refused(OWNER, `delete from ${table}`, /permission denied/);
    await refused(OWNER, `truncate ${table}`, /permission denied/);
  });

  test.each(['consent_event', 'referral_event', 'withholding', 'ledger_entry', 'ledger_head'])(
    '%s is append-only',
    async (table) => {
      await refused(
        OWNER,
        `update ${table} set ${table.startsWith('ledger') ? 'at' : 'owner_id'} = default`,
        /permission denied/,
      );
    },
  );

  test.each(['owner_id', 'id', 'person_id', 'to_id', 'service_id', 'service_type', 'drafted_at'])(
    'a referral’s %s never changes: a recipient cannot turn it to another person',
    async (column) => {
      await refused(scene.recipientId, `update referral set ${column} = ${column}`, /permission denied/);
      await refused(OWNER, `update referral set ${column} = ${column}`, /permission denied/);
    },
  );

  test.each(['owner_id', 'id', 'person_id'])('a consent’s %s never changes', async (column) => {
    await refused(OWNER, `update consent set ${column} = ${column}`, /permission denied/);
  });

  test.each([
    ['recipients', `recipient_ids = recipient_ids || '{org_x}'`, /never widened/],
    ['purposes', `purposes = purposes || '{HEALTH_CARE}'`, /never widened/],
    ['categories', `categories = categories || '{X}'`, /never widened/],
    ['time, unless it is renewed', `valid_until = valid_until + interval '1 second'`, /never widened/],
    ['to be counted', 'statistics = true', /never widened/],
    ['risk', 'acknowledges_reporting_risk = true', /never widened/],
  ])('a consent is not widened by more %s', async (_more, change, why) => {
    await refused(OWNER, `update consent set revision = revision + 1, ${change} where state = 'GIVEN'`, why);
  });

  test('a consent is not changed without the next revision', async () => {
    await refused(
      OWNER,
      `update consent set categories = '{ROUTING}' where state = 'GIVEN'`,
      /next revision/,
    );
    await refused(OWNER, `update consent set revision = revision + 2 where state = 'GIVEN'`, /next revision/);
  });

  test.each(['REFUSED', 'WITHDRAWN', 'REVOKED', 'EXPIRED', 'INVALIDATED'])(
    'a consent that is %s never reopens',
    async (state) => {
      const id = await stage.consent(await stage.person(), ['org_iom']);
      await stage.sql('update referrals.consent set state = $2 where id = $1', [id, state]);
      for (const change of [`state = 'GIVEN'`, `state = 'RENEWED'`, `categories = '{}'`]) {
        await refused(
          OWNER,
          `update consent set revision = revision + 1, ${change} where id = '${id}'`,
          /has ended/,
        );
      }
    },
  );

  test('a stranger changes no row of others, and writes none in their name', async () => {
    for (const table of ['person', 'person_category', 'consent', 'referral']) {
      const column = {
        person: 'case_code_hash',
        person_category: 'erase_after',
        consent: 'state',
        referral: 'state',
      }[table];
      const changed = await as(iom.organisationId, (sql) => sql(`update ${table} set ${column} = ${column}`));
      expect(changed.rowCount).toBe(0);
    }
    await refused(
      iom.organisationId,
      `insert into person (owner_id, id, key_id) values ('${OWNER}', 'person_forged', 'k1')`,
      /row-level security/,
    );
    await refused(
      iom.organisationId,
      `insert into withholding (owner_id, person_id, organisation_id, reason, consent_id)
       values ('${OWNER}', '${scene.personRef}', 'org_x', 'OTHER', 'c')`,
      // Whom a stranger cannot see is not there to be written about: the trigger says so before the policy does.
      /row-level security|the person was erased/,
    );
  });

  test('a recipient changes nothing of the person, and no consent', async () => {
    for (const [table, column] of [
      ['person', 'case_code_hash'],
      ['person_category', 'erase_after'],
      ['consent', 'state'],
    ]) {
      const changed = await as(scene.recipientId, (sql) => sql(`update ${table} set ${column} = ${column}`));
      expect(changed.rowCount).toBe(0);
    }
  });

  test('only a party writes down a step of a referral', async () => {
    const event = (organisationId: string) =>
      `insert into referral_event (owner_id, referral_id, version, verb, state, at, organisation_id, client)
       values ('${OWNER}', '${scene.id}', 99, 'accept', 'ACCEPTED', now(), '${organisationId}', 'client')`;
    await refused(iom.organisationId, event(iom.organisationId), /row-level security/);
    await refused(iom.organisationId, event(scene.recipientId), /row-level security/);
    for (const party of [scene.recipientId, OWNER]) {
      expect((await as(party, (sql) => sql(event(party)))).rowCount).toBe(1);
    }
  });

  test('it sees of its neighbours what they grant, and nothing else', async () => {
    await refused(OWNER, 'select from partnerships.organisation', /permission denied/);
    await refused(OWNER, 'select from partnerships.agreement', /permission denied/);
    await refused(OWNER, 'select from services.service', /permission denied/);
    expect(await counted(OWNER, 'partnerships.agreements_in_force')).toBeGreaterThan(0);
  });

  test('no other subgraph’s role reads a row about a person', async () => {
    for (const role of ['accord_services', 'accord_partnerships', 'accord_access']) {
      for (const table of TABLES) {
        await stage.beside(async (client) => {
          await client.query(`set role ${role}`);
          await expect(client.query(`select from referrals.${table}`)).rejects.toThrow(/permission denied/);
        });
      }
    }
  });
});

describe('whoever comes with the link of a person', () => {
  const hashOf = async (personRef: string) => {
    const [row] = await stage.sql<{ hash: string }>(
      `select encode(token_hash, 'hex') as hash from referrals.person_link where person_id = $1`,
      [personRef],
    );
    return row?.hash as string;
  };

  test('ALLOW: nobody who shows its hash reads the one row of that hash', async () => {
    const hash = await hashOf(scene.personRef);
    await as('', async (sql) => {
      await sql(`select set_config('accord.person_link', $1, true)`, [hash]);
      const { rows } = await sql('select person_id from person_link');
      expect(rows).toEqual([{ person_id: scene.personRef }]);
    });
  });

  test('DENY: nor any other row, nor a row of any other table', async () => {
    const hash = await hashOf(scene.personRef);
    await as('', async (sql) => {
      await sql(`select set_config('accord.person_link', $1, true)`, [hash]);
      for (const table of TABLES.filter((one) => one !== 'person_link')) {
        expect({ table, rows: (await sql(`select from ${table}`)).rowCount }).toEqual({ table, rows: 0 });
      }
      for (const other of ['', '00', hash.replace(/^../, 'ff')]) {
        await sql(`select set_config('accord.person_link', $1, true)`, [other]);
        expect((await sql('select from person_link')).rowCount).toBe(0);
      }
    });
  });

  test.each(Object.entries({ ...OF_PERSON, ...OF_PERSON_FOR_OWNER }))(
    'the owner’s rows of %s are narrowed to the one person in hand, for reading and for writing',
    async (table, column) => {
      await as(OWNER, async (sql) => {
        const all = (await sql(`select from ${table}`)).rowCount ?? 0;
        const own = (await sql(`select from ${table} where ${column} = $1`, [scene.personRef])).rowCount;
        await sql(`select set_config('accord.person', $1, true)`, [scene.personRef]);
        expect((await sql(`select from ${table}`)).rowCount).toBe(own);
        await sql(`select set_config('accord.person', 'person_of_nobody', true)`);
        expect((await sql(`select from ${table}`)).rowCount).toBe(0);
        expect(all).toBeGreaterThan(own ?? 0);
      });
    },
  );

  test('no table that says about whom its rows are is left out of that', async () => {
    const tables = await stage.sql<{ name: string }>(
      `select table_name as name from information_schema.columns
        where table_schema = 'referrals' and column_name = 'person_id' union select 'person' order by 1`,
    );
    const narrowed = await stage.sql<{ name: string }>(
      `select tablename as name from pg_policies
        where schemaname = 'referrals' and policyname = 'person_in_hand' and permissive = 'RESTRICTIVE' order by 1`,
    );
    expect(narrowed).toEqual(tables);
  });

  test('the consent of another person of the same owner cannot be changed by whoever has one in hand', async () => {
    await as(OWNER, async (sql) => {
      await sql(`select set_config('accord.person', $1, true)`, [scene.personRef]);
      const { rowCount } = await sql(`update consent set state = 'WITHDRAWN' where person_id <> $1`, [
        scene.personRef,
      ]);
      expect(rowCount).toBe(0);
      expect((await sql(`update consent set state = 'WITHDRAWN', revision = revision + 1`)).rowCount).toBe(1);
    });
  });
});
