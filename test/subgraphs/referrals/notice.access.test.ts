import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROLES } from '../../../shared/policy/roles.ts';
import { expireReferrals } from '../../../subgraphs/referrals/jobs/expire-referrals.ts';
import { MARKS } from '../../support/marked-person.ts';
import { iom, OWNER, owner, ReferralStage, type Scene } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;
let scene: Scene;
let notice: string;
beforeAll(async () => {
  stage = await ReferralStage.open();
  scene = await stage.scene();
  await stage.clock(expireReferrals, new Date(Date.now() + 29 * 86_400_000));
  const [row] = await stage.sql<{ id: string }>('select id from referrals.notice where subject_id = $1', [
    scene.id,
  ]);
  notice = row?.id ?? '';
}, 60_000);
afterAll(() => stage?.stop());

const LIST =
  '{ notices(first: 100) { nodes { id subjectId personRef referral { id state person { ref } } } } }';
const ACKNOWLEDGE = `mutation ($id: ID!) {
  acknowledgeNotices(input: { ids: [$id] }) { notices { id } userErrors { code rule field } } }`;
const READERS = ['caseworker', 'system', 'coordinator', 'data_protection_officer'];

async function ids(who: Asker): Promise<string[]> {
  type Told = { notices: { nodes: { id: string }[] } };
  return (await stage.ask<Told>(who, LIST)).notices.nodes.map(({ id }) => id);
}

async function outcome(who: Asker): Promise<string> {
  const { data, errors } = await stage.answer(who, ACKNOWLEDGE, { id: notice });
  if (errors) return String(errors[0]?.extensions?.['code']);
  type Told = { acknowledgeNotices: { userErrors: { code: string }[] } };
  return (data as Told).acknowledgeNotices.userErrors[0]?.code ?? 'OK';
}

test.each(ROLES)('as %s of the organisation: whoever reads routing reads notices', async (role) => {
  const who = { ...owner, role };
  if (READERS.includes(role)) {
    expect(await ids(who)).toEqual([notice]);
    expect(await outcome(who)).toBe('OK');
  } else {
    expect((await stage.answer(who, LIST)).errors?.[0]?.extensions?.['code']).toBe('SCOPE_MISSING');
    expect(await outcome(who)).toBe('SCOPE_MISSING');
  }
});

test('the recipient, and any other organisation, is told nothing of it', async () => {
  for (const who of [scene.recipient, iom]) {
    expect(await ids(who)).toEqual([]);
    expect(await outcome(who)).toBe('NOT_FOUND');
  }
});

test('without a token, or without a purpose that is allowed, nothing is told', async () => {
  expect((await stage.answer(null, LIST)).errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  const without = { ...owner, purposes: ['LEGAL_AID', 'HEALTH_CARE'] };
  expect((await stage.answer(without, LIST)).errors?.[0]?.extensions?.['code']).toBe('PURPOSE_REQUIRED');
  const prohibited = { ...owner, purpose: 'LawEnforcement' };
  expect((await stage.answer(prohibited, LIST)).errors?.[0]?.extensions?.['code']).toBe('PURPOSE_PROHIBITED');
});

test('an organisation that is not active any more is told nothing', async () => {
  await stage.sql('update partnerships.organisation set active = false where id = $1', [OWNER]);
  try {
    expect(await ids(owner)).toEqual([]);
    expect(await outcome(owner)).toBe('RULE_BROKEN');
  } finally {
    await stage.sql('update partnerships.organisation set active = true where id = $1', [OWNER]);
  }
});

test('a border guard is told nothing, whatever lies in its box', async () => {
  const guard = await stage.organisation('BORDER_GUARD');
  await stage.sql(
    `insert into referrals.notice (organisation_id, id, kind, subject_id, occasion, at)
     values ($1, 'notice_guard', 'REFERRAL_EXPIRED', $2, '', now())`,
    [guard, scene.id],
  );
  expect(await ids({ organisationId: guard })).toEqual([]);
});

test('a notice about another organisation’s referral shows neither the referral nor the person', async () => {
  await stage.sql(
    `insert into referrals.notice (organisation_id, id, kind, subject_id, occasion, at)
     values ($1, 'notice_stray', 'REFERRAL_EXPIRED', $2, '', now())`,
    [iom.organisationId, scene.id],
  );
  const answer = await stage.answer(iom, LIST);
  expect(answer.data).toEqual({
    notices: { nodes: [{ id: 'notice_stray', subjectId: scene.id, personRef: null, referral: null }] },
  });
});

test('no row of a notice holds a word about the person', async () => {
  const rows = JSON.stringify(await stage.sql('select * from referrals.notice'));
  for (const mark of [...Object.values(MARKS), scene.personRef]) expect(rows).not.toContain(mark);
});
