import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { marksIn } from '../../support/marked-person.ts';
import { OWNER, owner, ReferralStage } from '../../support/referral-stage.ts';
import { openWay, RELEASE_PATHS } from '../../support/release-paths.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
}, 120_000);
afterAll(() => stage?.stop());

const suspend = (id: string) =>
  stage.sql('update partnerships.organisation set active = false, suspended_at = now() where id = $1', [id]);
const reinstate = (id: string) =>
  stage.sql('update partnerships.organisation set active = true, suspended_at = null where id = $1', [id]);

describe.each(['recipient', 'owner'] as const)('a %s that is suspended', (side) => {
  test.each(RELEASE_PATHS.filter(({ sides }) => sides.includes(side)))(
    'reads nothing by a token that is still good, and again when it is reinstated: $name',
    async (path) => {
      const way = await openWay(stage);
      const who = side === 'owner' ? owner : way.recipient;
      try {
        await suspend(who.organisationId);
        expect(marksIn(await path.ask(stage, who, side, way))).toEqual([]);
      } finally {
        await reinstate(who.organisationId);
      }
      expect(marksIn(await path.ask(stage, who, side, way)).length).toBeGreaterThan(0);
    },
  );
});

test('what it was answered a moment ago does not leave: the last look finds that it is suspended', async () => {
  const way = await openWay(stage);
  const query = `{ referral(id: "${way.id}") { id person { ref identity { name } } } }`;
  const answer = await stage.answer(way.recipient, query);
  expect(await stage.stillShown(way.recipient, answer)).toBe(true);
  await suspend(way.recipient.organisationId);
  expect(await stage.stillShown(way.recipient, answer)).toBe(false);
});

test('what a suspended owner sent is still read by whoever may: the person has taken nothing back', async () => {
  const way = await openWay(stage);
  try {
    await suspend(OWNER);
    const answer = await stage.answer(
      way.recipient,
      `{ referral(id: "${way.id}") { person { identity { name } } } }`,
    );
    expect(marksIn(answer).length).toBeGreaterThan(0);
  } finally {
    await reinstate(OWNER);
  }
});
