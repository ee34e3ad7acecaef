import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AGREEMENT_STATES } from '../../../shared/policy/agreement.ts';
import type { Asker } from '../../support/subgraph.ts';
import { force } from './agreement-steps.ts';
import { anOrganisation, enter, icrc } from './entry-steps.ts';
import { gone, guard, jnrcs, openPartnerships, type PartnershipsWorld, unhcr } from './partnerships-world.ts';

let world: PartnershipsWorld;
beforeAll(async () => {
  world = await openPartnerships();
  await world.organisation('org_icrc', 'ICRC');
  for (const state of AGREEMENT_STATES) await force(world, { id: `state_${state}`, state });
  await force(world, { id: 'over', from: -30, until: -1 });
  await force(world, { id: 'to_come', from: 1, until: 30 });
  await force(world, { id: 'an_mou', kind: 'MOU' });
  await force(world, { id: 'of_gone', recipientId: 'org_gone' });
  await force(world, { id: 'backward', providerId: 'org_unhcr', recipientId: 'org_jnrcs', from: -20 });
});
afterAll(() => world.stop());

const FIELDS = `agreementId provider { id } recipient { id } state purposes categories
  opens { category stage serviceTypes } validFrom validUntil`;
interface Told {
  readonly list: {
    readonly nodes: readonly { readonly agreementId: string; readonly [field: string]: unknown }[];
  };
}
const list = (who: Asker, filter: object | null = null, args = 'first: 100') =>
  world.ask<Told>(
    who,
    `query ($filter: SharingFilter) { list: transparency(${args}, filter: $filter) { nodes { ${FIELDS} } } }`,
    { filter },
  );
const ids = async (filter: object | null = null, args?: string) =>
  (await list(null, filter, args)).list.nodes.map(({ agreementId }) => agreementId);

describe('who may share what with whom', () => {
  test('is told of data-sharing agreements that are in force between active organisations, and of no others', async () => {
    expect(await ids()).toEqual(['backward', 'state_ACTIVE']);
    expect(await ids(null, 'last: 100')).toEqual(['backward', 'state_ACTIVE']);
  });

  test('is the same for nobody, the parties, strangers and whoever is suspended: no clause, no draft, no contact', async () => {
    const told = JSON.stringify(await list(null));
    for (const who of [jnrcs, unhcr, guard, gone, icrc, { organisationId: 'org_absent' }])
      expect(JSON.stringify(await list(who))).toBe(told);
    expect(told).not.toMatch(/secret|rights@|Destroyed|Encrypted|jurisdiction|retention|caseworker|hash/);
    expect((await list(null)).list.nodes[1]).toMatchObject({
      provider: { id: 'org_jnrcs' },
      recipient: { id: 'org_unhcr' },
      state: 'ACTIVE',
      purposes: ['LEGAL_AID'],
      categories: ['ROUTING', 'IDENTITY'],
      opens: [
        { category: 'ROUTING', stage: 'BEFORE_ACCEPTANCE' },
        { category: 'IDENTITY', stage: 'AFTER_ACCEPTANCE' },
      ],
    });
  });

  test.each([
    [{ organisationId: 'org_jnrcs' }, 2],
    [{ organisationId: 'org_iom' }, 0],
    [{ categories: ['IDENTITY', 'HEALTH'] }, 2],
    [{ categories: ['HEALTH'] }, 0],
    [{ purposes: ['LEGAL_AID'] }, 2],
    [{ purposes: ['HEALTH_CARE'] }, 0],
  ])('is found by %j', async (filter, count) => {
    expect(await ids(filter)).toHaveLength(count);
  });

  test('loses an agreement in the moment in which one of the two is suspended, and for good when it is merged', async () => {
    const recipientId = await anOrganisation(world, 'UN_AGENCY');
    await force(world, { id: 'short', recipientId });
    expect(await ids()).toContain('short');
    await enter(world, 'suspend', recipientId, icrc);
    expect(await ids()).not.toContain('short');
    await enter(world, 'reinstate', recipientId, icrc);
    expect(await ids()).toContain('short');
    await enter(world, 'merge', recipientId, icrc);
    expect(await ids()).not.toContain('short');
  });

  test('pages give each once', async () => {
    const query = `query ($after: String) { list: transparency(first: 1, after: $after) { nodes { agreementId } pageInfo { hasNextPage endCursor } } }`;
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { list: page }: Told & { list: { pageInfo: { hasNextPage: boolean; endCursor: string } } } =
        await world.ask(null, query, { after });
      seen.push(...page.nodes.map(({ agreementId }) => agreementId));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(['backward', 'state_ACTIVE']);
  });
});
