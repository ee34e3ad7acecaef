import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALL_VALUES } from '../../support/marked-person.ts';
import { OWNER, owner, ReferralStage } from '../../support/referral-stage.ts';
import type { Asking } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
});
afterAll(() => stage.stop());

const officer: Asking = { organisationId: OWNER, role: 'data_protection_officer' };

interface Recipient {
  readonly asking: Asking;
  readonly serviceId: string;
}

async function recipients(count: number): Promise<Recipient[]> {
  const made: Recipient[] = [];
  for (let number = 0; number < count; number += 1) {
    const organisationId = await stage.organisation('UN_AGENCY');
    await stage.agreement(organisationId);
    made.push({ asking: { organisationId }, serviceId: await stage.service(organisationId) });
  }
  return made;
}

/** Sends the person to each, who accept; the ids of the referrals. */
async function sentToAll(personRef: string, to: readonly Recipient[]): Promise<string[]> {
  await stage.consent(
    personRef,
    to.map(({ asking }) => asking.organisationId),
  );
  const ids: string[] = [];
  for (const { asking, serviceId } of to) {
    const id = await stage.draft(personRef, serviceId);
    await stage.move(owner, 'send', id, 1);
    await stage.move(asking, 'accept', id, 2);
    ids.push(id);
  }
  return ids;
}

async function refHeardBy(who: Asking, id: string): Promise<string> {
  const query = 'query ($id: ID!) { referral(id: $id) { person { ref } } }';
  return (await stage.ask<{ referral: { person: { ref: string } } }>(who, query, { id })).referral.person.ref;
}

/** Everything that a recipient can ask for about a referral, as one text. */
async function everythingHeardBy(who: Asking, id: string): Promise<string> {
  const questions = [
    `{ referral(id: "${id}") { id state senderCode person { ref ${ALL_VALUES} } disclosure { released } } }`,
    `{ referrals(box: INBOX, first: 9) { edges { cursor node { id person { ref } } } } }`,
    `{ exportReferral(id: "${id}", format: FHIR_R4) { content } }`,
    `{ exportReferral(id: "${id}", format: PRIMERO) { content } }`,
    `{ ledger(referral: "${id}", first: 9) { nodes { number hash requestId } } }`,
    '{ erasureOrders(box: INBOX, first: 9) { nodes { id person } } }',
  ];
  const answers = await Promise.all(questions.map((question) => stage.answer(who, question)));
  // The extensions are for the gateway's last look, and go no further.
  return JSON.stringify(answers.map(({ data }) => data));
}

/** Pieces of eight characters: two random texts of this length share one once in a hundred thousand million times. */
function piecesOf(text: string): Set<string> {
  const bare = text.replace(/^prs_/, '');
  return new Set(Array.from({ length: bare.length - 7 }, (_, at) => bare.slice(at, at + 8)));
}

describe('how recipients know one person', () => {
  test('two lists of persons, side by side, have nothing that tells who is who', async () => {
    const both = await recipients(2);
    const heard: string[][] = [[], []];
    for (let number = 0; number < 12; number += 1) {
      const ids = await sentToAll(await stage.person({ caseCode: `both-${number}` }), both);
      for (const [at, { asking }] of both.entries())
        heard[at]?.push(await refHeardBy(asking, ids[at] as string));
    }
    const [one = [], other = []] = heard;
    expect(new Set([...one, ...other]).size).toBe(24);
    for (const ref of [...one, ...other]) expect(ref).toMatch(/^prs_[\w-]{27}$/);
    const pieces = new Set(one.flatMap((ref) => [...piecesOf(ref)]));
    expect(other.flatMap((ref) => [...piecesOf(ref)]).filter((piece) => pieces.has(piece))).toEqual([]);
    // Nor does the order of the names say anything of the order of the persons.
    expect([...one].sort().map((ref) => one.indexOf(ref))).not.toEqual(
      [...other].sort().map((ref) => other.indexOf(ref)),
    );
  });

  test('nothing that one recipient can hear stands in anything that another can', async () => {
    const both = await recipients(2);
    const personRef = await stage.person();
    const ids = await sentToAll(personRef, both);
    const texts = await Promise.all(
      both.map(({ asking }, at) => everythingHeardBy(asking, ids[at] as string)),
    );
    const refs = await Promise.all(both.map(({ asking }, at) => refHeardBy(asking, ids[at] as string)));
    for (const [at, text] of texts.entries()) {
      expect(text).toContain(refs[at]);
      expect(text).not.toContain(refs[1 - at]);
      expect(text).not.toContain(ids[1 - at]);
      expect(text).not.toContain(personRef);
    }
  });

  test('without the person’s key no name can be told from the rows: none of them is kept', async () => {
    const [recipient] = (await recipients(1)) as [Recipient];
    const [id] = (await sentToAll(await stage.person(), [recipient])) as [string];
    const ref = await refHeardBy(recipient.asking, id);
    await everythingHeardBy(recipient.asking, id);
    expect(await rowsWith(ref)).toEqual([]);
  });

  test('erasing takes the name away from everybody: it stands in the order until that is answered, and then nowhere', async () => {
    const [recipient] = (await recipients(1)) as [Recipient];
    const personRef = await stage.person();
    const [id] = (await sentToAll(personRef, [recipient])) as [string];
    const ref = await refHeardBy(recipient.asking, id);
    await everythingHeardBy(recipient.asking, id);
    await stage.ask(officer, 'mutation ($ref: ID!) { erasePerson(input: { ref: $ref }) { ordersIssued } }', {
      ref: personRef,
    });
    expect(await rowsWith(ref)).toEqual(['referrals.erasure_order']);
    const inbox = '{ erasureOrders(box: INBOX, first: 1) { nodes { id version person } } }';
    const { erasureOrders } = await stage.ask<{
      erasureOrders: { nodes: { id: string; version: number; person: string }[] };
    }>(recipient.asking, inbox);
    const [order] = erasureOrders.nodes;
    expect(order?.person).toBe(ref);
    await stage.ask(
      recipient.asking,
      `mutation ($id: ID!, $version: Int!) {
         acknowledgeErasure(input: { id: $id, expectedVersion: $version }) { userErrors { code } } }`,
      { id: order?.id, version: order?.version },
    );
    expect(await rowsWith(ref)).toEqual([]);
    const after = await everythingHeardBy(recipient.asking, id);
    expect(after).not.toContain(ref);
    const [row] = await stage.sql('select wrapped_key, case_code_hash from referrals.person where id = $1', [
      personRef,
    ]);
    expect(row).toEqual({ wrapped_key: null, case_code_hash: null });
  });
});

/** The tables in which a row holds this text. */
async function rowsWith(text: string): Promise<string[]> {
  const tables = await stage.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await stage.sql(`select from ${name} t where strpos(t::text, $1) > 0`, [text]);
    if (rows.length > 0) found.push(name);
  }
  return found;
}
