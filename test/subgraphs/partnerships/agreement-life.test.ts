import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Database } from '../../../shared/database.ts';
import { expireAgreements } from '../../../subgraphs/partnerships/jobs/expire-agreements.ts';
import { partnerships } from '../../../subgraphs/partnerships/schema.ts';
import {
  type Agreement,
  active,
  force,
  inDays,
  made,
  type Outcome,
  propose,
  proposeMou,
  read,
  TO_ACTIVE,
  TO_SIGNED,
  take,
  VERBS,
  type Verb,
  walk,
} from './agreement-steps.ts';
import { as, jnrcs, openPartnerships, type PartnershipsWorld, unhcr } from './partnerships-world.ts';

let world: PartnershipsWorld;
beforeAll(async () => {
  world = await openPartnerships();
});
afterAll(() => world.stop());

const ours = as(jnrcs, 'signatory');
const theirs = as(unhcr, 'signatory');

/** law.md, section 7, said a second time: what may be asked for from each state, and where it leads. */
const LIFE: Readonly<Record<string, Partial<Record<Verb, string>>>> = {
  DRAFT: { submit: 'REVIEW', revise: 'NEGOTIATION', reject: 'REJECTED' },
  NEGOTIATION: { submit: 'REVIEW', revise: 'NEGOTIATION', reject: 'REJECTED' },
  REVIEW: { approve: 'APPROVED', revise: 'NEGOTIATION', reject: 'REJECTED' },
  APPROVED: { sign: 'PARTIALLY_SIGNED', revise: 'NEGOTIATION', reject: 'REJECTED' },
  PARTIALLY_SIGNED: { sign: 'SIGNED', revise: 'NEGOTIATION', reject: 'REJECTED' },
  SIGNED: { activate: 'ACTIVE', revise: 'NEGOTIATION', terminate: 'TERMINATED' },
  ACTIVE: { suspend: 'SUSPENDED', reportBreach: 'SUSPENDED', terminate: 'TERMINATED' },
  SUSPENDED: {
    resume: 'SUSPENDED',
    reportBreach: 'SUSPENDED',
    endForBreach: 'BREACHED',
    terminate: 'TERMINATED',
  },
  EXPIRED: {},
  TERMINATED: {},
  REJECTED: {},
  BREACHED: {},
};

let forced = 0;
/** An agreement in a state, signed as far as that state says. */
async function inState(state: string, over: object = {}): Promise<Agreement> {
  forced += 1;
  const id = `agreement_forced_${forced}`;
  await force(world, { id, state, ...over });
  const signed = { APPROVED: [], PARTIALLY_SIGNED: ['org_unhcr'] }[state];
  if (signed)
    await world.sql(
      'delete from partnerships.agreement_signature where agreement_id = $1 and organisation_id <> all($2)',
      [id, signed],
    );
  return read(world, id);
}

describe('the life of an agreement', () => {
  test.each([
    ['a data-sharing agreement', () => propose(world)],
    ['an MoU', () => proposeMou(world)],
  ])(
    '%s goes from a draft to what both have signed, is active, suspended and resumed',
    async (_what, begin) => {
      const states: string[] = [];
      let current = made(await begin());
      const steps = [...TO_ACTIVE, ['suspend', unhcr], ['resume', jnrcs], ['resume', unhcr]] as const;
      for (const [verb, who] of steps) {
        const next = made(await take(world, verb, current, who));
        expect(next.version).toBe(current.version + 1);
        states.push(next.state);
        current = next;
      }
      const signed = ['REVIEW', 'APPROVED', 'PARTIALLY_SIGNED', 'SIGNED'];
      expect(states).toEqual([...signed, 'ACTIVE', 'SUSPENDED', 'SUSPENDED', 'ACTIVE']);
      expect(current.signatures.map(({ organisationId }) => organisationId)).toEqual([
        'org_jnrcs',
        'org_unhcr',
      ]);
      expect(current.revision).toBe(1);
    },
  );

  describe.each(Object.keys(LIFE))('from %s', (state) => {
    test.each(VERBS)('%s leads where the law says, or names what is possible', async (verb) => {
      const agreement = await inState(state);
      const { agreement: next, userErrors } = await take(world, verb, agreement, ours);
      const expected = LIFE[state]?.[verb];
      if (expected) {
        expect(userErrors).toEqual([]);
        expect(next?.state).toBe(expected);
        return;
      }
      expect(next).toBeNull();
      expect(userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
      expect(userErrors[0]?.message).toContain(`The state is ${state}.`);
      expect([...(userErrors[0]?.possible ?? [])].sort()).toEqual(Object.keys(LIFE[state] ?? {}).sort());
      expect(await read(world, agreement.id)).toEqual(agreement);
    });
  });

  test.each(VERBS)('%s on a version that has passed is refused and changes nothing', async (verb) => {
    const state = Object.keys(LIFE).find((one) => LIFE[one]?.[verb]) as string;
    const agreement = await inState(state);
    for (const expectedVersion of [agreement.version - 1, agreement.version + 1]) {
      const { userErrors } = await take(world, verb, agreement, ours, { expectedVersion });
      expect(userErrors).toMatchObject([{ code: 'VERSION_CONFLICT', field: 'input.expectedVersion' }]);
    }
    expect(await read(world, agreement.id)).toEqual(agreement);
  });

  test.each(['SIGNED', 'ACTIVE', 'SUSPENDED'])(
    'past its end a %s agreement has expired, and no verb wakes it',
    async (state) => {
      const agreement = await inState(state, { until: -0.001 });
      expect(agreement.state).toBe('EXPIRED');
      for (const verb of ['activate', 'resume', 'suspend', 'terminate', 'revise'] as const) {
        const { userErrors } = await take(world, verb, agreement, ours);
        expect(userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION', possible: [] }]);
      }
    },
  );
});

describe('signing', () => {
  test('each party signs for itself alone, whoever is first', async () => {
    const approved = await walk(world, await propose(world), TO_SIGNED.slice(0, 2));
    const half = made(await take(world, 'sign', approved, theirs));
    expect(half).toMatchObject({ state: 'PARTIALLY_SIGNED', signatures: [{ organisationId: 'org_unhcr' }] });
    const whole = made(await take(world, 'sign', half, ours));
    expect(whole.state).toBe('SIGNED');
    expect(whole.signatures.map(({ organisationId }) => organisationId)).toEqual(['org_unhcr', 'org_jnrcs']);
  });

  test('a party signs once: its second signature is not that of the other', async () => {
    const half = await walk(world, await propose(world), TO_SIGNED.slice(0, 3));
    const { userErrors } = await take(world, 'sign', half, ours);
    expect(userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule: 'signs-once' }]);
    expect(await read(world, half.id)).toEqual(half);
  });

  test('a signature binds the hash of the revision that stands: an earlier one is refused', async () => {
    const first = made(await propose(world));
    const second = await walk(world, await take(world, 'revise', first, jnrcs), TO_SIGNED.slice(0, 2));
    const { userErrors } = await take(world, 'sign', second, ours, { revisionHash: first.revisionHash });
    expect(userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule: 'signs-this-revision' }]);
    expect((await read(world, second.id)).signatures).toEqual([]);
  });

  test('signatures of a revision that was edited away count for nothing when the new one is signed', async () => {
    const half = await walk(world, await propose(world), TO_SIGNED.slice(0, 3));
    const edited = made(await take(world, 'revise', half, unhcr));
    const again = await walk(world, { agreement: edited, userErrors: [] }, TO_SIGNED.slice(0, 3));
    expect(again).toMatchObject({ state: 'PARTIALLY_SIGNED', signatures: [{ organisationId: 'org_jnrcs' }] });
  });

  test('what was signed stays in the rows, with its hash, client and time', async () => {
    const half = await walk(world, await propose(world), TO_SIGNED.slice(0, 3));
    await take(world, 'revise', half, unhcr);
    const rows = await world.sql(
      'select revision_hash, organisation_id, signed_by, signed_at from partnerships.agreement_signature where agreement_id = $1',
      [half.id],
    );
    expect(rows).toEqual([
      {
        revision_hash: half.revisionHash,
        organisation_id: 'org_jnrcs',
        signed_by: 'org_jnrcs-signatory',
        signed_at: new Date(half.signatures[0]?.signedAt as string),
      },
    ]);
  });
});

describe('activating', () => {
  test('without both signatures on this revision it is refused, whatever the state says', async () => {
    const agreement = await inState('SIGNED');
    await world.sql(
      'delete from partnerships.agreement_signature where agreement_id = $1 and organisation_id = $2',
      [agreement.id, 'org_unhcr'],
    );
    const { userErrors } = await take(world, 'activate', agreement, jnrcs);
    expect(userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule: 'all-have-signed' }]);
  });

  test('without the statement of conformity it is refused (31IC/11/R3, P8)', async () => {
    const signed = await walk(world, await propose(world, { statesConformity: false }), TO_SIGNED);
    const { userErrors } = await take(world, 'activate', signed, jnrcs);
    expect(userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule: 'conformity-stated' }]);
    expect((await read(world, signed.id)).state).toBe('SIGNED');
  });

  test('before its beginning it may be activated, and is in force for nobody until then', async () => {
    const future = await active(world, { validFrom: inDays(1), validUntil: inDays(2) });
    expect(future.state).toBe('ACTIVE');
    expect(await inForce(future.id)).toEqual([]);
  });
});

describe('suspending and resuming', () => {
  test.each([
    ['provider', jnrcs],
    ['recipient', unhcr],
  ])('the %s may suspend alone', async (_party, who) => {
    expect(made(await take(world, 'suspend', await active(world), who)).state).toBe('SUSPENDED');
  });

  test.each([
    ['the one that suspended', jnrcs, unhcr],
    ['the other one', unhcr, jnrcs],
  ])('both must have asked to resume, and who has asked is kept: first %s', async (_who, first, second) => {
    const suspended = made(await take(world, 'suspend', await active(world), jnrcs));
    const asked = made(await take(world, 'resume', suspended, first));
    expect(asked).toMatchObject({ state: 'SUSPENDED', resumptionAgreedIds: [first.organisationId] });
    const insisted = made(await take(world, 'resume', asked, first));
    expect(insisted).toMatchObject({ state: 'SUSPENDED', resumptionAgreedIds: [first.organisationId] });
    const resumed = made(await take(world, 'resume', insisted, second));
    expect(resumed).toMatchObject({ state: 'ACTIVE', resumptionAgreedIds: [] });
  });

  test.each(['suspend', 'reportBreach'] as const)('after the next %s both must ask again', async (verb) => {
    const resumed = await walk(world, { agreement: await active(world), userErrors: [] }, [
      ['suspend', jnrcs],
      ['resume', jnrcs],
      ['resume', unhcr],
      [verb, unhcr],
      ['resume', jnrcs],
    ]);
    expect(resumed).toMatchObject({ state: 'SUSPENDED', resumptionAgreedIds: ['org_jnrcs'] });
  });

  test('a breach reported while one has asked to resume takes that back', async () => {
    const breached = await walk(world, { agreement: await active(world), userErrors: [] }, [
      ['suspend', jnrcs],
      ['resume', jnrcs],
      ['reportBreach', unhcr],
    ]);
    expect(breached).toMatchObject({ state: 'SUSPENDED', resumptionAgreedIds: [] });
  });

  test('what could not be activated cannot be resumed either', async () => {
    const agreement = await inState('SUSPENDED');
    await world.sql('update partnerships.agreement set states_conformity = false where id = $1', [
      agreement.id,
    ]);
    const { userErrors } = await take(world, 'resume', agreement, jnrcs);
    expect(userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule: 'conformity-stated' }]);
  });
});

describe('a breach', () => {
  test('ends an agreement for ever, when the party that reported it says so', async () => {
    const reported = await walk(world, { agreement: await active(world), userErrors: [] }, [
      ['reportBreach', unhcr],
    ]);
    expect(reported).toMatchObject({ state: 'SUSPENDED', breachReportedByIds: ['org_unhcr'] });
    const { userErrors } = await take(world, 'endForBreach', reported, jnrcs);
    expect(userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule: 'breach-reported' }]);
    const ended = made(await take(world, 'endForBreach', reported, unhcr));
    expect(ended.state).toBe('BREACHED');
    for (const verb of VERBS)
      expect((await take(world, verb, ended, ours)).userErrors).toMatchObject([
        { code: 'ILLEGAL_TRANSITION', possible: [] },
      ]);
  });

  test('that both have left behind by resuming ends nothing any more', async () => {
    const again = await walk(world, { agreement: await active(world), userErrors: [] }, [
      ['reportBreach', unhcr],
      ['reportBreach', jnrcs],
      ['resume', jnrcs],
      ['resume', unhcr],
      ['suspend', unhcr],
    ]);
    expect(again.breachReportedByIds).toEqual([]);
    const { userErrors } = await take(world, 'endForBreach', again, unhcr);
    expect(userErrors).toMatchObject([{ rule: 'breach-reported' }]);
  });
});

describe('the clock', () => {
  const clock = async (now: Date) => {
    const database = await Database.open(world.url, partnerships.store, 2);
    await expireAgreements.work(database, now).finally(() => database.close());
  };
  const row = async (id: string) =>
    (await world.sql('select state, version from partnerships.agreement where id = $1', [id]))[0];

  test.each(['SIGNED', 'ACTIVE', 'SUSPENDED'])(
    'writes down once that a %s agreement has expired',
    async (state) => {
      const { id } = await inState(state, { until: 10 });
      await clock(new Date());
      expect(await row(id)).toEqual({ state, version: 1 });
      await clock(new Date(inDays(10.001)));
      await clock(new Date(inDays(11)));
      expect(await row(id)).toEqual({ state: 'EXPIRED', version: 2 });
      const expired = await read(world, id);
      for (const verb of VERBS)
        expect((await take(world, verb, expired, ours)).userErrors).toMatchObject([
          { code: 'ILLEGAL_TRANSITION', possible: [] },
        ]);
    },
  );

  test.each(['DRAFT', 'APPROVED', 'TERMINATED', 'REJECTED', 'BREACHED'])(
    'leaves a %s agreement as it is',
    async (state) => {
      const { id } = await inState(state, { until: 10 });
      await clock(new Date(inDays(20)));
      expect(await row(id)).toEqual({ state, version: 1 });
    },
  );

  test('and a party that suspends in the same moment come one after the other', async () => {
    const agreement = await inState('ACTIVE', { until: 5 });
    const [outcome] = await Promise.all([
      take(world, 'suspend', agreement, ours),
      clock(new Date(inDays(6))),
    ]);
    const { state, version } = (await row(agreement.id)) as { state: string; version: number };
    expect(state).toBe('EXPIRED');
    expect(version).toBe(outcome.agreement === null ? 2 : 3);
  });
});

describe('at the same moment', () => {
  /** Who was refused for having been second reads again, and says it again if it still can be said. */
  async function insist(outcome: Outcome, verb: Verb, who: typeof ours, id: string): Promise<Outcome> {
    if (outcome.userErrors[0]?.code !== 'VERSION_CONFLICT') return outcome;
    return take(world, verb, await read(world, id), who);
  }

  test('two signatures are both kept: the second is told that it came second, and signs again', async () => {
    const approved = await walk(world, await propose(world), TO_SIGNED.slice(0, 2));
    const both = await Promise.all([
      take(world, 'sign', approved, ours),
      take(world, 'sign', approved, theirs),
    ]);
    expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual([
      'VERSION_CONFLICT',
    ]);
    await insist(both[0], 'sign', ours, approved.id);
    await insist(both[1], 'sign', theirs, approved.id);
    const signed = await read(world, approved.id);
    expect(signed).toMatchObject({ state: 'SIGNED', version: approved.version + 2 });
    expect(signed.signatures).toHaveLength(2);
  });

  test('a suspension and the last word of a resumption end as one of the two would have alone', async () => {
    const asked = await walk(world, { agreement: await active(world), userErrors: [] }, [
      ['suspend', jnrcs],
      ['resume', jnrcs],
    ]);
    const both = await Promise.all([
      take(world, 'resume', asked, unhcr),
      take(world, 'reportBreach', asked, jnrcs),
    ]);
    expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual([
      'VERSION_CONFLICT',
    ]);
    await insist(both[1], 'reportBreach', jnrcs, asked.id);
    expect((await read(world, asked.id)).state).toBe('SUSPENDED');
    expect(await inForce(asked.id)).toEqual([]);
  });

  test.each([
    ['suspend', 'terminate'],
    ['suspend', 'suspend'],
    ['terminate', 'reportBreach'],
  ] as const)(
    '%s and %s: one stands, the other is told, and nothing is counted twice',
    async (one, other) => {
      const agreement = await active(world);
      const both = await Promise.all([
        take(world, one, agreement, jnrcs),
        take(world, other, agreement, unhcr),
      ]);
      expect(both.filter(({ agreement: next }) => next !== null)).toHaveLength(1);
      expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual([
        'VERSION_CONFLICT',
      ]);
      expect((await read(world, agreement.id)).version).toBe(agreement.version + 1);
      expect(await inForce(agreement.id)).toEqual([]);
    },
  );

  test('many that suspend at once do it once', async () => {
    const agreement = await active(world);
    const asking = [jnrcs, unhcr, jnrcs, unhcr, jnrcs, unhcr];
    const all = await Promise.all(asking.map((who) => take(world, 'suspend', agreement, who)));
    expect(all.filter(({ agreement: next }) => next !== null)).toHaveLength(1);
    expect((await read(world, agreement.id)).version).toBe(agreement.version + 1);
  });
});

/** What referrals reads of one agreement. */
async function inForce(id: string): Promise<Record<string, unknown>[]> {
  return world.sql('select * from partnerships.agreements_in_force where id = $1', [id]);
}

describe('what referrals reads', () => {
  test('an active agreement is in force with all that decides over a release', async () => {
    const { id, validFrom, validUntil } = await active(world);
    expect(await inForce(id)).toEqual([
      {
        id,
        revision: 1,
        state: 'ACTIVE',
        provider_id: 'org_jnrcs',
        recipient_id: 'org_unhcr',
        purposes: ['LEGAL_AID'],
        categories: ['ROUTING', 'IDENTITY'],
        jurisdictions: ['JO'],
        recipient_roles: ['caseworker'],
        valid_from: new Date(validFrom),
        valid_until: new Date(validUntil),
        onward: 'FORBIDDEN',
        retention: { ROUTING: 365, IDENTITY: 90 },
        clocks: [],
      },
    ]);
  });

  test('a suspension counts from the moment it is acknowledged, also for one who began to read before', async () => {
    const agreement = await active(world);
    await world.beside(async (reader) => {
      await reader.query('set role accord_referrals');
      await reader.query('begin');
      const count = async () =>
        (await reader.query('select from partnerships.agreements_in_force where id = $1', [agreement.id]))
          .rowCount;
      expect(await count()).toBe(1);
      await take(world, 'suspend', agreement, unhcr);
      expect(await count()).toBe(0);
      await reader.query('rollback');
    });
  });

  test.each(Object.keys(LIFE))('of the states only ACTIVE is in force: %s', async (state) => {
    const { id } = await inState(state);
    expect(await inForce(id)).toHaveLength(state === 'ACTIVE' ? 1 : 0);
  });

  test.each([
    ['an MoU', { kind: 'MOU' }],
    ['one that has not begun', { from: 0.01 }],
    ['one that is over', { until: -0.001 }],
  ])('%s is not in force', async (_what, over) => {
    const { id } = await inState('ACTIVE', over);
    expect(await inForce(id)).toEqual([]);
  });

  test.each([
    ['accord_referrals', 'agreements_in_force', true],
    ['accord_referrals', 'agreement', false],
    ['accord_referrals', 'agreement_signature', false],
    ['accord_services', 'agreements_in_force', false],
    ['accord_access', 'agreements_in_force', false],
  ])('%s reading %s: %s', async (role, table, may) => {
    const [row] = await world.sql(`select has_table_privilege($1, $2, 'select') as may`, [
      role,
      `partnerships.${table}`,
    ]);
    expect(row).toEqual({ may });
  });

  test.each(['delete', 'truncate'])('partnerships itself cannot %s what was agreed', async (right) => {
    const [row] = await world.sql(
      `select bool_or(has_table_privilege('accord_partnerships', 'partnerships.' || name, $1)) as may
         from unnest('{agreement,agreement_revision,agreement_signature}'::text[]) as name`,
      [right],
    );
    expect(row).toEqual({ may: false });
  });
});

describe('the agreement with me', () => {
  const WITH_ME = `query ($r: [_Any!]!) { _entities(representations: $r) {
    ... on Organisation { agreementWithMe { id provider { id } } } } }`;
  async function withMe(who: typeof ours | null, ...ids: string[]): Promise<(string | undefined)[]> {
    const r = ids.map((id) => ({ __typename: 'Organisation', id }));
    const { _entities } = await world.ask<{ _entities: { agreementWithMe: { id: string } | null }[] }>(
      who,
      WITH_ME,
      { r },
    );
    return _entities.map((one) => one.agreementWithMe?.id);
  }
  let pairs = 0;
  /** Two organisations of their own, and agreements between them. */
  async function between(...agreements: object[]): Promise<readonly [typeof ours, string]> {
    pairs += 1;
    const [me, other] = [`org_me_${pairs}`, `org_other_${pairs}`];
    for (const id of [me, other]) await world.organisation(id, 'NATIONAL_NGO');
    for (const [index, over] of agreements.entries()) {
      const { incoming = false, ...rest } = over as { incoming?: boolean };
      const parties = incoming
        ? { providerId: other, recipientId: me }
        : { providerId: me, recipientId: other };
      await force(world, { id: `pair_${pairs}_${index}`, ...parties, ...rest });
    }
    return [{ organisationId: me }, other];
  }

  test.each([
    ['the one in force, before one that begins later', [{ from: 10, until: 90 }, {}], 1],
    ['the one in force, before a later draft', [{ state: 'DRAFT', from: -1 }, {}], 1],
    [
      'one that lives, before one that has ended',
      [{ state: 'TERMINATED', from: -1 }, { state: 'SUSPENDED' }],
      1,
    ],
    ['one that lives, before one past its end', [{ from: -5, until: -1 }, { state: 'DRAFT' }], 1],
    ['what I provide, before what I receive', [{ incoming: true, from: -1 }, {}], 1],
    ['what I receive, where I provide nothing', [{ incoming: true }], 0],
    ['what I receive and is in force, before my draft', [{ state: 'DRAFT' }, { incoming: true }], 1],
    ['the newest of several', [{ from: -20 }, { from: -10 }, { from: -30 }], 1],
    [
      'the last, when all have ended',
      [
        { state: 'REJECTED', from: -20 },
        { state: 'BREACHED', from: -10 },
      ],
      1,
    ],
  ])('is %s', async (_what, agreements, chosen) => {
    const [me, other] = await between(...agreements);
    expect(await withMe(me, other)).toEqual([`pair_${pairs}_${chosen}`]);
  });

  test('is nothing where there is an MoU alone, nothing at all, or nobody asking', async () => {
    const [me, other] = await between({ kind: 'MOU' });
    expect(await withMe(me, other, 'org_iom', me.organisationId)).toEqual([undefined, undefined, undefined]);
    expect(await withMe(null, other)).toEqual([undefined]);
  });

  test('is never one between two others', async () => {
    const [, other] = await between({});
    expect(await withMe(jnrcs, other)).toEqual([undefined]);
  });

  test('of twenty organisations is read with one statement', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `org_many_${index}`);
    for (const id of ids) {
      await world.organisation(id, 'NATIONAL_NGO');
      await force(world, { id: `agreement_with_${id}`, recipientId: id });
    }
    const asked = (['transaction', 'read'] as const).map((way) => jest.spyOn(Database.prototype, way));
    const found = await withMe(jnrcs, ...ids);
    // The twenty, their agreements, and the providers of these.
    expect(asked.map(({ mock }) => mock.calls.length).reduce((all, some) => all + some)).toBe(3);
    for (const one of asked) one.mockRestore();
    expect(found).toEqual(ids.map((id) => `agreement_with_${id}`));
  });
});
