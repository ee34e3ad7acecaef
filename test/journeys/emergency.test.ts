import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DATA_CATEGORIES, type DataCategory } from '../../shared/policy/categories.ts';
import { type Accord, MODES, startAccord, type Told } from '../support/accord.ts';
import { VITAL } from '../support/emergency-scene.ts';
import { ALL_VALUES, MARKED_PERSON, marksIn } from '../support/marked-person.ts';

const OWNER = 'sandbox-jnrcs';
const HOSPITAL = 'sandbox-al-noor-hospital';
const PURPOSE = 'VITAL_INTEREST_EMERGENCY';
const WHOLE = `id state person { ${ALL_VALUES} } disclosure { released withheld { category reason } }`;
const VALUES = VITAL.filter((category) => category !== 'ROUTING');
const NEVER = DATA_CATEGORIES.filter((category) => !VITAL.includes(category));

interface Path {
  readonly query: string;
  readonly input?: (id: string) => object;
  readonly key?: string;
  /** What of a person it has a place for. */
  readonly holds: readonly DataCategory[];
}

/** Every way to a referral and its person that a client has. */
const PATHS: Readonly<Record<string, Path>> = {
  'the root field': { query: `query ($id: ID!) { referral(id: $id) { ${WHOLE} } }`, holds: VALUES },
  'the inbox': {
    query: `{ referrals(box: INBOX, urgencies: [EMERGENCY], first: 20) { nodes { ${WHOLE} } edges { node { ${WHOLE} } } } }`,
    holds: VALUES,
  },
  'the repeat of an acceptance': {
    query: `mutation ($input: AcceptReferralInput!) { acceptReferral(input: $input) { referral { ${WHOLE} } userErrors { code } } }`,
    input: (id) => ({ id, expectedVersion: 2 }),
    key: 'accepted',
    holds: VALUES,
  },
  'an export': {
    query: 'query ($id: ID!) { exportReferral(id: $id, format: FHIR_R4) { content } }',
    holds: VALUES.filter((category) => category !== 'LOCATION_PRECISE'),
  },
};

describe.each(MODES)('a release in vital interest, %s', (mode) => {
  let accord: Accord;
  let referral: string;
  let release: string;
  let requested: Told;

  const say = (client: string, query: string, input: object, purpose = PURPOSE) =>
    accord.graphql(query, { client, purpose, variables: { input } });
  const walk = (client: string, { query, input, key }: Path, purpose = PURPOSE) =>
    accord.graphql(query, {
      client,
      purpose,
      variables: { id: referral, ...(input && { input: input(referral) }) },
      ...(key && { headers: { 'Idempotency-Key': `"${key}-${mode}"` } }),
    });
  const approve = (client: string) =>
    say(
      client,
      `mutation ($input: ApproveEmergencyReleaseInput!) { approveEmergencyRelease(input: $input) {
         emergencyRelease { state } userErrors { code rule } } }`,
      { id: release, expectedVersion: 1 },
    );

  beforeAll(async () => {
    accord = await startAccord({ mode });
    const { data } = await accord.graphql(
      '{ services(filter: { types: [EMERGENCY_HEALTH], country: "JO" }, first: 5) { nodes { id provider { code } } } }',
    );
    const { nodes } = (data as { services: { nodes: { id: string; provider: { code: string } }[] } })
      .services;
    const serviceId = nodes.find(({ provider }) => provider.code === 'al-noor-hospital')?.id;
    const person = await made('registerPerson', 'RegisterPersonInput', 'person { id: ref }', MARKED_PERSON);
    const draft = { personRef: person, serviceId, serviceType: 'EMERGENCY_HEALTH', urgency: 'EMERGENCY' };
    referral = await made('draftReferral', 'DraftReferralInput', 'referral { id }', draft);
    const asked = { referralId: referral, reason: 'UNCONSCIOUS', categories: VITAL };
    requested = await say(
      OWNER,
      `mutation ($input: RequestEmergencyReleaseInput!) { requestEmergencyRelease(input: $input) {
         emergencyRelease { id state } userErrors { code rule } } }`,
      asked,
    );
    type Requested = { requestEmergencyRelease: { emergencyRelease: { id: string } } };
    release = (requested.data as unknown as Requested).requestEmergencyRelease.emergencyRelease.id;
  }, 180_000);

  afterAll(() => accord?.stop());

  async function made(verb: string, type: string, noun: string, input: object): Promise<string> {
    const query = `mutation ($input: ${type}!) { told: ${verb}(input: $input) { ${noun} userErrors { code message } } }`;
    const { data, text } = await say(OWNER, query, input);
    const told = (data as { told?: Record<string, { id?: string } | null> } | null)?.told ?? {};
    const id = Object.values(told).find((one) => one && 'id' in one)?.id;
    if (!id) throw new Error(`${verb}: ${text}`);
    return id;
  }

  test('DENY: whoever asked for it does not approve it, nor does the recipient; nothing leaves before', async () => {
    expect((await approve(OWNER)).text).toContain('RULE_BROKEN');
    expect((await approve(HOSPITAL)).text).toContain('NOT_FOUND');
    const sent = `mutation ($input: MoveReferralInput!) { sendReferral(input: $input) { userErrors { code } } }`;
    expect((await say(OWNER, sent, { id: referral, expectedVersion: 1 })).text).toContain('CONSENT_REQUIRED');
    for (const path of Object.values(PATHS)) expect(marksIn((await walk(HOSPITAL, path)).text)).toEqual([]);
  });

  test('ALLOW: a colleague approves it, and it may be sent and accepted', async () => {
    expect((await approve(`${OWNER}-2`)).text).toContain('"userErrors":[]');
    await made('sendReferral', 'MoveReferralInput', 'referral { id }', { id: referral, expectedVersion: 1 });
    const accepted = await walk(HOSPITAL, PATHS['the repeat of an acceptance'] as Path);
    expect(accepted.text).toContain('"state":"ACCEPTED"');
  });

  describe.each(Object.entries(PATHS))('by %s', (_name, path) => {
    test('ALLOW: the hospital reads what was asked for, and nothing that never leaves so', async () => {
      const { text } = await walk(HOSPITAL, path);
      expect(path.holds.filter((category) => !marksIn(text).includes(category))).toEqual([]);
      expect(NEVER.filter((category) => marksIn(text).includes(category))).toEqual([]);
    });

    test('DENY: the hospital under another purpose, a stranger, and an authority', async () => {
      expect(marksIn((await walk(HOSPITAL, path, 'HEALTH_CARE')).text)).toEqual([]);
      for (const client of ['sandbox-iom', 'sandbox-border-guard-north'])
        expect(marksIn((await walk(client, path)).text)).toEqual([]);
    });
  });

  test('DENY: a gateway has no door to entities', async () => {
    const query = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Referral { ${WHOLE} } } }`;
    const variables = { keys: [{ __typename: 'Referral', id: referral }] };
    const { data, errors } = await accord.graphql(query, { client: HOSPITAL, purpose: PURPOSE, variables });
    expect(data ?? null).toBeNull();
    expect(errors).not.toHaveLength(0);
  });

  test("each reading is in the ledger, and the release in the officer's queue until it is closed", async () => {
    const officer = { client: `${OWNER}-dpo`, purpose: 'DATA_SUBJECT_RIGHTS' };
    const ledger = `query ($id: ID!) { ledger(referral: $id, first: 50) { nodes { ground viewer { code } released } } }`;
    const { data, text } = await accord.graphql(ledger, { ...officer, variables: { id: referral } });
    const { nodes } = (data as { ledger: { nodes: { ground: string; released: string[] }[] } }).ledger;
    const read = nodes.filter(({ ground }) => ground === release);
    expect(read.some(({ released }) => released.includes('HEALTH'))).toBe(true);
    expect(text).not.toContain('mark-of');
    const queue = await accord.graphql(
      '{ emergencyReleases(closed: false, first: 50) { nodes { id version } } }',
      officer,
    );
    expect(queue.text).toContain(release);
  });

  test('DENY: once the officer has closed it, by every path', async () => {
    const reviewed = await say(
      `${OWNER}-dpo`,
      `mutation ($input: ReviewEmergencyReleaseInput!) { reviewEmergencyRelease(input: $input) {
         emergencyRelease { state } userErrors { code rule } } }`,
      { id: release, expectedVersion: 2, finding: 'JUSTIFIED' },
      'DATA_SUBJECT_RIGHTS',
    );
    expect(reviewed.text).toContain('"userErrors":[]');
    for (const path of Object.values(PATHS)) expect(marksIn((await walk(HOSPITAL, path)).text)).toEqual([]);
  });
});
