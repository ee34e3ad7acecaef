import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { lease } from '../../../shared/lease.ts';
import {
  mayTransition,
  possibleFrom,
  REFERRAL_LIFE,
  type ReferralVerb,
} from '../../../shared/policy/referral-life.ts';
import { REFERRAL_STATES, type ReferralState } from '../../../shared/policy/referral-states.ts';
import { closeReferrals } from '../../../subgraphs/referrals/jobs/close-referrals.ts';
import { expireReferrals } from '../../../subgraphs/referrals/jobs/expire-referrals.ts';
import { moveQuery, owner, ReferralStage, type Scene } from '../../support/referral-stage.ts';
import { atTheSameInstant } from '../../support/same-instant.ts';

let stage: ReferralStage;
const { ms } = lease;
beforeAll(async () => {
  // What is waited for before an acknowledgement is another matter, and would be waited for hundreds of times.
  lease.ms = 0;
  stage = await ReferralStage.open();
}, 60_000);
afterAll(async () => {
  lease.ms = ms;
  await stage?.stop();
});

const LATER = new Date(Date.now() + 400 * 86_400_000);
const WITH: Partial<Record<ReferralVerb, object>> = {
  decline: { reason: 'NO_CAPACITY' },
  hold: { reason: 'NO_CAPACITY' },
  fail: { reason: 'NO_CAPACITY' },
  schedule: { scheduledFor: LATER.toISOString() },
  complete: { outcome: 'SERVICE_PROVIDED' },
};
/** These do not name the version they saw: the person and the clock wait for whoever is before them. */
const UNVERSIONED: readonly ReferralVerb[] = ['withdraw', 'expire'];

const WITHDRAW = 'mutation ($id: ID!) { withdrawConsent(input: { id: $id }) { userErrors { code } } }';
const MARK =
  'mutation ($input: MoveReferralInput!) { markReferralInError(input: $input) { userErrors { code } } }';
const REROUTE =
  'mutation ($input: RerouteReferralInput!) { rerouteReferral(input: $input) { userErrors { code } } }';

interface Told {
  readonly userErrors: readonly { readonly code: string }[];
}

/** Says the verb as whoever may; answers with the code of what came of it. */
async function say(verb: ReferralVerb, scene: Scene, expectedVersion: number): Promise<string> {
  if (verb === 'expire') return outcome(stage.clock(expireReferrals, LATER));
  const input = { id: scene.id, expectedVersion, ...WITH[verb] };
  const who = REFERRAL_LIFE[verb].by.includes('RECIPIENT') ? scene.recipient : owner;
  const [query, variables] =
    verb === 'withdraw'
      ? [WITHDRAW, { id: scene.consentId }]
      : verb === 'markInError'
        ? [MARK, { input }]
        : verb === 'reroute'
          ? [REROUTE, { input: { ...input, serviceId: scene.serviceId } }]
          : [moveQuery(verb, 'id'), { input }];
  const content = await stage.ask<Record<string, Told>>(who, query, variables);
  return Object.values(content)[0]?.userErrors[0]?.code ?? 'WON';
}

async function outcome(work: Promise<void>): Promise<string> {
  await work;
  return 'WON';
}

interface Row {
  readonly state: ReferralState;
  readonly version: number;
}
async function rowOf({ id }: Scene): Promise<Row> {
  const [row] = await stage.sql<Row>('select state, version from referrals.referral where id = $1', [id]);
  return row as Row;
}

/** Every event since, each one version after the other and possible from the state before; the last made the row. */
async function expectOneLife(scene: Scene, from: Row): Promise<ReferralVerb[]> {
  const events = await stage.sql<{ verb: ReferralVerb; state: ReferralState; version: number }>(
    'select verb, state, version from referrals.referral_event where referral_id = $1 and version > $2 order by version',
    [scene.id, from.version],
  );
  let at = from;
  for (const { verb, state, version } of events) {
    expect(version).toBe(at.version + 1);
    expect(mayTransition(at.state, verb)).toBe(true);
    expect(state).toBe(REFERRAL_LIFE[verb].to);
    at = { state, version };
  }
  expect(await rowOf(scene)).toEqual(at);
  return events.map(({ verb }) => verb);
}

const STATES = REFERRAL_STATES.filter((state) => possibleFrom(state).length > 1);

function pairsFrom(state: ReferralState): [ReferralVerb, ReferralVerb][] {
  // What no consent carries yet cannot be withdrawn, and the clock's closing stands in a test of its own.
  const verbs = possibleFrom(state).filter((verb) => state !== 'DRAFT' || verb !== 'withdraw');
  return verbs.flatMap((one, index) =>
    verbs.slice(index).map((other): [ReferralVerb, ReferralVerb] => [one, other]),
  );
}

async function sceneIn(state: ReferralState): Promise<Scene> {
  const scene = await stage.scene({ state });
  // Somebody has marked it in error already, so that the owner's mark is the second and moves it.
  await stage.sql(
    `update referrals.referral set error_marked_by = 'somebody', error_marked_at = now() where id = $1`,
    [scene.id],
  );
  return scene;
}

describe.each(STATES)('two who act at the same instant on what is %s', (state) => {
  test.each(pairsFrom(state))('%s and %s', async (one, other) => {
    const scene = await sceneIn(state);
    const from = await rowOf(scene);
    const said: string[] = [];
    await atTheSameInstant(
      stage,
      scene.id,
      [one, other].map((verb) => async () => {
        said.push(await say(verb, scene, from.version));
      }),
    );
    const verbs = await expectOneLife(scene, from);
    if ([one, other].some((verb) => UNVERSIONED.includes(verb))) {
      expect(verbs.length).toBeGreaterThan(0);
      expect(new Set(verbs).size).toBe(verbs.length);
      return;
    }
    expect(verbs).toHaveLength(1);
    expect(said.filter((code) => code === 'WON')).toHaveLength(1);
    // Whoever comes second is told that it moved, or no longer finds what was taken from it.
    const lost = said.find((code) => code !== 'WON');
    expect(['VERSION_CONFLICT', 'NOT_FOUND', 'ILLEGAL_TRANSITION']).toContain(lost);
  });
});

test('the sender and the clock close a completed referral once', async () => {
  const scene = await sceneIn('COMPLETED');
  const from = await rowOf(scene);
  const waited = await atTheSameInstant(stage, scene.id, [
    () => say('close', scene, from.version),
    () => stage.clock(closeReferrals, LATER),
  ]);
  expect(waited).toBe(2);
  expect(await expectOneLife(scene, from)).toEqual(['close']);
});

test('twenty who answer at the same instant: one wins', async () => {
  const scene = await stage.scene();
  const from = await rowOf(scene);
  const verbs = possibleFrom('SENT').filter((verb) => REFERRAL_LIFE[verb].by.includes('RECIPIENT'));
  const said = await Promise.all(
    Array.from({ length: 20 }, (_none, index) =>
      say(verbs[index % verbs.length] as ReferralVerb, scene, from.version),
    ),
  );
  expect(said.filter((code) => code === 'WON')).toHaveLength(1);
  expect(await expectOneLife(scene, from)).toHaveLength(1);
});
