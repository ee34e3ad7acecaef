import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Asker } from '../../support/subgraph.ts';
import { force } from './agreement-steps.ts';
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

const ASKS = 'WRITTEN_AUTHORISATION_OF_ALL';
const [provider, recipient] = [as(jnrcs, 'signatory'), as(unhcr, 'signatory')];

interface Told {
  readonly agreement: {
    readonly onwardAuthorisations: readonly { readonly organisationId: string }[] | null;
  } | null;
  readonly userErrors: readonly {
    readonly code: string;
    readonly rule: string | null;
    readonly field: string | null;
  }[];
}

let world: PartnershipsWorld;
let made = 0;

beforeAll(async () => {
  world = await openPartnerships();
});
afterAll(() => world.stop());

async function agreement(onward: string | null = ASKS): Promise<string> {
  made += 1;
  const id = `agreement_onward_${made}`;
  await force(world, { id, kind: onward ? 'DATA_SHARING' : 'MOU' });
  await world.sql(
    `update partnerships.agreement set clauses = clauses || jsonb_build_object('onward', $2::text) where id = $1`,
    [id, onward],
  );
  return id;
}

async function say(
  verb: 'authoriseOnward' | 'withdrawOnwardAuthorisation',
  who: Asker,
  agreementId: string,
  recipientId = 'org_iom',
): Promise<Told> {
  const query = `mutation ($input: AuthoriseOnwardInput!) { ${verb}(input: $input) {
    agreement { onwardAuthorisations { recipientId organisationId authorisedAt } } userErrors { code rule field } } }`;
  const told = await world.ask<Record<string, Told>>(who, query, { input: { agreementId, recipientId } });
  return told[verb] as Told;
}

/** As the referrals subgraph reads it. */
async function authorised(agreementId: string): Promise<string[]> {
  const rows = await world.sql<{ ids: string[] }>(
    'select authorised_recipient_ids as ids from partnerships.onward_terms_in_force where id = $1',
    [agreementId],
  );
  return rows[0]?.ids ?? [];
}

describe('the written authorisation of all', () => {
  test('counts once both parties have given it, each for itself, and no more when one takes it back', async () => {
    const id = await agreement();
    expect((await say('authoriseOnward', provider, id)).userErrors).toEqual([]);
    expect(await authorised(id)).toEqual([]);
    const both = await say('authoriseOnward', recipient, id);
    expect(both.agreement?.onwardAuthorisations?.map(({ organisationId }) => organisationId)).toEqual([
      'org_jnrcs',
      'org_unhcr',
    ]);
    expect(await authorised(id)).toEqual(['org_iom']);
    await say('authoriseOnward', recipient, id);
    expect(await authorised(id)).toEqual(['org_iom']);
    expect((await say('withdrawOnwardAuthorisation', provider, id)).userErrors).toEqual([]);
    expect(await authorised(id)).toEqual([]);
  });

  test.each<[string, Asker, string]>([
    ['of a suspended organisation', as(gone, 'signatory'), 'NOT_FOUND'],
    ['of another organisation', as(iom, 'signatory'), 'NOT_FOUND'],
    ['of a border guard', as(guard, 'signatory'), 'NOT_FOUND'],
  ])('a signatory %s is told nothing of the agreement', async (_who, who, code) => {
    const id = await agreement();
    for (const verb of ['authoriseOnward', 'withdrawOnwardAuthorisation'] as const)
      expect((await say(verb, who, id)).userErrors).toEqual([
        { code, rule: null, field: 'input.agreementId' },
      ]);
    expect((await say('authoriseOnward', who, 'agreement_none')).userErrors[0]?.code).toBe(code);
  });

  test.each([
    'caseworker',
    'coordinator',
    'data_protection_officer',
    'analyst',
    'administrator',
    'system',
  ] as const)('no %s gives it or takes it back', async (role) => {
    const id = await agreement();
    await expect(say('authoriseOnward', as(jnrcs, role), id)).rejects.toThrow('SCOPE_MISSING');
    await expect(say('withdrawOnwardAuthorisation', as(jnrcs, role), id)).rejects.toThrow('SCOPE_MISSING');
  });

  test.each([
    ['forbids passing on', 'FORBIDDEN'],
    ['names the recipients itself', 'SAME_PURPOSE_NAMED_RECIPIENTS'],
    ['is an MoU', null],
  ])('is nothing under an agreement that %s', async (_what, onward) => {
    const id = await agreement(onward);
    expect((await say('authoriseOnward', provider, id)).userErrors).toEqual([
      { code: 'RULE_BROKEN', rule: 'authorisation-is-asked', field: null },
    ]);
  });

  test('is for a registered organisation that is no party', async () => {
    const id = await agreement();
    expect((await say('authoriseOnward', provider, id, 'org_unhcr')).userErrors[0]?.rule).toBe(
      'authorised-is-another',
    );
    for (const unknown of ['org_nowhere', 'org_gone'])
      expect((await say('authoriseOnward', provider, id, unknown)).userErrors).toEqual([
        { code: 'VALIDATION_FAILED', rule: null, field: 'input.recipientId' },
      ]);
  });

  test('is read by the parties alone', async () => {
    const id = await agreement();
    await say('authoriseOnward', provider, id);
    const read = async (who: Asker) => {
      const query = 'query ($id: ID!) { agreement(id: $id) { onwardAuthorisations { recipientId } } }';
      const told = await world.ask<{ agreement: Told['agreement'] }>(who, query, { id });
      return told.agreement?.onwardAuthorisations;
    };
    expect(await read(unhcr)).toEqual([{ recipientId: 'org_iom' }]);
    for (const stranger of [iom, guard, null]) expect(await read(stranger)).toBeNull();
  });

  test('repeated under one key is given once', async () => {
    const id = await agreement();
    const keyed = { ...provider, idempotencyKey: 'onward-once' };
    await say('authoriseOnward', keyed, id);
    await say('withdrawOnwardAuthorisation', provider, id);
    await say('authoriseOnward', keyed, id);
    const rows = await world.sql('select from partnerships.onward_authorisation where agreement_id = $1', [
      id,
    ]);
    expect(rows).toHaveLength(0);
  });
});
