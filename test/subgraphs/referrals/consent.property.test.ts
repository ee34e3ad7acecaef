import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ConsentState } from '../../../shared/policy/consent.ts';
import { RELEASING_STATES } from '../../../shared/policy/consent.ts';
import { ENDED_CONSENTS } from '../../../shared/policy/consent-life.ts';
import { begunConsent, sayConsent } from '../../support/consents.ts';
import { ReferralStage } from '../../support/referral-stage.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
});
afterAll(() => stage.stop());

const RECIPIENTS = ['org_iom', 'org_jnrcs'];
const PURPOSES = ['LEGAL_AID', 'HEALTH_CARE', 'STATISTICS'];
const CATEGORIES = ['ROUTING', 'TRIAGE', 'HEALTH', 'BELIEF'];

const some = (words: readonly string[]) => fc.subarray([...words]);
const words = { recipientIds: some(RECIPIENTS), purposes: some(PURPOSES), categories: some(CATEGORIES) };
const scope = fc.record(words);
const days = fc.integer({ min: -10, max: 400 });

/** A verb with what is said beside the consent's id and revision; often what the law will not have. */
const step = fc.record({
  verb: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('give', 'narrow') },
    { weight: 1, arbitrary: fc.constantFrom('renew', 'defer') },
    { weight: 1, arbitrary: fc.constantFrom('refuse', 'withdraw', 'revoke', 'invalidate') },
  ),
  /** What is left out is as it stands. */
  scope: fc.record(words, { requiredKeys: [] }),
  days: fc.option(days, { freq: 2 }),
  ticks: fc.record({ statistics: fc.boolean(), acknowledgesReportingRisk: fc.boolean() }),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** One life that is sure to be led: every verb that opens or closes takes place in it. */
const TICKED = { statistics: true, acknowledgesReportingRisk: true };
const LIFE = (['defer', 'give', 'narrow', 'renew', 'withdraw', 'give'] as const).map(
  (verb): Step => ({
    verb,
    scope: verb === 'narrow' ? { categories: ['TRIAGE'] } : {},
    days: verb === 'renew' ? 300 : null,
    ticks: verb === 'give' ? TICKED : { statistics: false, acknowledgesReportingRisk: false },
  }),
);
const EVERYTHING = { recipientIds: RECIPIENTS, purposes: PURPOSES, categories: CATEGORIES };

interface Row {
  readonly state: ConsentState;
  readonly revision: number;
  readonly recipient_ids: string[];
  readonly purposes: string[];
  readonly categories: string[];
  readonly statistics: boolean;
  readonly acknowledges_reporting_risk: boolean;
  readonly valid_until: Date;
}

async function rowOf(id: string): Promise<Row> {
  const [row] = await stage.sql<Row>('select * from referrals.consent where id = $1', [id]);
  return row as Row;
}

/** Everything that the consent opens, as words: what stands here for one moment and not before was opened then. */
function opened(row: Row): ReadonlySet<string> {
  if (!RELEASING_STATES.includes(row.state)) return new Set();
  const releases = row.recipient_ids.flatMap((recipient) =>
    row.purposes.flatMap((purpose) =>
      row.categories.map((category) => `${recipient} ${purpose} ${category}`),
    ),
  );
  if (row.statistics) releases.push('counted');
  if (row.acknowledges_reporting_risk) releases.push('sent where it may be reported');
  return new Set(releases);
}

async function say(id: string, { verb, scope, days, ticks }: Step): Promise<void> {
  const { revision, recipient_ids: recipientIds, purposes, categories } = await rowOf(id);
  const until = days === null ? {} : { validUntil: new Date(Date.now() + days * 86_400_000).toISOString() };
  const said: Readonly<Record<string, object>> = {
    give: {
      recipientIds,
      purposes,
      categories,
      ...scope,
      ...until,
      ...ticks,
      givenBy: 'SELF',
      manner: 'DIGITAL',
    },
    narrow: { ...scope, ...until, statistics: ticks.statistics },
    renew: until,
  };
  await sayConsent(stage, verb, { id, expectedRevision: revision, ...said[verb] });
}

test('no sequence of verbs opens what was closed, but for the one giving of what was asked for', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('record' as const, 'request' as const, 'import' as const),
      scope.filter((one) => Object.values(one).every((words) => words.length > 0)),
      fc.array(step, { maxLength: 6 }),
      async (begun, asked, steps) => {
        const id = await begunConsent(stage, begun, asked);
        let before = await rowOf(id);
        for (const one of steps) {
          await say(id, one);
          const after = await rowOf(id);
          if (after.revision !== before.revision) seen.add(`${one.verb} ${after.state}`);
          if (ENDED_CONSENTS.includes(before.state)) expect(after).toEqual(before);
          const isGiving = one.verb === 'give' && !RELEASING_STATES.includes(before.state);
          const limit = isGiving ? opened({ ...after, ...reach(before) }) : opened(before);
          expect([...opened(after)].filter((word) => !limit.has(word))).toEqual([]);
          if (after.valid_until > before.valid_until) expect(['give', 'renew']).toContain(one.verb);
          before = after;
        }
      },
    ),
    { numRuns: 60, examples: [['request', EVERYTHING, LIFE]] },
  );
  // It is no proof if the verbs were all refused.
  expect([...seen]).toEqual(
    expect.arrayContaining(['give GIVEN', 'narrow GIVEN', 'renew RENEWED', 'withdraw WITHDRAWN']),
  );
}, 180_000);

/** What was asked for may be given, and no more of it. */
function reach({ recipient_ids, purposes, categories }: Row) {
  return { recipient_ids, purposes, categories };
}
