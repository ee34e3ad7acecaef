import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { type AccessWorld, type Asker, gone, guard, icrc, iom, krcs, openAccess } from './access-world.ts';
import { coordinatorOf } from './incident-steps.ts';
import { coordinator, FILE, FORM, fileBy, issue, linksOf, revoke, TOLD, tokenOf } from './intake-steps.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccess();
});
afterAll(() => world.stop());

const NEVER = 'never-issued-never-issued-never-';

describe('giving and ending a link', () => {
  test('ALLOW: a coordinator of an organisation that records what access is like', async () => {
    for (const who of [krcs, icrc, iom]) {
      const { token, userErrors } = await issue(world, {}, coordinatorOf(who));
      expect(userErrors).toEqual([]);
      expect(Buffer.from(token ?? '', 'base64url').length).toBeGreaterThanOrEqual(16);
    }
  });

  test.each([
    ['an authority', guard, 'observer-is-humanitarian'],
    ['one that is active no more', gone, 'observer-is-active'],
  ] as const)('DENY: %s', async (_who, who, rule) => {
    expect(await issue(world, {}, coordinatorOf(who))).toMatchObject({ token: null, userErrors: [{ rule }] });
  });

  test.each([
    'caseworker',
    'data_protection_officer',
    'signatory',
    'analyst',
    'administrator',
    'system',
  ] as const)('DENY: a %s gives none', async (role) => {
    await expect(issue(world, {}, { ...krcs, role })).rejects.toThrow('SCOPE_MISSING');
  });

  test('DENY: nobody without a login; and not for longer than 90 days, or for the past', async () => {
    await expect(issue(world, {}, null)).rejects.toThrow('UNAUTHENTICATED');
    for (const days of [91, -1]) {
      const expiresAt = new Date(Date.now() + days * 86_400_000).toISOString();
      expect((await issue(world, { expiresAt })).userErrors).toMatchObject([
        { rule: 'incident-link-at-most-90-days' },
      ]);
    }
  });

  test('ALLOW and DENY: any of the staff ends one, another organisation finds none', async () => {
    const { incidentLink, token } = await issue(world);
    const foreign = await revoke(world, incidentLink?.id, coordinatorOf(icrc));
    expect(foreign).toEqual(await revoke(world, 'incidentlink_none', coordinatorOf(icrc)));
    expect(foreign.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await fileBy(world, token)).toMatchObject({ filed: true });
    expect((await revoke(world, incidentLink?.id, krcs)).userErrors).toEqual([]);
    await expect(revoke(world, incidentLink?.id, { ...krcs, role: 'analyst' })).rejects.toThrow(
      'SCOPE_MISSING',
    );
  });

  test('ALLOW and DENY: staff list their own organisation’s, others none of them', async () => {
    const { incidentLink } = await issue(world, { team: 'Seen' });
    const ids = async (who: Asker) => (await linksOf(world, who)).map(({ id }) => id);
    for (const who of [krcs, coordinator]) expect(await ids(who)).toContain(incidentLink?.id);
    const others = [icrc, iom, guard, gone, null, { ...krcs, role: 'analyst' } as const];
    for (const who of others) expect(await ids(who)).not.toContain(incidentLink?.id);
  });
});

describe('using a link', () => {
  const fates: Record<string, string> = {};
  beforeAll(async () => {
    const revoked = await issue(world);
    await revoke(world, revoked.incidentLink?.id);
    fates.revoked = revoked.token as string;
    const over = await issue(world);
    await world.sql('update access.incident_link set expires_at = now() where id = $1', [
      over.incidentLink?.id,
    ]);
    fates.over = over.token as string;
    const full = await issue(world);
    await world.sql('update access.incident_link set filed = 100 where id = $1', [full.incidentLink?.id]);
    fates.full = full.token as string;
    const left = await issue(world, {}, coordinatorOf(iom));
    await world.sql(`update access.incident_link set owner_id = 'org_gone' where id = $1`, [
      left.incidentLink?.id,
    ]);
    fates['of one that is active no more'] = left.token as string;
    const taken = await issue(world, {}, coordinatorOf(iom));
    await world.sql(`update access.incident_link set owner_id = 'org_guard' where id = $1`, [
      taken.incidentLink?.id,
    ]);
    fates['of an authority'] = taken.token as string;
  });

  const QUESTIONS: Readonly<Record<string, (token: string) => [string, object]>> = {
    'the form': (token) => [FORM, { token }],
    'filing what is right': (token) => [FILE, { input: { ...TOLD, token } }],
    'filing what is not': (token) => [FILE, { input: { ...TOLD, token, country: 'XX' } }],
    'filing what is warned of': (token) => [FILE, { input: { ...TOLD, token, description: 'Ask Mr Abdi.' } }],
  };

  test.each(Object.entries(QUESTIONS))(
    'DENY: unknown, revoked, over, full and of a wrong owner are the same bytes: %s',
    async (_name, question) => {
      const bytes = async (token: string) => JSON.stringify(await world.ask(null, ...question(token)));
      const unknown = await bytes(NEVER);
      expect(unknown).toContain('NOT_FOUND');
      for (const [fate, token] of Object.entries(fates))
        expect({ fate, bytes: await bytes(token) }).toEqual({ fate, bytes: unknown });
      for (const odd of ['', 'x'.repeat(100_000), '\\x00']) expect(await bytes(odd)).toBe(unknown);
    },
  );

  test('DENY: an organisation that is signed in, be it the owner, with a link that stands', async () => {
    const token = await tokenOf(world);
    for (const who of [krcs, icrc, guard]) {
      for (const question of Object.values(QUESTIONS)) {
        const { errors } = await world.ask(who, ...question(token));
        expect(errors).toMatchObject([{ extensions: { code: 'SCOPE_MISSING' } }]);
      }
    }
  });

  test('DENY: nothing that was filed is read by it or by nobody, by no path, and no other organisation finds the draft', async () => {
    const token = await tokenOf(world);
    await fileBy(world, token, {
      description: 'Nobody shall find this.',
      kind: 'EMBLEM_MISUSE',
      country: 'TZ',
    });
    const [row] = await world.sql(`select id from access.access_incident where country = 'TZ'`);
    const id = row?.id;
    const paths = [
      [FORM, { token }],
      ['query ($id: ID!) { accessIncident(id: $id) { id month } }', { id }],
      ['{ accessIncidents(first: 100, filter: { country: "TZ" }) { nodes { id } } }', {}],
      [
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on AccessIncident { id kind } ... on Country { accessIncidents(first: 9) { nodes { id } } } } }',
        {
          r: [
            { __typename: 'AccessIncident', id },
            { __typename: 'Country', iso2: 'TZ' },
          ],
        },
      ],
    ] as const;
    for (const who of [null, icrc, iom, guard]) {
      for (const [query, variables] of paths) {
        const text = JSON.stringify((await world.ask(who, query, variables)).data ?? {});
        expect(text).not.toContain('Nobody shall find this.');
        expect(text).not.toContain(String(id));
      }
    }
  });

  test('DENY: the second wall lets the holder of a hash write drafts of that organisation, and read none', async () => {
    const { incidentLink, token } = await issue(world);
    await fileBy(world, token);
    const [kept] = await world.sql(
      `select encode(token_hash, 'hex') as hash from access.incident_link where id = $1`,
      [incidentLink?.id],
    );
    const client = new pg.Client({ connectionString: world.url });
    await client.connect();
    const as = async (text: string) => {
      await client.query('begin');
      try {
        await client.query('set local role accord_access');
        await client.query(
          `select set_config('accord.organisation', '', true), set_config('accord.incident_link', $1, true),
             set_config('search_path', 'access', true)`,
          [kept?.hash],
        );
        return (await client.query(text)).rowCount;
      } finally {
        await client.query('rollback');
      }
    };
    const incident = (owner: string, state: string, by: string) =>
      `insert into access_incident (owner_id, id, kind, country, impacts, occurred_on, state, named_staff, verified, filed_by,
         filed_at, version) values ('${owner}', 'incident_x', 'VISA_REFUSED', 'KE', '{}', '2026-01-01', '${state}', '{}', false,
         '${by}', now(), 1)`;
    const link = incidentLink?.id as string;
    for (const table of [
      'access_incident',
      'incident_event',
      'access_incident_cut',
      'access_visit',
      'access_notice',
    ])
      expect([table, await as(`select * from ${table}`)]).toEqual([table, 0]);
    expect(await as('select * from incident_link')).toBe(1);
    expect(await as(incident('org_krcs', 'DRAFT', link))).toBe(1);
    for (const odd of [
      incident('org_icrc', 'DRAFT', link),
      incident('org_krcs', 'SUBMITTED', link),
      incident('org_krcs', 'DRAFT', 'krcs-1'),
    ])
      await expect(as(odd)).rejects.toThrow(/row-level security/);
    await client.end();
  });
});

describe('the token', () => {
  test('is kept nowhere in the database, and the hash that is kept is keyed', async () => {
    const { token } = await issue(world, {}, coordinator, 'kept');
    await fileBy(world, token);
    const [row] = await world.sql(
      `select (select string_agg(l::text, '') from access.incident_link l) || (select string_agg(i::text, '') from access.access_incident i)
           || (select string_agg(k::text, '') from access.idempotency k) as text`,
    );
    const text = String(row?.text);
    expect(text).toContain('incidentlink_');
    expect(text).not.toContain(token);
    expect(text).not.toContain(
      createHash('sha256')
        .update(token as string)
        .digest('hex'),
    );
  });
});
