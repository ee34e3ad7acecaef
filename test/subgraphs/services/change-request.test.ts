import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Asker,
  asRole,
  gone,
  guard,
  krcs,
  ngo,
  offer,
  openServices,
  type Payload,
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

interface Answered {
  readonly changeRequest: {
    readonly id: string;
    readonly state: string;
    readonly [field: string]: unknown;
  } | null;
  readonly userErrors: Payload['userErrors'];
}

const REQUEST = `changeRequest { id state reason answer serviceVersion requestedBy { id } service { id phone version }
  changes { fieldName proposedValue } } userErrors { code message field rule possible }`;

async function speak(who: Asker, verb: string, input: object, key?: string): Promise<Answered> {
  const type = `${verb[0]?.toUpperCase()}${verb.slice(1)}Input!`;
  const query = `mutation Speak($input: ${type}) { ${verb}(input: $input) { ${REQUEST} } }`;
  const answer = await world.ask<Record<string, Answered>>(who, query, { input }, key ? { key } : {});
  return answer[verb] as Answered;
}

const ask = (who: Asker, serviceId: string, change: object, reason = 'We called them.') =>
  speak(who, 'requestServiceChange', { serviceId, reason, change });

async function asked(serviceId: string, change: object = { phone: '+962 6 9' }): Promise<string> {
  const { changeRequest, userErrors } = await ask(krcs, serviceId, change);
  if (!changeRequest) throw new Error(JSON.stringify(userErrors));
  return changeRequest.id;
}

async function box(who: Asker, name: 'INBOX' | 'SENT', states = ''): Promise<string[]> {
  const { serviceChangeRequests } = await world.ask<{ serviceChangeRequests: { nodes: { id: string }[] } }>(
    who,
    `{ serviceChangeRequests(box: ${name}, first: 50 ${states}) { nodes { id } } }`,
  );
  return serviceChangeRequests.nodes.map(({ id }) => id);
}

describe('a change that another organisation asks for', () => {
  test('is accepted by the owner in one step, and the log says by which verb', async () => {
    const id = await published(world, ngo, { phone: '+962 6 1' });
    const { changeRequest } = await ask(krcs, id, { phone: '+962 6 2', name: 'Legal aid' });
    expect(changeRequest).toMatchObject({
      state: 'PENDING',
      reason: 'We called them.',
      serviceVersion: 1,
      requestedBy: { id: 'org_krcs' },
      service: { phone: '+962 6 1' },
      changes: expect.arrayContaining([{ fieldName: 'phone', proposedValue: '+962 6 2' }]),
    });
    const accepted = await speak(ngo, 'acceptServiceChange', { id: changeRequest?.id, expectedVersion: 1 });
    expect(accepted.userErrors).toEqual([]);
    expect(accepted.changeRequest).toMatchObject({
      state: 'ACCEPTED',
      service: { phone: '+962 6 2', version: 2 },
    });
    const { service } = await world.ask<{ service: { metadata: { nodes: unknown[] } } }>(
      null,
      `{ service(id: "${id}") { metadata(first: 9) {
        nodes { lastActionType fieldName previousValue replacementValue updatedBy { id } } } } }`,
    );
    expect(service.metadata.nodes).toEqual([
      expect.objectContaining({
        lastActionType: 'acceptServiceChange',
        fieldName: 'phone',
        updatedBy: { id: 'org_ngo' },
      }),
      expect.objectContaining({
        fieldName: 'names',
        previousValue: '{"en":"Legal counselling"}',
        replacementValue: '{"en":"Legal aid"}',
      }),
      expect.objectContaining({ lastActionType: 'publishService', fieldName: null, previousValue: null }),
    ]);
  });

  test('is declined with a word, and changes nothing', async () => {
    const id = await published(world, ngo, { phone: '+962 6 1' });
    const request = await asked(id);
    const declined = await speak(ngo, 'declineServiceChange', {
      id: request,
      answer: 'The number is right.',
    });
    expect(declined.changeRequest).toMatchObject({
      state: 'DECLINED',
      answer: 'The number is right.',
      service: { phone: '+962 6 1', version: 1 },
    });
  });

  test('is answered once', async () => {
    const id = await published(world, ngo);
    const request = await asked(id);
    await speak(ngo, 'declineServiceChange', { id: request });
    for (const [verb, over] of [
      ['acceptServiceChange', { expectedVersion: 1 }],
      ['declineServiceChange', {}],
    ] as const) {
      const { userErrors } = await speak(ngo, verb, { id: request, ...over });
      expect(userErrors).toEqual([expect.objectContaining({ code: 'ILLEGAL_TRANSITION', possible: [] })]);
    }
  });

  test('accepted on an older version, or against a rule, stays as it was', async () => {
    const id = await published(world, krcs);
    const { changeRequest } = await ask(unhcr, id, { requiredDocuments: [{ kind: 'ASYLUM_CARD' }] });
    const request = { id: changeRequest?.id };
    const early = await speak(krcs, 'acceptServiceChange', { ...request, expectedVersion: 7 });
    expect(early.userErrors[0]?.code).toBe('RULE_BROKEN');
    const phone = (await ask(unhcr, id, { phone: '+1' })).changeRequest?.id;
    const stale = await speak(krcs, 'acceptServiceChange', { id: phone, expectedVersion: 7 });
    expect(stale.userErrors[0]?.code).toBe('VERSION_CONFLICT');
    expect((await box(krcs, 'INBOX', ', states: [PENDING]')).sort()).toEqual([request.id, phone].sort());
  });

  test('is taken back by who asked, and by nobody else', async () => {
    const id = await published(world, ngo);
    const request = await asked(id);
    expect((await speak(ngo, 'takeBackServiceChange', { id: request })).userErrors[0]?.code).toBe(
      'NOT_FOUND',
    );
    expect((await speak(krcs, 'takeBackServiceChange', { id: request })).changeRequest?.state).toBe(
      'TAKEN_BACK',
    );
    const late = await speak(ngo, 'acceptServiceChange', { id: request, expectedVersion: 1 });
    expect(late.userErrors[0]?.code).toBe('ILLEGAL_TRANSITION');
  });

  test('one key asks once', async () => {
    const serviceId = await published(world, ngo);
    const input = { serviceId, reason: 'We called.', change: { phone: '+3' } };
    const first = await speak(krcs, 'requestServiceChange', input, 'one');
    const again = await speak(krcs, 'requestServiceChange', input, 'one');
    expect(again.changeRequest?.id).toBe(first.changeRequest?.id);
  });

  test.each<[string, object, string | undefined, string]>([
    ['nothing', {}, undefined, 'input.change'],
    ['no reason', { phone: '+1' }, ' ', 'input.reason'],
    ['a reason without end', { phone: '+1' }, 'x'.repeat(1001), 'input.reason'],
    ['what no service may say', { email: 'none' }, undefined, 'input.email'],
    ['a phone without a number', { phones: [{ number: '' }] }, undefined, 'input.phones.0.number'],
  ])('%s is refused with its place', async (_name, change, reason, field) => {
    const id = await published(world, ngo);
    const { changeRequest, userErrors } = await ask(krcs, id, change, reason);
    expect(changeRequest).toBeNull();
    expect(userErrors).toEqual([expect.objectContaining({ code: 'VALIDATION_FAILED', field })]);
  });
});

describe('who may ask and answer', () => {
  test.each<[string, Asker, string]>([
    ['the owner itself', ngo, 'change-asked-of-another'],
    ['an enforcement unit', guard, 'enforcement-asks-no-change'],
    ['an organisation that is active no more', gone, 'change-requester-is-active'],
  ])('DENY: %s asks for nothing', async (_name, who, rule) => {
    const id = await published(world, ngo);
    const { userErrors } = await ask(who, id, { phone: '+1' });
    expect(userErrors).toEqual([expect.objectContaining({ code: 'RULE_BROKEN', rule })]);
  });

  test('DENY: nobody asks without a token, nor in another role', async () => {
    const id = await published(world, ngo);
    await expect(ask(null, id, { phone: '+1' })).rejects.toThrow('UNAUTHENTICATED');
    await expect(ask(asRole('analyst'), id, { phone: '+1' })).rejects.toThrow('SCOPE_MISSING');
    await expect(box(null, 'INBOX')).rejects.toThrow('UNAUTHENTICATED');
  });

  test('DENY: who asked does not answer, and a third hears that there is nothing', async () => {
    const id = await published(world, ngo);
    const request = await asked(id);
    const own = await speak(krcs, 'acceptServiceChange', { id: request, expectedVersion: 1 });
    expect(own.userErrors[0]).toMatchObject({ code: 'RULE_BROKEN', rule: 'owner-answers-change' });
    const third = await speak(unhcr, 'acceptServiceChange', { id: request, expectedVersion: 1 });
    expect(third.userErrors[0]?.code).toBe('NOT_FOUND');
    expect(await box(unhcr, 'INBOX')).not.toContain(request);
    expect(await box(unhcr, 'SENT')).not.toContain(request);
    expect(await box(krcs, 'INBOX')).not.toContain(request);
  });

  test('ALLOW: its two parties read it', async () => {
    const id = await published(world, ngo);
    const request = await asked(id);
    expect(await box(krcs, 'SENT')).toContain(request);
    expect(await box(ngo, 'INBOX')).toContain(request);
  });
});

describe('the log of changes of a service with a confidential place', () => {
  const place = {
    name: 'Blue door',
    country: 'KE',
    admin1: 'Nairobi',
    address: '7 Quiet Lane',
    latitude: 1,
    longitude: 37,
  };
  const log = async (who: Asker, id: string) =>
    JSON.stringify(
      await world.ask(
        who,
        `{ service(id: "${id}") { metadata(first: 20) { nodes { fieldName previousValue replacementValue } } } }`,
      ),
    );

  test('DENY: others see that places changed, not which, and not those that were open before', async () => {
    const id = await published(world, ngo, { ...offer, locations: [place] });
    await say(world, ngo, 'reviseService', {
      id,
      expectedVersion: 1,
      locations: [{ ...place, name: 'Red door' }],
    });
    expect(await log(null, id)).toContain('Red door');
    await say(world, ngo, 'reviseService', {
      id,
      expectedVersion: 2,
      locations: [{ ...place, confidential: true }],
    });
    for (const who of [null, krcs, guard]) {
      expect(await log(who, id)).toContain('"fieldName":"locations"');
      expect(await log(who, id)).not.toMatch(/door|Quiet/);
    }
    // Also when it has no confidential place any more.
    await say(world, ngo, 'reviseService', { id, expectedVersion: 3, locations: [] });
    for (const who of [null, krcs]) expect(await log(who, id)).not.toMatch(/door|Quiet/);
  });

  test('ALLOW: its owner sees them', async () => {
    const id = await published(world, ngo, { ...offer, locations: [{ ...place, confidential: true }] });
    await say(world, ngo, 'reviseService', { id, expectedVersion: 1, locations: [] });
    expect(await log(ngo, id)).toContain('Quiet Lane');
  });
});
