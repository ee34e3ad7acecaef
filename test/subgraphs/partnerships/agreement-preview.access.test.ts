import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROLES } from '../../../shared/policy/roles.ts';
import { clauses, mou } from './agreement-steps.ts';
import {
  as,
  gone,
  iom,
  jnrcs,
  openPartnerships,
  type PartnershipsWorld,
  unhcr,
} from './partnerships-world.ts';

let world: PartnershipsWorld;
beforeAll(async () => {
  world = await openPartnerships();
});
afterAll(() => world.stop());

const PREVIEW = `query ($input: ProposeAgreementInput!) { outcome: previewAgreement(input: $input) {
  preview { viewerId never lines { stage roles categories } sentences } userErrors { code field rule message } } }`;
const input = (over: object = {}) => ({
  kind: 'DATA_SHARING',
  providerId: 'org_jnrcs',
  recipientId: 'org_unhcr',
  ...clauses(),
  ...over,
});

describe('the preview of what could be proposed', () => {
  test.each(ROLES)('a %s of a party has it if the role is one that proposes', async (role) => {
    const { data, errors } = await world.answer(as(unhcr, role), PREVIEW, { input: input() });
    if (['analyst', 'system'].includes(role))
      return expect(errors).toMatchObject([{ extensions: { code: 'SCOPE_MISSING' } }]);
    expect(data).toMatchObject({
      outcome: {
        userErrors: [],
        preview: {
          viewerId: 'org_unhcr',
          lines: [
            { stage: 'BEFORE_ACCEPTANCE', roles: ['caseworker'], categories: ['ROUTING'] },
            { stage: 'AFTER_ACCEPTANCE', roles: ['caseworker'], categories: ['ROUTING', 'IDENTITY'] },
          ],
        },
      },
    });
  });

  test('of an MoU is that it opens nothing', async () => {
    const { data } = await world.answer(jnrcs, PREVIEW, { input: mou() });
    expect(data).toMatchObject({
      outcome: { preview: { lines: [], sentences: ['org_unhcr would read nothing about any person.'] } },
    });
  });

  test.each([
    ['a stranger asks', iom, {}, { code: 'RULE_BROKEN', rule: 'party-acts' }],
    [
      'a party asks that is active no more',
      gone,
      { recipientId: 'org_gone' },
      { code: 'RULE_BROKEN', rule: 'acting-party-active' },
    ],
    [
      'the recipient is behind the firewall',
      jnrcs,
      { recipientId: 'org_guard' },
      { code: 'RULE_BROKEN', rule: 'terms-outside-firewall' },
    ],
    [
      'a purpose is unknown',
      jnrcs,
      { purposes: ['LEGAL_ADVICE'] },
      { code: 'VALIDATION_FAILED', field: 'input.purposes.0' },
    ],
    [
      'a category is beyond the ceiling',
      jnrcs,
      { recipientId: 'org_firm' },
      { code: 'VALIDATION_FAILED', rule: 'within-ceiling' },
    ],
  ])('is refused as the proposal would be: %s', async (_what, who, over, error) => {
    const { data } = await world.answer(who, PREVIEW, { input: input(over) });
    expect(data).toMatchObject({ outcome: { preview: null, userErrors: [error] } });
  });

  test('without a token there is none', async () => {
    const { errors } = await world.answer(null, PREVIEW, { input: input() });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  test('writes nothing down', async () => {
    expect(await world.sql('select from partnerships.agreement')).toEqual([]);
  });
});
