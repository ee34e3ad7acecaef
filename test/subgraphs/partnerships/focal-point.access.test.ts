import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ORGANISATION_TYPES } from '../../../shared/policy/organisations.ts';
import { ROLES } from '../../../shared/policy/roles.ts';
import type { Asker, Asking } from '../../support/subgraph.ts';
import { force } from './agreement-steps.ts';
import { anOrganisation, enter, icrc } from './entry-steps.ts';
import { gone, guard, iom, openPartnerships, type PartnershipsWorld } from './partnerships-world.ts';

let world: PartnershipsWorld;
beforeAll(async () => {
  world = await openPartnerships();
  await world.organisation('org_icrc', 'ICRC');
});
afterAll(() => world.stop());

const SECRET = /Noor Example|tracing@example|\+962 6/;
const FIELDS = 'id name role email phone languages writtenAt version';
const point = {
  name: 'Noor Example',
  role: 'Family links',
  email: 'tracing@example.org',
  languages: ['ar', 'fr'],
};

interface Outcome {
  readonly focalPoint: {
    readonly id: string;
    readonly version: number;
    readonly [field: string]: unknown;
  } | null;
  readonly userErrors: readonly {
    readonly code: string;
    readonly field: string | null;
    readonly rule: string | null;
  }[];
}
const INPUTS = {
  add: 'AddFocalPointInput',
  revise: 'ReviseFocalPointInput',
  remove: 'RemoveFocalPointInput',
};
type Verb = keyof typeof INPUTS;
const operation = (
  verb: Verb,
) => `mutation ($input: ${INPUTS[verb]}!) { outcome: ${verb}FocalPoint(input: $input) {
  focalPoint { ${FIELDS} } userErrors { code field rule } } }`;
const say = async (verb: Verb, who: Asker, input: object): Promise<Outcome> =>
  (await world.ask<{ outcome: Outcome }>(who, operation(verb), { input })).outcome;
const own = (organisationId: string): Asking => ({ organisationId, role: 'administrator' });

/** An organisation with one focal point. */
async function reached(over: object = {}): Promise<{ id: string; pointId: string }> {
  const id = await anOrganisation(world);
  const { focalPoint, userErrors } = await say('add', own(id), { organisationId: id, ...point, ...over });
  expect(userErrors).toEqual([]);
  return { id, pointId: focalPoint?.id as string };
}

/** Every way to a focal point. */
async function askedEverywhere(who: Asker, id: string): Promise<string> {
  const fields = `id focalPoints { ${FIELDS} }`;
  const query = `query ($id: ID!, $r: [_Any!]!) {
    organisation(id: $id) { ${fields} units { ${fields} } mergedInto { ${fields} } }
    organisations(first: 100) { nodes { ${fields} } }
    last: organisations(last: 100) { edges { node { ${fields} } } }
    agreements(first: 100) { nodes { provider { ${fields} } recipient { ${fields} } } }
    me { organisation { ${fields} } }
    _entities(representations: $r) { ... on Organisation { ${fields} } } }`;
  const r = [{ __typename: 'Organisation', id, focalPoints: [{ name: 'forged' }] }];
  return JSON.stringify(await world.ask(who, query, { id, r }));
}

describe('reading', () => {
  test('itself and its parent read them in every role; nobody and a stranger of any type do not, by no path', async () => {
    const { id } = await reached({ phone: '+962 6 123' });
    const parent = await anOrganisation(world);
    await world.sql('update partnerships.organisation set parent_id = $1 where id = $2', [parent, id]);
    for (const role of ROLES)
      for (const organisationId of [id, parent])
        expect(await askedEverywhere({ organisationId, role }, id)).toMatch(SECRET);
    const strangers: Asker[] = [null, gone, guard, iom, { organisationId: 'org_absent' }];
    for (const type of ORGANISATION_TYPES) {
      const organisationId = await anOrganisation(world, type, {
        country: type === 'NATIONAL_SOCIETY' ? 'ZZ' : null,
      });
      strangers.push({ organisationId }, { organisationId, role: 'administrator' });
    }
    for (const who of strangers) expect(await askedEverywhere(who, id)).not.toMatch(SECRET);
  });

  test('whoever stands under an agreement in force reads them, in either direction and of either kind', async () => {
    const { id } = await reached();
    for (const [kind, provides] of [
      ['DATA_SHARING', true],
      ['MOU', false],
    ] as const) {
      const partner = await anOrganisation(world, 'UN_AGENCY');
      const [providerId, recipientId] = provides ? [id, partner] : [partner, id];
      await force(world, { id: `agreement_${partner}`, kind, providerId, recipientId });
      expect(await askedEverywhere({ organisationId: partner }, id)).toMatch(SECRET);
    }
  });

  test.each([
    ['DRAFT', -30, 30],
    ['SIGNED', -30, 30],
    ['SUSPENDED', -30, 30],
    ['TERMINATED', -30, 30],
    ['ACTIVE', -30, -1],
    ['ACTIVE', 1, 30],
  ])('not under one that is %s from day %s to day %s', async (state, from, until) => {
    const { id } = await reached();
    const partner = await anOrganisation(world, 'UN_AGENCY');
    await force(world, {
      id: `agreement_${partner}`,
      providerId: id,
      recipientId: partner,
      state,
      from,
      until,
    });
    expect(await askedEverywhere({ organisationId: partner }, id)).not.toMatch(SECRET);
  });

  test('a partner that is suspended reads them no more, nor does the one that absorbed a partner', async () => {
    const { id } = await reached();
    const [partner, successor] = [await anOrganisation(world), await anOrganisation(world)];
    await force(world, { id: `agreement_${partner}`, providerId: id, recipientId: partner });
    expect(await askedEverywhere({ organisationId: partner }, id)).toMatch(SECRET);
    await enter(world, 'suspend', partner, icrc);
    expect(await askedEverywhere({ organisationId: partner }, id)).not.toMatch(SECRET);
    await enter(world, 'merge', partner, icrc, { intoId: successor });
    for (const organisationId of [partner, successor])
      expect(await askedEverywhere({ organisationId }, id)).not.toMatch(SECRET);
  });

  test('the answer to a stranger is the same whether there are any or not', async () => {
    const [{ id: some }, none] = [await reached(), await anOrganisation(world)];
    const asked = async (id: string) =>
      JSON.stringify(
        await world.ask(iom, '{ organisation(id: "x") { focalPoints { id } } }'.replace('x', id)),
      );
    expect((await asked(some)).replaceAll(some, '')).toBe((await asked(none)).replaceAll(none, ''));
    expect(await asked(none)).toContain('"focalPoints":null');
  });

  test('the second wall shows a stranger no row, and its own to itself', async () => {
    const { id } = await reached();
    const seen = (viewer: string) =>
      world.beside(async (client) => {
        await client.query('begin; set local role accord_partnerships');
        await client.query(`select set_config('accord.organisation', $1, true)`, [viewer]);
        const { rows } = await client.query(
          'select id from partnerships.focal_point where organisation_id = $1',
          [id],
        );
        await client.query('rollback');
        return rows.length;
      });
    expect(await seen(id)).toBe(1);
    for (const viewer of ['', 'org_iom', 'org_icrc']) expect(await seen(viewer)).toBe(0);
  });
});

describe('writing', () => {
  const inputs = async (verb: Verb) => {
    const { id, pointId } = await reached();
    if (verb === 'add') return { id, pointId, input: { organisationId: id, ...point, name: 'Changed' } };
    const step = { id: pointId, expectedVersion: 1 };
    return { id, pointId, input: verb === 'revise' ? { ...step, ...point, name: 'Changed' } : step };
  };
  const names = async (id: string) =>
    (
      await world.sql<{ name: string }>(
        'select name from partnerships.focal_point where organisation_id = $1 order by name',
        [id],
      )
    ).map(({ name }) => name);

  test.each(['add', 'revise', 'remove'] as const)(
    '%s: by an administrator of it or its parent, by no other role, no registrar, no partner and no type',
    async (verb) => {
      const { id, input } = await inputs(verb);
      const parent = await anOrganisation(world);
      await world.sql('update partnerships.organisation set parent_id = $1 where id = $2', [parent, id]);
      await force(world, { id: `agreement_${id}`, providerId: id, recipientId: 'org_unhcr' });
      for (const role of ROLES) {
        if (role === 'administrator') continue;
        const { errors } = await world.answer({ organisationId: id, role }, operation(verb), { input });
        expect(errors).toMatchObject([{ extensions: { code: 'SCOPE_MISSING' } }]);
      }
      const unable = [icrc, own('org_unhcr'), own('org_gone'), own('org_absent')];
      for (const type of ORGANISATION_TYPES)
        unable.push(
          own(
            await anOrganisation(world, type, {
              country: type === 'NATIONAL_SOCIETY' ? 'ZY' : null,
              active: true,
            }),
          ),
        );
      await world.sql(`update partnerships.organisation set country = null where country = 'ZY'`);
      for (const who of unable) {
        const { focalPoint, userErrors } = await say(verb, who, input);
        expect(focalPoint).toBeNull();
        expect(['RULE_BROKEN', 'NOT_FOUND']).toContain(userErrors[0]?.code);
      }
      expect(await names(id)).toEqual(['Noor Example']);
      expect((await say(verb, own(parent), input)).userErrors).toEqual([]);
      expect(await names(id)).toEqual(
        { add: ['Changed', 'Noor Example'], revise: ['Changed'], remove: [] }[verb],
      );
    },
  );

  test.each([
    ['input.name', { name: ' ' }],
    ['input.role', { role: '' }],
    ['input.email', { email: 'nobody' }],
    ['input.email', { email: null }],
    ['input.phone', { phone: 'call me' }],
    ['input.languages', { languages: [] }],
    ['input.languages.0', { languages: ['no language'] }],
    ['input.organisationId', { organisationId: 'org_absent' }],
  ])('what cannot be right is refused at %s (%#)', async (field, over) => {
    const id = await anOrganisation(world);
    const { focalPoint, userErrors } = await say('add', own(id), { organisationId: id, ...point, ...over });
    expect(focalPoint).toBeNull();
    expect(userErrors).toMatchObject([{ field }]);
    expect(await names(id)).toEqual([]);
  });

  test('is decided on the version that was read, once under one key, and up to twenty times', async () => {
    const { id, pointId } = await reached();
    const revise = (name: string) =>
      say('revise', own(id), { id: pointId, expectedVersion: 1, ...point, name });
    const all = await Promise.all(['a', 'b', 'c'].map(revise));
    expect(all.filter(({ focalPoint }) => focalPoint !== null)).toHaveLength(1);
    const keyed = { ...own(id), idempotencyKey: `add-${id}` };
    const add = () => say('add', keyed, { organisationId: id, ...point });
    expect(await add()).toEqual(await add());
    expect(await names(id)).toHaveLength(2);
    for (let n = 2; n < 20; n += 1) await say('add', own(id), { organisationId: id, ...point });
    expect((await say('add', own(id), { organisationId: id, ...point })).userErrors).toMatchObject([
      { field: 'input.organisationId' },
    ]);
  });

  test('what was removed is not made again by a late repeat, and its removal may be repeated', async () => {
    const id = await anOrganisation(world);
    const keyed = { ...own(id), idempotencyKey: `late-${id}` };
    const add = () => say('add', keyed, { organisationId: id, ...point });
    const { focalPoint } = await add();
    const removing = { ...own(id), idempotencyKey: `remove-${id}` };
    const remove = () => say('remove', removing, { id: focalPoint?.id, expectedVersion: 1 });
    expect(await remove()).toEqual({ focalPoint: null, userErrors: [] });
    expect(await remove()).toEqual({ focalPoint: null, userErrors: [] });
    expect((await add()).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await names(id)).toEqual([]);
  });

  test('what was removed is gone from the rows too', async () => {
    const { id, pointId } = await reached({ name: 'Removed Person' });
    await say('remove', own(id), { id: pointId, expectedVersion: 1 });
    const [{ count } = { count: -1 }] = await world.sql<{ count: number }>(
      `select count(*)::int as count from partnerships.focal_point where name = 'Removed Person'`,
    );
    expect(count).toBe(0);
  });
});
