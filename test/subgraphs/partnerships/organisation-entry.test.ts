import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Asker } from '../../support/subgraph.ts';
import { force, made, propose, read, take, walk } from './agreement-steps.ts';
import { anOrganisation, ENTRY_FIELDS, type Entry, enter, icrc, ifrc } from './entry-steps.ts';
import { as, iom, jnrcs, openPartnerships, type PartnershipsWorld, unhcr } from './partnerships-world.ts';

let world: PartnershipsWorld;
beforeAll(async () => {
  world = await openPartnerships();
  await world.organisation('org_icrc', 'ICRC');
  await world.organisation('org_ifrc', 'IFRC');
});
afterAll(() => world.stop());

const own = (id: string) => as({ organisationId: id }, 'administrator');
const found = async (text: string) => {
  const query = `query ($text: String) { list: organisations(first: 100, filter: { text: $text }) { nodes { id } } }`;
  const { list } = await world.ask<{ list: { nodes: { id: string }[] } }>(null, query, { text });
  return list.nodes.map(({ id }) => id);
};
const entry = async (id: string): Promise<Entry> =>
  (
    await world.ask<{ organisation: Entry }>(
      null,
      `query ($id: ID!) { organisation(id: $id) { ${ENTRY_FIELDS} } }`,
      {
        id,
      },
    )
  ).organisation;

describe('a new name', () => {
  test('stands at once, and the old ones are kept with how long they were held, and found', async () => {
    const id = await anOrganisation(world, 'NATIONAL_NGO', {
      name: 'Secours Éthiopien',
      names: { am: 'እርዳታ' },
    });
    const first = await enter(world, 'rename', id, own(id), {
      name: '  Relief Ethiopia ',
      names: [{ language: 'fr', name: 'Aide Éthiopie' }],
    });
    expect(first).toMatchObject({
      userErrors: [],
      organisation: { id, name: 'Relief Ethiopia', version: 2 },
    });
    await enter(world, 'rename', id, own(id), { name: 'Relief Horn' });
    const { formerNames, name } = (await entry(id)) as unknown as {
      name: string;
      formerNames: { name: string; heldFrom: string | null; heldUntil: string }[];
    };
    expect(name).toBe('Relief Horn');
    expect(formerNames.map((one) => one.name)).toEqual(['Relief Ethiopia', 'Secours Éthiopien']);
    expect(formerNames[0]?.heldFrom).toBe(formerNames[1]?.heldUntil);
    expect(formerNames[1]?.heldFrom).toBeNull();
    for (const text of ['secours ethiopien', 'እርዳታ', 'aide ethiopie', 'relief ETHIOPIA', 'relief horn'])
      expect(await found(text)).toEqual([id]);
  });

  test('leaves an agreement with the names under which it was signed, for its parties and for anyone', async () => {
    const id = await anOrganisation(world, 'UN_AGENCY', { name: 'Refugee Office' });
    const [other, signer] = [
      as({ organisationId: id }, 'caseworker'),
      as({ organisationId: id }, 'signatory'),
    ];
    const names = async (agreementId: string, who: Asker) =>
      world.ask(
        who,
        `{ agreement(id: "${agreementId}") { providerName recipientName recipient { name formerNames { name } } } }`,
      );
    const first = await walk(world, await propose(world, { recipientId: id }), [
      ['submit', jnrcs],
      ['approve', other],
      ['sign', as(jnrcs, 'signatory')],
    ]);
    await enter(world, 'rename', id, own(id), { name: 'Refugee Agency' });
    const signed = await walk(world, { agreement: first, userErrors: [] }, [
      ['sign', signer],
      ['activate', jnrcs],
    ]);
    await enter(world, 'rename', id, own(id), { name: 'Protection Agency' });
    const unsigned = made(await propose(world, { recipientId: id }));
    const recipient = {
      name: 'Protection Agency',
      formerNames: [{ name: 'Refugee Agency' }, { name: 'Refugee Office' }],
    };
    for (const who of [other, jnrcs, null, iom])
      expect(await names(signed.id, who)).toEqual({
        agreement: { providerName: 'org_jnrcs', recipientName: 'Refugee Agency', recipient },
      });
    expect(await names(unsigned.id, jnrcs)).toMatchObject({
      agreement: { recipientName: 'Protection Agency' },
    });
  });

  test.each([
    ['input.name', { name: ' ' }],
    ['input.name', { name: 'x'.repeat(201) }],
    ['input.name', { name: 'a\0b' }],
    ['input.names.0.name', { names: [{ language: 'fr', name: '' }] }],
    ['input.names.0.language', { names: [{ language: 'not a language', name: 'a' }] }],
    [
      'input.names',
      {
        names: [
          { language: 'fr', name: 'a' },
          { language: 'fr', name: 'b' },
        ],
      },
    ],
    ['input.reason', { reason: 'x'.repeat(1001) }],
  ])('that cannot be right is refused at %s (%#)', async (field, over) => {
    const id = await anOrganisation(world);
    expect((await enter(world, 'rename', id, own(id), over)).userErrors).toMatchObject([
      { code: 'VALIDATION_FAILED', field },
    ]);
    expect(await entry(id)).toMatchObject({ version: 1, formerNames: [] });
  });

  test('is decided on the version that was read; of many at once one alone stands, and under one key it is one', async () => {
    const id = await anOrganisation(world);
    const all = await Promise.all(
      ['a', 'b', 'c'].map((name) => enter(world, 'rename', id, own(id), { name, expectedVersion: 1 })),
    );
    expect(all.filter(({ organisation }) => organisation !== null)).toHaveLength(1);
    expect(all.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual([
      'VERSION_CONFLICT',
      'VERSION_CONFLICT',
    ]);
    const keyed = { ...own(id), idempotencyKey: `rename-${id}` };
    const again = () => enter(world, 'rename', id, keyed, { name: 'd', expectedVersion: 2 });
    expect(await again()).toEqual(await again());
    expect(await entry(id)).toMatchObject({ name: 'd', version: 3 });
  });
});

describe('recognition', () => {
  test('makes a national organisation the one National Society of its country', async () => {
    const id = await anOrganisation(world, 'NATIONAL_NGO', { country: 'SS' });
    const other = await anOrganisation(world, 'NATIONAL_NGO', { country: 'SS' });
    const over = { recognisedOn: '2013-06-18', identifier: 'SSD001' };
    const outcome = await enter(world, 'recognise', id, icrc, over);
    expect(outcome).toMatchObject({
      userErrors: [],
      organisation: { type: 'NATIONAL_SOCIETY', recognisedOn: '2013-06-18' },
    });
    expect((await enter(world, 'recognise', other, icrc, over)).userErrors).toMatchObject([
      { code: 'RULE_BROKEN', rule: 'one-national-society-per-country' },
    ]);
    expect((await enter(world, 'recognise', id, icrc, over)).userErrors).toMatchObject([
      { code: 'RULE_BROKEN', rule: 'recognised-once' },
    ]);
  });

  test('of two at the same moment one alone is given, and the table holds it too', async () => {
    const ids = [
      await anOrganisation(world, 'NATIONAL_NGO', { country: 'CK' }),
      await anOrganisation(world, 'NATIONAL_NGO', { country: 'CK' }),
    ];
    const all = await Promise.all(ids.map((id) => enter(world, 'recognise', id, icrc)));
    expect(all.filter(({ organisation }) => organisation)).toHaveLength(1);
    const loser = ids[all.findIndex(({ organisation }) => !organisation)];
    await expect(
      world.sql(`update partnerships.organisation set type = 'NATIONAL_SOCIETY' where id = $1`, [loser]),
    ).rejects.toThrow('one_national_society_per_country');
  });

  test.each([
    ['society-of-a-country', { country: null }, {}],
    ['recognition-has-been', { country: 'TV' }, { recognisedOn: '2999-01-01' }],
  ])('%s', async (rule, row, over) => {
    const id = await anOrganisation(world, 'NATIONAL_NGO', row);
    expect((await enter(world, 'recognise', id, icrc, over)).userErrors).toMatchObject([{ rule }]);
  });
});

describe('suspension', () => {
  test('ends what a party read of its agreements, in the session that goes on; reinstated, it reads again', async () => {
    const agreement = await walk(world, await propose(world, { recipientId: 'org_iom' }), [
      ['submit', jnrcs],
      ['approve', iom],
      ['sign', as(jnrcs, 'signatory')],
      ['sign', as(iom, 'signatory')],
      ['activate', jnrcs],
    ]);
    expect((await read(world, agreement.id, iom)).clauses).not.toBeNull();
    const outcome = await enter(world, 'suspend', 'org_iom', own('org_iom'), { reason: 'A laptop is lost.' });
    expect(outcome.organisation).toMatchObject({ standing: 'SUSPENDED', active: false });
    expect((await read(world, agreement.id, iom)).clauses).toBeNull();
    expect((await take(world, 'suspend', agreement, iom)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(
      (await propose(world, { recipientId: 'org_unhcr', providerId: 'org_iom' }, iom)).userErrors,
    ).toMatchObject([{ rule: 'acting-party-active' }]);
    // It cannot come back by itself: whoever holds its credentials could.
    expect((await enter(world, 'reinstate', 'org_iom', own('org_iom'))).userErrors).toMatchObject([
      { rule: 'registry-writer-active' },
    ]);
    expect((await enter(world, 'reinstate', 'org_iom', ifrc)).organisation).toMatchObject({
      standing: 'ACTIVE',
    });
    expect((await read(world, agreement.id, iom)).clauses).not.toBeNull();
    await take(world, 'terminate', await read(world, agreement.id, iom), iom);
  });

  test('takes the units with the same credentials along, and no others; they come back together', async () => {
    const id = await anOrganisation(world);
    const [shared, alone] = [await anOrganisation(world), await anOrganisation(world)];
    await world.sql(
      `update partnerships.organisation set parent_id = $1, shares_credentials = (id = $2) where id in ($2, $3)`,
      [id, shared, alone],
    );
    const standings = async () =>
      Promise.all([id, shared, alone].map(async (one) => (await entry(one)).standing));
    await enter(world, 'suspend', id, icrc);
    expect(await standings()).toEqual(['SUSPENDED', 'SUSPENDED', 'ACTIVE']);
    await enter(world, 'reinstate', id, icrc);
    expect(await standings()).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
  });

  test('waits for a step that the organisation has begun, and no step begins after it', async () => {
    const agreement = made(await propose(world));
    const suspended = await world.beside(async (client) => {
      await client.query('begin');
      await client.query(`select from partnerships.organisation where id = 'org_unhcr' for share`);
      const outcome = enter(world, 'suspend', 'org_unhcr', icrc);
      const first = await Promise.race([
        outcome,
        new Promise((done) => setTimeout(() => done('waits'), 300)),
      ]);
      await client.query('commit');
      expect(first).toBe('waits');
      return outcome;
    });
    expect(suspended.organisation).toMatchObject({ standing: 'SUSPENDED' });
    expect((await take(world, 'submit', agreement, unhcr)).userErrors).not.toEqual([]);
    await enter(world, 'reinstate', 'org_unhcr', icrc);
  });

  test('a National Society does not come back where another was recognised', async () => {
    const first = await anOrganisation(world, 'NATIONAL_SOCIETY', { country: 'WS' });
    await enter(world, 'suspend', first, icrc);
    const second = await anOrganisation(world, 'NATIONAL_NGO', { country: 'WS' });
    expect((await enter(world, 'recognise', second, icrc)).userErrors).toEqual([]);
    expect((await enter(world, 'reinstate', first, icrc)).userErrors).toMatchObject([
      { rule: 'one-national-society-per-country' },
    ]);
  });
});

describe('what ends for good', () => {
  test.each(['close', 'merge'] as const)(
    '%s: its agreements end with it, whoever would resume or sign them',
    async (verb) => {
      const id = await anOrganisation(world, 'UN_AGENCY');
      const other = as({ organisationId: id }, 'caseworker');
      const steps = [
        ['submit', jnrcs],
        ['approve', other],
        ['sign', as(jnrcs, 'signatory')],
        ['sign', as(other, 'signatory')],
        ['activate', jnrcs],
      ] as const;
      const stands = await walk(world, await propose(world, { recipientId: id }), steps);
      const halfSigned = await walk(world, await propose(world, { recipientId: id }), steps.slice(0, 3));
      await force(world, { id: `over_${verb}`, recipientId: id, state: 'BREACHED' });
      const { organisation, userErrors } = await enter(world, verb, id, icrc);
      expect(userErrors).toEqual([]);
      expect(organisation).toMatchObject({
        standing: verb === 'close' ? 'CLOSED' : 'MERGED',
        active: false,
        mergedInto: verb === 'close' ? null : { id: 'org_iom' },
        closedAt: expect.anything(),
      });
      const states = await Promise.all(
        [stands.id, halfSigned.id, `over_${verb}`].map(async (one) => (await read(world, one)).state),
      );
      expect(states).toEqual(['TERMINATED', 'REJECTED', 'BREACHED']);
      // The one that absorbed it is a stranger to them.
      for (const one of [stands.id, halfSigned.id])
        expect(await world.ask(iom, `{ agreement(id: "${one}") { id } }`)).toEqual({ agreement: null });
      for (const back of ['reinstate', 'rename', 'suspend', 'close', 'merge'] as const)
        expect((await enter(world, back, id, icrc)).userErrors).toMatchObject([
          { code: 'ILLEGAL_TRANSITION', possible: [] },
        ]);
    },
  );

  test('by the name of what was merged, also by an older one, the other is found', async () => {
    const id = await anOrganisation(world, 'NATIONAL_NGO', { name: 'Oldest Wording' });
    const into = await anOrganisation(world, 'NATIONAL_NGO', { name: 'Successor' });
    await enter(world, 'rename', id, own(id), { name: 'Middle Wording' });
    expect((await enter(world, 'merge', id, ifrc, { intoId: into })).userErrors).toEqual([]);
    expect(await found('oldest wording')).toEqual([into]);
    expect(await found('middle wording')).toEqual([into]);
  });

  test.each([
    ['successor-lives', 'org_gone'],
    ['successor-lives', 'itself'],
  ])('%s: it is not merged into %s', async (rule, into) => {
    const id = await anOrganisation(world);
    const intoId = into === 'itself' ? id : into;
    expect((await enter(world, 'merge', id, icrc, { intoId })).userErrors).toMatchObject([{ rule }]);
  });

  test('nobody is merged into what is not there, and nothing is closed that leaves a unit behind', async () => {
    const [id, unit] = [await anOrganisation(world), await anOrganisation(world)];
    expect((await enter(world, 'merge', id, icrc, { intoId: 'org_absent' })).userErrors).toMatchObject([
      { code: 'NOT_FOUND', field: 'input.intoId' },
    ]);
    await world.sql('update partnerships.organisation set parent_id = $1 where id = $2', [id, unit]);
    for (const verb of ['close', 'merge'] as const)
      expect((await enter(world, verb, id, icrc)).userErrors).toMatchObject([{ rule: 'no-unit-is-left' }]);
    await enter(world, 'close', unit, own(id));
    expect((await enter(world, 'close', id, icrc)).userErrors).toEqual([]);
  });

  test('a signature at the same moment is lost in no way: either it stands in what ends, or it is refused', async () => {
    for (let round = 0; round < 2; round += 1) {
      const id = await anOrganisation(world, 'UN_AGENCY');
      const other = as({ organisationId: id }, 'signatory');
      const agreement = await walk(world, await propose(world, { recipientId: id }), [
        ['submit', jnrcs],
        ['approve', jnrcs],
        ['sign', as(jnrcs, 'signatory')],
      ]);
      const [merged, signed] = await Promise.all([
        enter(world, 'merge', id, icrc),
        take(world, 'sign', agreement, other),
      ]);
      expect(merged.userErrors).toEqual([]);
      // One that stood a moment before is in what ended; its signer reads it no more.
      const { state, signatures } = await read(world, agreement.id);
      expect([state, signatures.length]).toEqual(
        signed.agreement || state === 'TERMINATED' ? ['TERMINATED', 2] : ['REJECTED', 1],
      );
    }
  });
});
