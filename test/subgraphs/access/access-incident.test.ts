import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { active } from './access-steps.ts';
import { type AccessWorld, type Asker, gone, guard, icrc, iom, krcs, openAccess } from './access-world.ts';
import { coordinatorOf, daysAgo, file, REPORT, sayIncident, step, walkIncident } from './incident-steps.ts';

let world: AccessWorld;
const coordinator = coordinatorOf(krcs);
beforeAll(async () => {
  world = await openAccess();
});
afterAll(() => world.stop());

describe('filing', () => {
  test('kind, day and country are enough', async () => {
    const { kind, occurredOn, country } = REPORT;
    const few = { kind, occurredOn, country };
    const outcome = await sayIncident(world, krcs, 'fileIncident', 'FileIncidentInput', few);
    expect(outcome.userErrors).toEqual([]);
    expect(outcome.accessIncident).toMatchObject({
      state: 'SUBMITTED',
      constraint: 'RESTRICTION_OF_MOVEMENT',
      severity: null,
      organisation: { id: 'org_krcs' },
      country: { iso2: 'KE' },
    });
  });

  test.each([
    ['input.country', { country: 'Kenya' }],
    ['input.occurredOn', { occurredOn: '3/11/2026' }],
    ['input.occurredOn', { occurredOn: '2099-01-01' }],
    ['input.severity', { severity: 4 }],
    ['input.severity', { severity: -1 }],
    ['input.impacts', { impacts: ['ASSETS_LOST', 'ASSETS_LOST'] }],
    ['input.description', { description: 'x'.repeat(5_001) }],
    ['input.agreementId', { agreementId: 'access_absent' }],
    ['input.namedStaff.0', { namedStaff: [' '] }],
    ['input.serviceId', { serviceId: 'service_absent' }],
    ['input.placeId', { placeId: 'place_absent' }],
    ['input.occurredOn', { occurredOn: '1989-12-31' }],
  ])('what cannot be right is refused at %s', async (field, over) => {
    expect((await file(world, over)).userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', field }]);
  });

  test.each([
    ['kind', { kind: 'visit denyed' }, 'VISIT_DENIED'],
    ['impacts.0', { impacts: ['PEOPLE_NOT_REACHT'] }, 'PEOPLE_NOT_REACHED'],
  ])('a code that is not known is refused at %s, and the nearest is named', async (field, over, nearest) => {
    const { userErrors } = await file(world, over);
    expect(userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', field: `input.${field}` }]);
    expect(userErrors[0]?.message).toBe(`This code is not known; the nearest is ${nearest}.`);
  });

  test.each([
    ['Kenya', 'KE (Kenya)'],
    ['UK', 'GB (United Kingdom)'],
    ['XX', 'AX (Åland Islands)'],
    ['grece', 'GR (Greece)'],
  ])('a country that is none is refused, and the nearest is named: %s', async (country, nearest) => {
    expect((await file(world, { country })).userErrors).toMatchObject([
      {
        code: 'VALIDATION_FAILED',
        field: 'input.country',
        message: `A country is two letters, ISO 3166-1; the nearest is ${nearest}.`,
      },
    ]);
  });

  test.each([
    ['an authority', guard, 'observer-is-humanitarian'],
    ['one that is active no more', gone, 'observer-is-active'],
  ] as const)('%s files none', async (_who, who, rule) => {
    expect((await file(world, {}, who)).userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule }]);
  });

  test('the same key makes one incident', async () => {
    const [first, again] = [await file(world, {}, krcs, 'key-1'), await file(world, {}, krcs, 'key-1')];
    expect(again.accessIncident?.id).toBe(first.accessIncident?.id);
  });

  test('a phone number or a name in a free text is warned of, with the reason, and recorded nevertheless', async () => {
    const description = 'They asked for Mr Abdi; his cousin can be called at +254 712 345 678.';
    const { accessIncident, warnings } = await file(world, { description });
    expect(accessIncident).toMatchObject({ description });
    expect(warnings.map(({ says }) => says)).toEqual([
      expect.stringContaining('phone number'),
      expect.stringContaining('name of a person'),
    ]);
    expect((await file(world)).warnings).toEqual([]);
  });

  test('what may be the same is proposed: like in kind and place, and at most three days apart', async () => {
    const like = { kind: 'GOODS_BLOCKED', country: 'UG', admin1: 'Tororo' };
    const first = (await file(world, { ...like, occurredOn: daysAgo(10) })).accessIncident;
    const near = await file(world, { ...like, admin1: 'tororo', occurredOn: daysAgo(8) });
    const far = await file(world, { ...like, occurredOn: daysAgo(20) });
    const elsewhere = await file(world, { ...like, admin1: 'Gulu', occurredOn: daysAgo(10) });
    const ofOthers = await file(world, { ...like, occurredOn: daysAgo(10) }, icrc);
    expect(near.possibleDuplicates).toEqual([{ id: first?.id }]);
    expect([far, elsewhere, ofOthers].map(({ possibleDuplicates }) => possibleDuplicates)).toEqual([
      [],
      [],
      [],
    ]);
  });
});

describe('its life', () => {
  test('it is verified by a colleague, negotiated, resolved and archived; each step is remembered with its note', async () => {
    const filed = (await file(world)).accessIncident;
    const self = await step(world, 'verifyIncident', filed, krcs);
    expect(self.userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule: 'another-verifies-incident' }]);
    const negotiated = await walkIncident(world, filed, ['verifyIncident', 'negotiateIncident']);
    const note = 'The director let the team in.';
    const resolved = await step(world, 'resolveIncident', negotiated, krcs, { note });
    const archived = await walkIncident(world, resolved.accessIncident, ['archiveIncident']);
    expect(archived.history).toEqual([
      { verb: 'file', state: 'SUBMITTED', note: null },
      { verb: 'verify', state: 'VERIFIED', note: null },
      { verb: 'negotiate', state: 'UNDER_NEGOTIATION', note: null },
      { verb: 'resolve', state: 'RESOLVED', note },
      { verb: 'archive', state: 'ARCHIVED', note: null },
    ]);
  });

  test('a draft is submitted; what could not be verified may still be negotiated, and left unresolved', async () => {
    const draft = (await file(world, { draft: true })).accessIncident;
    expect(draft?.state).toBe('DRAFT');
    const verbs = ['submitIncident', 'dismissIncident', 'negotiateIncident', 'leaveIncidentUnresolved'];
    expect((await walkIncident(world, draft, verbs)).state).toBe('UNRESOLVED');
  });

  test('a wrong step names the state and what is possible; one decided on an older version is refused', async () => {
    const filed = (await file(world)).accessIncident;
    expect((await step(world, 'resolveIncident', filed, krcs)).userErrors).toMatchObject([
      { code: 'ILLEGAL_TRANSITION', possible: ['reviseIncident', 'verifyIncident', 'dismissIncident'] },
    ]);
    await step(world, 'verifyIncident', filed, coordinator);
    expect((await step(world, 'dismissIncident', filed, coordinator)).userErrors).toMatchObject([
      { code: 'VERSION_CONFLICT' },
    ]);
  });

  test('it is written down better without leaving its state, until somebody has verified it', async () => {
    const filed = (await file(world)).accessIncident;
    const input = {
      ...REPORT,
      id: filed?.id,
      expectedVersion: 1,
      kind: 'LIST_REFUSED',
      actionTaken: 'A letter was sent.',
    };
    const { accessIncident } = await sayIncident(world, krcs, 'reviseIncident', 'ReviseIncidentInput', input);
    expect(accessIncident).toMatchObject({
      state: 'SUBMITTED',
      version: 2,
      kind: 'LIST_REFUSED',
      actionTaken: 'A letter was sent.',
    });
    await step(world, 'verifyIncident', accessIncident, coordinator);
    const late = { ...input, expectedVersion: 3 };
    expect(
      (await sayIncident(world, krcs, 'reviseIncident', 'ReviseIncidentInput', late)).userErrors,
    ).toMatchObject([{ code: 'ILLEGAL_TRANSITION', possible: ['negotiateIncident', 'releaseIncident'] }]);
  });

  test.each([iom, icrc, guard] as Asker[])(
    '%o takes no step with another’s incident, as if it were not there',
    async (who) => {
      const filed = (await file(world)).accessIncident;
      expect((await step(world, 'verifyIncident', filed, who)).userErrors).toMatchObject([
        { code: 'NOT_FOUND' },
      ]);
    },
  );
});

describe('release', () => {
  test('nothing is released before 30 days are over, unverified, or by a caseworker', async () => {
    const old = { occurredOn: daysAgo(45) };
    const fresh = await walkIncident(world, (await file(world, { occurredOn: daysAgo(29) })).accessIncident, [
      'verifyIncident',
    ]);
    const rested = await walkIncident(world, (await file(world, old)).accessIncident, ['verifyIncident']);
    const unverified = await walkIncident(world, (await file(world, old)).accessIncident, [
      'dismissIncident',
      'negotiateIncident',
    ]);
    const rules = await Promise.all([
      step(world, 'releaseIncident', fresh, coordinator),
      step(world, 'releaseIncident', unverified, coordinator),
      step(world, 'releaseIncident', rested, krcs),
    ]);
    expect(rules.map(({ userErrors }) => userErrors[0]?.rule)).toEqual([
      'thirty-days-before-release',
      'verified-before-release',
      'staff-keeps-incident',
    ]);
  });

  test('released, anyone reads its cut and what its owner says of it in public, and no name', async () => {
    const rested = await walkIncident(
      world,
      (await file(world, { occurredOn: daysAgo(45) })).accessIncident,
      ['verifyIncident'],
    );
    const read = async (who: Asker) =>
      (
        await world.ask(
          who,
          `{ accessIncident(id: "${rested.id}") { kind publicSummary reporter organisation { id } } }`,
        )
      ).data;
    expect(await read(null)).toEqual({ accessIncident: null });
    const publicSummary = 'A visit was refused.';
    const { userErrors } = await step(world, 'releaseIncident', rested, coordinator, { publicSummary });
    expect(userErrors).toEqual([]);
    const cut = { kind: 'VISIT_DENIED', publicSummary, reporter: null, organisation: null };
    expect(await read(null)).toEqual({ accessIncident: cut });
    expect(await read(guard)).toEqual({ accessIncident: null });
  });
});

describe('the agreement it breaches', () => {
  const standing = async (id: string, who: Asker) =>
    (await world.ask(who, `{ accessAgreement(id: "${id}") { standing } }`)).data;

  test('is challenged while an incident of denial is open, for its owner and for partners, and for no authority', async () => {
    const { id } = await active(world, { partyIds: ['org_krcs', 'org_guard'] });
    const is = (word: string) => ({ accessAgreement: { standing: word } });
    expect(await standing(id, krcs)).toEqual(is('IN_FORCE'));
    const filed = (await file(world, { agreementId: id })).accessIncident;
    for (const who of [guard, iom, null]) expect(await standing(id, who)).toEqual(is('IN_FORCE'));
    expect(await standing(id, krcs)).toEqual(is('CHALLENGED'));
    await walkIncident(world, filed, ['verifyIncident', 'negotiateIncident', 'resolveIncident']);
    expect(await standing(id, krcs)).toEqual(is('IN_FORCE'));
  });

  test('an incident that is no denial challenges nothing', async () => {
    const { id } = await active(world);
    await file(world, { agreementId: id, kind: 'EMBLEM_MISUSE' });
    expect(await standing(id, krcs)).toEqual({ accessAgreement: { standing: 'IN_FORCE' } });
  });

  test('lists the viewer’s own incidents and no other', async () => {
    const { id } = await active(world);
    await world.sql(
      `insert into services.service (id, organisation_id, name, names, descriptions, search_text, type, types, needs,
         languages, status, firewall_status, legal_status_condition, required_documents, only_nationalities,
         except_nationalities, intake_criteria, eligibility, coverages, ways_in, referral_required, taken_over, version,
         created_at, updated_at)
       values ('service_x', 'org_krcs', 'Service', '{}', '{}', '', 'FOOD', '{FOOD}', '{}', '{ar}', 'ACTIVE', 'FIREWALLED',
         'NONE', '[]', '{}', '{}', '{}', '{}', '{}', '{}', false, false, 1, now(), now())`,
    );
    const filed = (await file(world, { agreementId: id, serviceId: 'service_x' })).accessIncident;
    const list = async (who: Asker) =>
      (
        await world.ask(
          who,
          `{ accessAgreement(id: "${id}") { incidents(first: 10) { nodes { id service { id } } } } }`,
        )
      ).data;
    const nodes = (found: object[]) => ({ accessAgreement: { incidents: { nodes: found } } });
    expect(await list(krcs)).toEqual(nodes([{ id: filed?.id, service: { id: 'service_x' } }]));
    for (const who of [guard, iom, null, { ...krcs, role: 'analyst' } as const])
      expect(await list(who)).toEqual(nodes([]));
  });
});

test.each([
  '{ from: "2026-13" }',
  '{ from: "March" }',
  '{ from: "2026-03", until: "2026-01" }',
  '{ country: "XX" }',
])('a question that can find nothing is refused: %s', async (filter) => {
  const { errors } = await world.ask(
    krcs,
    `{ accessIncidents(first: 1, filter: ${filter}) { nodes { id } } }`,
  );
  expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION_FAILED' } }]);
});
