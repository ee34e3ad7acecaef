import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROLES } from '../../../shared/policy/roles.ts';
import type { Asker } from '../../support/subgraph.ts';
import { active, made, propose, take } from './agreement-steps.ts';
import {
  as,
  gone,
  guard,
  iom,
  jnrcs,
  openPartnerships,
  type PartnershipsWorld,
  unhcr,
} from './partnerships-world.ts';
import { newKey, REGISTER, RETIRE, register } from './signing-steps.ts';

let world: PartnershipsWorld;
beforeAll(async () => {
  world = await openPartnerships();
});
afterAll(() => world.stop());

describe('registering and retiring a key', () => {
  test.each(ROLES)('a %s does it if the role is one for it', async (role) => {
    const key = await newKey();
    const input = { jwk: key.jwk, proof: await key.sign('org_jnrcs') };
    const registered = await world.answer(as(jnrcs, role), REGISTER, { input });
    const retired = await world.answer(as(jnrcs, role), RETIRE, { input: { kid: key.kid } });
    if (role === 'administrator') {
      expect(registered.data).toMatchObject({ outcome: { signingKey: { kid: key.kid }, userErrors: [] } });
      expect(retired.data).toMatchObject({ outcome: { signingKey: { kid: key.kid }, userErrors: [] } });
    } else
      for (const { errors } of [registered, retired])
        expect(errors).toMatchObject([{ extensions: { code: 'SCOPE_MISSING' } }]);
  });

  test('nobody does it without a token', async () => {
    const { errors } = await world.answer(null, RETIRE, { input: { kid: 'any' } });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  test('an organisation that is active no more registers nothing', async () => {
    expect((await register(world, gone, await newKey())).userErrors).toMatchObject([
      { rule: 'key-holder-active' },
    ]);
  });

  test('nobody retires the key of another, nor one that is not there', async () => {
    const key = await newKey();
    await register(world, unhcr, key);
    const ask = (kid: string) => world.answer(as(iom, 'administrator'), RETIRE, { input: { kid } });
    expect((await ask(key.kid)).data).toMatchObject({
      outcome: { userErrors: [{ rule: 'keeps-own-keys' }] },
    });
    expect((await ask('absent')).data).toMatchObject({ outcome: { userErrors: [{ code: 'NOT_FOUND' }] } });
    expect(await keysOf('agreement', 'org_unhcr')).toMatchObject([{ kid: key.kid, validUntil: null }]);
    await world.ask(as(unhcr, 'administrator'), RETIRE, { input: { kid: key.kid } });
  });

  test('anyone reads the public keys, by every path, and who has signed with them stands apart', async () => {
    const key = await newKey();
    await register(world, iom, key);
    for (const path of ['organisation', '_entities']) {
      const [shown] = await keysOf(path, 'org_iom');
      expect(shown).toMatchObject({ kid: key.kid, jwk: expect.stringContaining('"crv":"Ed25519"') });
    }
    const { instanceSigningKey } = await world.ask<{ instanceSigningKey: string }>(
      null,
      '{ instanceSigningKey }',
    );
    expect(JSON.parse(instanceSigningKey)).toEqual({
      kty: 'OKP',
      crv: 'Ed25519',
      x: expect.any(String),
      kid: expect.any(String),
    });
  });
});

describe('what was written and signed', () => {
  const WRITTEN =
    'written { revision revisionHash content bundle odrl changes { sentence } } earlier: written(revision: 1) { content bundle } signatures { jws } preview { never }';
  const PATHS: Readonly<Record<string, (who: Asker, id: string) => Promise<unknown>>> = {
    'agreement(id)': async (who, id) =>
      (
        await world.ask<{ agreement: unknown }>(
          who,
          `query ($id: ID!) { agreement(id: $id) { ${WRITTEN} } }`,
          { id },
        )
      ).agreement,
    _entities: async (who, id) => {
      const r = [{ __typename: 'Agreement', id, version: 1, revision: 1, revisionHash: 'forged' }];
      const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Agreement { ${WRITTEN} } } }`;
      return (await world.ask<{ _entities: unknown[] }>(who, query, { r }))._entities[0];
    },
    agreements: async (who, id) => {
      const query = `{ agreements(first: 100) { nodes { id ${WRITTEN} } } }`;
      const { agreements } = await world.ask<{ agreements: { nodes: { id: string }[] } }>(who, query);
      return agreements.nodes.find((node) => node.id === id) ?? null;
    },
  };

  let inForce: string;
  let draft: string;
  beforeAll(async () => {
    inForce = (await active(world)).id;
    const first = made(await propose(world, { atTheEnd: 'Secret words.' }));
    draft = made(await take(world, 'revise', first, jnrcs)).id;
  });

  describe.each(Object.keys(PATHS))('by %s', (path) => {
    test.each([
      ['the provider', jnrcs],
      ['the recipient', unhcr],
      ['an analyst of a party', as(unhcr, 'analyst')],
    ])('%s reads every revision', async (_who, who) => {
      const found = await PATHS[path]?.(who, draft);
      expect(found).toMatchObject({
        written: { revision: 2 },
        earlier: { content: expect.stringContaining('Secret words.') },
      });
      expect(await PATHS[path]?.(who, inForce)).toMatchObject({
        preview: { never: [] },
        written: { bundle: expect.stringContaining('"seal"') },
      });
    });

    test.each([
      ['nobody', null],
      ['a stranger', iom],
      ['a border guard unit', guard],
      ['an organisation that is active no more', gone],
    ])('%s reads no word of it, of one in force or of a draft', async (_who, who) => {
      const found = await PATHS[path]?.(who, inForce);
      expect(found).toMatchObject({ written: null, earlier: null, signatures: null, preview: null });
      expect((await PATHS[path]?.(who, draft)) ?? null).toBeNull();
    });
  });
});

async function keysOf(path: string, id: string): Promise<unknown[]> {
  const fields = 'signingKeys { kid jwk validUntil }';
  type Found = { signingKeys: unknown[] };
  if (path !== '_entities')
    return (
      await world.ask<{ organisation: Found }>(
        null,
        `query ($id: ID!) { organisation(id: $id) { ${fields} } }`,
        { id },
      )
    ).organisation.signingKeys;
  const r = [{ __typename: 'Organisation', id, signingKeys: [] }];
  const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Organisation { ${fields} } } }`;
  return (await world.ask<{ _entities: Found[] }>(null, query, { r }))._entities[0]?.signingKeys ?? [];
}
