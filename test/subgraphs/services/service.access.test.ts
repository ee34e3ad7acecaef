import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROLES } from '../../../shared/policy/roles.ts';
import { DIRECTORY_ROLES } from '../../../shared/policy/service-writing.ts';
import {
  type Asker,
  asRole,
  found,
  gone,
  guard,
  krcs,
  ngo,
  offer,
  openServices,
  published,
  type ServicesWorld,
  say,
  unhcr,
} from './services-world.ts';

let world: ServicesWorld;
beforeAll(async () => {
  world = await openServices();
});
afterAll(() => world.stop());

describe('reading', () => {
  test('ALLOW: anyone, without a token, finds and reads a service', async () => {
    const id = await published(world, ngo, { name: 'For everyone' });
    expect(await found(world, 'first: 100, filter: { text: "everyone" }')).toEqual([id]);
    const data = await world.ask<{ service: unknown }>(
      null,
      `{ service(id: "${id}") { name provider { id } } }`,
    );
    expect(data.service).toEqual({ name: 'For everyone', provider: { id: 'org_ngo' } });
  });

  test('DENY: entities and the schema are for the gateway alone', async () => {
    for (const query of ['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }']) {
      const { errors } = await world.answer(unhcr, query, {}, { fromGateway: false });
      expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    }
  });

  test('DENY: an unknown service is null, and an unknown organisation has none', async () => {
    expect(await world.ask(null, '{ service(id: "srv_none") { id } }')).toEqual({ service: null });
    expect(await found(world, 'first: 9, filter: { organisationId: "org_none" }')).toEqual([]);
  });
});

describe('writing', () => {
  test.each(ROLES)('a %s of the owner writes, or is told that the role does not allow it', async (role) => {
    const allowed = DIRECTORY_ROLES.some((one) => one === role);
    const work = say(world, asRole(role), 'publishService', offer);
    if (allowed) expect((await work).userErrors).toEqual([]);
    else await expect(work).rejects.toThrow('SCOPE_MISSING');
  });

  test('DENY: nobody writes without a token', async () => {
    await expect(say(world, null, 'publishService', offer)).rejects.toThrow('UNAUTHENTICATED');
  });

  test.each<[string, Asker, string]>([
    ['another organisation', krcs, 'owner-writes-service'],
    ['an organisation that is active no more', gone, 'writer-is-active'],
    [
      'an organisation nobody registered',
      { organisationId: 'org_invented', role: 'caseworker' },
      'writer-is-active',
    ],
  ])('DENY: %s changes, assures or closes nothing', async (_name, who, rule) => {
    const id = await published(world, unhcr);
    for (const verb of ['reviseService', 'assureService', 'closeService'] as const) {
      const { service, userErrors } = await say(world, who, verb, { id, expectedVersion: 1 });
      expect(service).toBeNull();
      expect(userErrors).toEqual([expect.objectContaining({ code: 'RULE_BROKEN', rule })]);
    }
    expect(await world.sql('select version from services.service where id = $1', [id])).toEqual([
      { version: 1 },
    ]);
  });

  test('ALLOW: the owner changes, assures and closes its own', async () => {
    const id = await published(world, unhcr);
    for (const [index, verb] of (['reviseService', 'assureService', 'closeService'] as const).entries()) {
      expect((await say(world, unhcr, verb, { id, expectedVersion: index + 1 })).userErrors).toEqual([]);
    }
  });

  test('an enforcement unit may describe a service, and never as firewalled', async () => {
    const { userErrors } = await say(world, guard, 'publishService', offer);
    expect(userErrors).toEqual([
      expect.objectContaining({ code: 'RULE_BROKEN', rule: 'enforcement-is-no-firewall' }),
    ]);
    const open = await say(world, guard, 'publishService', { ...offer, firewallStatus: 'NOT_FIREWALLED' });
    expect(open.userErrors).toEqual([]);
    const { id, version } = open.service as { id: string; version: number };
    const later = await say(world, guard, 'assureService', {
      id,
      expectedVersion: version,
      firewallStatus: 'FIREWALLED',
      firewallEvidence: 'our word',
    });
    expect(later.userErrors[0]?.rule).toBe('enforcement-is-no-firewall');
  });

  test('DENY: an idempotency key of one client opens nothing to another', async () => {
    const first = await say(world, unhcr, 'publishService', offer, { key: 'shared' });
    const second = await say(world, krcs, 'publishService', offer, { key: 'shared' });
    expect(second.service?.id).not.toBe(first.service?.id);
  });

  test('the change log and neighbours’ views are written by nobody else', async () => {
    const as = async (role: string, statement: string) => {
      await world.sql(`begin; set local role ${role}`);
      try {
        return await world.sql(statement);
      } finally {
        await world.sql('rollback');
      }
    };
    await expect(as('accord_services', 'delete from services.change')).rejects.toThrow('permission denied');
    await expect(as('accord_services', 'update services.change set verb = verb')).rejects.toThrow(
      'permission denied',
    );
    await expect(as('accord_referrals', 'select * from services.location')).rejects.toThrow(
      'permission denied',
    );
    await expect(as('accord_referrals', 'select * from services.referral_targets')).resolves.toBeDefined();
  });
});

describe('a confidential place', () => {
  const shelter = {
    ...offer,
    name: 'Shelter of the lily',
    type: 'SAFE_SHELTER',
    locations: [
      {
        name: 'Hidden house',
        country: 'KE',
        admin1: 'Mombasa',
        address: '7 Quiet Lane',
        latitude: -4.05,
        longitude: 39.66,
        confidential: true,
        phone: '+254 20 000',
      },
    ],
  };
  const PLACE = 'locations { name country admin1 address latitude longitude confidential phone }';
  const withheld = {
    name: null,
    country: 'KE',
    admin1: 'Mombasa',
    address: null,
    latitude: null,
    longitude: null,
    confidential: true,
    phone: '+254 20 000',
  };
  let id: string;
  beforeAll(async () => {
    id = (await say(world, ngo, 'publishService', shelter)).service?.id as string;
  });

  /** Every way by which a service leaves this subgraph. */
  const paths: Record<string, (who: Asker) => Promise<unknown>> = {
    service: async (who) => {
      const { service } = await world.ask<{ service: { locations: unknown[] } }>(
        who,
        `{ service(id: "${id}") { ${PLACE} } }`,
      );
      return service.locations;
    },
    services: async (who) => {
      const query = `{ services(first: 9, filter: { types: [SAFE_SHELTER] }) { edges { node { ${PLACE} } } nodes { ${PLACE} } } }`;
      type Node = { locations: unknown[] };
      const { services } = await world.ask<{ services: { nodes: Node[]; edges: { node: Node }[] } }>(
        who,
        query,
      );
      expect(services.edges[0]?.node.locations).toEqual(services.nodes[0]?.locations);
      return services.nodes[0]?.locations;
    },
    _entities: async (who) => {
      const query = `query Them($them: [_Any!]!) { _entities(representations: $them) { ... on Service { ${PLACE} } } }`;
      const them = [
        { __typename: 'Service', id, locations: [], confidential: false, organisationId: 'org_krcs' },
      ];
      const { _entities } = await world.ask<{ _entities: { locations: unknown[] }[] }>(who, query, { them });
      return _entities[0]?.locations;
    },
    organisation: async (who) => {
      const query = `query Them($them: [_Any!]!) { _entities(representations: $them) { ... on Organisation {
        services(first: 100, filter: { types: [SAFE_SHELTER] }) { nodes { ${PLACE} } } } } }`;
      const them = [{ __typename: 'Organisation', id: 'org_ngo' }];
      const { _entities } = await world.ask<{
        _entities: { services: { nodes: { locations: unknown[] }[] } }[];
      }>(who, query, { them });
      return _entities[0]?.services.nodes[0]?.locations;
    },
  };

  test.each(Object.keys(paths))('DENY by %s: others see its area and its phone', async (path) => {
    for (const who of [null, krcs, unhcr, guard]) expect(await paths[path]?.(who)).toEqual([withheld]);
  });

  test.each(Object.keys(paths))('ALLOW by %s: its owner sees it whole', async (path) => {
    expect(await paths[path]?.(ngo)).toEqual([
      { ...withheld, name: 'Hidden house', address: '7 Quiet Lane', latitude: -4.05, longitude: 39.66 },
    ]);
  });

  test('DENY: it takes no part in a distance search, for its owner either', async () => {
    for (const who of [null, krcs, ngo]) {
      expect(
        await found(world, 'first: 9, near: { latitude: -4.05, longitude: 39.66, withinKm: 1 }', who),
      ).toEqual([]);
    }
  });

  test('DENY: its open neighbour’s distance does not tell of it', async () => {
    const both = await published(world, ngo, {
      name: 'Two houses',
      type: 'SAFE_SHELTER',
      locations: [
        ...shelter.locations,
        { name: 'Front desk', country: 'KE', latitude: -4.5, longitude: 39.66 },
      ],
    });
    const query =
      '{ services(first: 9, near: { latitude: -4.05, longitude: 39.66, withinKm: 100 }) { nodes { id distanceKm } } }';
    const { services } = await world.ask<{ services: { nodes: unknown[] } }>(null, query);
    expect(services.nodes).toEqual([{ id: both, distanceKm: expect.closeTo(50.04, 1) }]);
  });

  test('DENY: its name and address are not searched', async () => {
    for (const text of ['hidden house', 'quiet lane']) {
      expect(await found(world, `first: 9, filter: { text: "${text}", types: [SAFE_SHELTER] }`, ngo)).toEqual(
        [],
      );
    }
    expect(await found(world, 'first: 9, filter: { text: "lily" }')).toEqual([id]);
  });

  test('ALLOW: it is found by its area', async () => {
    expect(await found(world, 'first: 9, filter: { admin1: "Mombasa" }')).toContain(id);
  });

  test('DENY: once confidential, nothing is left of what was open before', async () => {
    const moved = await published(world, ngo, {
      name: 'Moving',
      locations: [{ name: 'Open door', country: 'KE', latitude: 1, longitude: 37 }],
    });
    expect(await found(world, 'first: 9, filter: { text: "open door" }')).toEqual([moved]);
    await say(world, ngo, 'reviseService', {
      id: moved,
      expectedVersion: 1,
      locations: [
        {
          name: 'Open door',
          country: 'KE',
          admin1: 'Isiolo',
          latitude: 1,
          longitude: 37,
          confidential: true,
        },
      ],
    });
    expect(await found(world, 'first: 9, filter: { text: "open door" }')).toEqual([]);
    expect(await found(world, 'first: 9, near: { latitude: 1, longitude: 37, withinKm: 5 }')).toEqual([]);
    expect(
      await world.sql(
        `select 1 from services.location where names ->> 'en' = 'Open door' and not confidential`,
      ),
    ).toEqual([]);
  });
});
