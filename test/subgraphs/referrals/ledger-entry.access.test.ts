import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALL_VALUES, MARKS } from '../../support/marked-person.ts';
import { iom, owner, ReferralStage, type Scene } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;
let scene: Scene;

/** One referral that was read by both sides, then read again after the person had withdrawn. */
beforeAll(async () => {
  stage = await ReferralStage.open();
  scene = await stage.scene({ state: 'ACCEPTED' });
  const whole = `{ referral(id: "${scene.id}") { person { ${ALL_VALUES} } } }`;
  await stage.answer(scene.recipient, whole);
  await stage.answer(owner, whole);
  await stage.answer(
    owner,
    `mutation { withdrawConsent(input: { id: "${scene.consentId}" }) { consent { id } } }`,
  );
  await stage.answer(scene.recipient, whole);
});
afterAll(() => stage.stop());

interface Shown {
  readonly number: number;
  readonly viewer: { readonly id: string };
  readonly released: string[];
  readonly refused: { readonly category: string | null; readonly reason: string }[];
  readonly agreement: string | null;
  readonly consent: string | null;
}

const FIELDS = 'number viewer { id } released refused { category reason } agreement consent';
async function ledger(who: Asker, named: string, page = 'first: 20'): Promise<Shown[]> {
  const query = `{ ledger(${named}, ${page}) { nodes { ${FIELDS} } } }`;
  return (await stage.ask<{ ledger: { nodes: Shown[] } }>(who, query)).ledger.nodes;
}
const ofReferral = () => `referral: "${scene.id}"`;
const ofPerson = () => `person: "${scene.personRef}"`;

describe('the ledger', () => {
  test('ALLOW: the owner hears every entry of its referral, newest first, with the exact rule', async () => {
    const entries = await ledger(owner, ofReferral());
    expect(entries.map(({ viewer }) => viewer.id)).toEqual([
      scene.recipientId,
      owner.organisationId,
      scene.recipientId,
    ]);
    const [whole, own, party] = entries;
    expect(whole).toMatchObject({ released: [], refused: [{ category: null, reason: 'NO_RELATION' }] });
    expect(own?.refused).toEqual([]);
    expect(party).toMatchObject({ agreement: `${scene.agreementId}#1`, consent: `${scene.consentId}#1` });
    expect(party?.refused).toContainEqual({ category: 'HEALTH', reason: 'CEILING' });
  });

  test('ALLOW: the owner reads the entries of one of its persons', async () => {
    const entries = await ledger(owner, ofPerson());
    expect(entries).toEqual(await ledger(owner, ofReferral()));
    expect(entries).toHaveLength(3);
    const other = await stage.person();
    expect(await ledger(owner, `person: "${other}"`)).toEqual([]);
  });

  test('a recipient reads its own entries, without the consent, and none that says it was refused whole', async () => {
    const entries = await ledger(scene.recipient, ofReferral());
    expect(entries).toEqual([
      expect.objectContaining({
        viewer: { id: scene.recipientId },
        agreement: `${scene.agreementId}#1`,
        consent: null,
      }),
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/consent_|NO_RELATION/);
  });

  test('a recipient hears the party’s word where the owner hears the rule', async () => {
    const kept = await stage.scene({ state: 'ACCEPTED', retention: { CONTACT: 0 } });
    await stage.answer(kept.recipient, `{ referral(id: "${kept.id}") { person { contact { phone } } } }`);
    const heard = async (who: Asker) =>
      (await ledger(who, `referral: "${kept.id}"`)).map(({ refused }) => refused);
    expect(await heard(owner)).toEqual([[{ category: 'CONTACT', reason: 'RETENTION' }]]);
    expect(await heard(kept.recipient)).toEqual([[{ category: 'CONTACT', reason: 'AGREEMENT' }]]);
  });

  test('a withheld organisation never learns from the ledger that it was withheld from', async () => {
    const withheld = await stage.scene({
      state: 'ACCEPTED',
      withhold: [{ organisationType: 'UN_AGENCY', reason: 'FEAR_OF_HARM' }],
    });
    await stage.answer(withheld.recipient, `{ referral(id: "${withheld.id}") { person { ${ALL_VALUES} } } }`);
    const named = `referral: "${withheld.id}"`;
    expect(JSON.stringify(await ledger(owner, named))).toContain('WITHHELD');
    expect(JSON.stringify(await ledger(withheld.recipient, named))).not.toContain('WITHHELD');
  });

  test('DENY: a recipient names no person: neither the owner’s reference nor its own opens anything', async () => {
    expect(await ledger(scene.recipient, ofPerson())).toEqual([]);
    const [row] = await stage.sql<{ pseudonym: string }>(
      'select pseudonym from referrals.ledger_entry where referral = $1 and pseudonym is not null',
      [scene.id],
    );
    for (const who of [scene.recipient, owner])
      expect(await ledger(who, `person: "${row?.pseudonym}"`)).toEqual([]);
  });

  test('DENY: somebody else reads nothing, and cannot tell this referral from none', async () => {
    const answer = (id: string) =>
      stage.answer(
        iom,
        `{ ledger(referral: "${id}", first: 5) { nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } } }`,
      );
    expect(JSON.stringify(await answer(scene.id))).toBe(JSON.stringify(await answer('referral_none')));
  });

  test.each(['guard', 'donor'] as const)('DENY: a %s reads nothing of what it was refused', async (to) => {
    const { id, recipient } = await stage.scene({ to, state: 'ACCEPTED' });
    await stage.answer(recipient, `{ referral(id: "${id}") { id } }`);
    expect(await ledger(recipient, `referral: "${id}"`)).toEqual([]);
    expect(await ledger(owner, `referral: "${id}"`)).toEqual([
      expect.objectContaining({ refused: [{ category: null, reason: 'FIREWALL' }] }),
    ]);
  });

  test.each(['caseworker', 'system', 'coordinator', 'data_protection_officer'] as const)(
    'ALLOW: a %s of the owner',
    async (role) => {
      expect(await ledger({ ...owner, role }, ofReferral())).toHaveLength(3);
    },
  );

  test.each(['signatory', 'analyst', 'administrator'] as const)('DENY: a %s of the owner', async (role) => {
    await expect(ledger({ ...owner, role }, ofReferral())).rejects.toThrow('SCOPE_MISSING');
  });

  test('DENY: nobody without a token', async () => {
    await expect(ledger(null, ofReferral())).rejects.toThrow('UNAUTHENTICATED');
  });

  test('an organisation that is active no more reads none of it', async () => {
    const gone = await stage.scene({ state: 'ACCEPTED' });
    await stage.answer(gone.recipient, `{ referral(id: "${gone.id}") { person { identity { name } } } }`);
    expect(await ledger(gone.recipient, `referral: "${gone.id}"`)).toHaveLength(1);
    await stage.sql('update partnerships.organisation set active = false where id = $1', [gone.recipientId]);
    expect(await ledger(gone.recipient, `referral: "${gone.id}"`)).toEqual([]);
  });

  test('holds no value', async () => {
    const entries = await stage.sql('select * from referrals.ledger_entry');
    expect(entries.length).toBeGreaterThan(3);
    for (const mark of Object.values(MARKS)) expect(JSON.stringify(entries)).not.toContain(mark);
  });

  test('is paged both ways, and one referral’s cursor opens no other’s pages', async () => {
    const page = (named: string, args: string) =>
      stage.ask<{ ledger: { nodes: { number: number }[]; pageInfo: { endCursor: string } } }>(
        owner,
        `{ ledger(${named}, ${args}) { nodes { number } pageInfo { endCursor } } }`,
      );
    const all = (await ledger(owner, ofReferral())).map(({ number }) => number);
    const first = (await page(ofReferral(), 'first: 2')).ledger;
    const rest = (await page(ofReferral(), `first: 2, after: "${first.pageInfo.endCursor}"`)).ledger;
    expect([...first.nodes, ...rest.nodes].map(({ number }) => number)).toEqual(all);
    expect((await ledger(owner, ofReferral(), 'last: 1')).map(({ number }) => number)).toEqual(all.slice(-1));
    await expect(page(ofPerson(), `first: 2, after: "${first.pageInfo.endCursor}"`)).rejects.toThrow(
      'VALIDATION_FAILED',
    );
  });

  test('a person or a referral is named, and not both', async () => {
    await expect(ledger(owner, `${ofPerson()}, ${ofReferral()}`)).rejects.toThrow('VALIDATION_FAILED');
    await expect(ledger(owner, ofReferral(), 'first: 0')).rejects.toThrow('PAGE_SIZE_REQUIRED');
  });
});
