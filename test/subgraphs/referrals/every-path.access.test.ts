import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type GraphQLObjectType, type GraphQLType, getNamedType, isObjectType, isUnionType } from 'graphql';
import type { DataCategory } from '../../../shared/policy/categories.ts';
import type { ReferralState } from '../../../shared/policy/referral-states.ts';
import { RELEASE_RULES } from '../../../shared/policy/release.ts';
import { builtSubgraphs } from '../../habits/built-subgraphs.ts';
import { MARKED_PERSON, marksIn } from '../../support/marked-person.ts';
import { iom, moveQuery, owner, ReferralStage } from '../../support/referral-stage.ts';
import {
  ASKED_EVERYWHERE,
  openWay,
  RELEASE_PATHS,
  type Side,
  type Way,
  WHOLE,
} from '../../support/release-paths.ts';
import type { Asking } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
});
afterAll(() => stage.stop());

/** A line of the release rule: what makes it refuse, and what it leaves. Until then it lets `category` pass. */
interface Line {
  readonly sides: readonly Side[];
  readonly category: DataCategory;
  readonly left: readonly DataCategory[];
  /** How `who` asks now, when that is what has changed. */
  break(way: Way, who: Asking): Promise<Asking | undefined>;
  mend?(): Promise<unknown>;
}

const BOTH: readonly Side[] = ['owner', 'recipient'];
const change = (text: string, key: (way: Way) => string | undefined) => async (way: Way) => {
  await stage.sql(text, [key(way)]);
  return undefined;
};
const all = { sides: BOTH, category: 'IDENTITY', left: [] } as const;
const ofRecipient = { ...all, sides: ['recipient'] } as const;

const LINES: Readonly<Record<string, Line>> = {
  authenticated: { ...all, break: async (_way, who) => ({ ...who, expiresAt: new Date(Date.now() - 1) }) },
  'purpose-allowed': { ...all, break: async (_way, who) => ({ ...who, purpose: 'HEALTH_CARE' }) },
  firewall: {
    ...ofRecipient,
    break: change(`update partnerships.organisation set type = 'BORDER_GUARD' where id = $1`, recipientOf),
  },
  retained: {
    ...all,
    left: ['TRIAGE', 'MIGRATION_STATUS'],
    break: change(
      `update referrals.person_category set erase_after = now() where category = 'IDENTITY' and person_id = $1`,
      ({ personRef }) => personRef,
    ),
  },
  owner: {
    ...all,
    sides: ['owner'],
    left: ['TRIAGE'],
    break: async (_way, who) => ({ ...who, role: 'coordinator' }),
  },
  'not-withheld': {
    ...ofRecipient,
    break: async ({ personRef, consentId, recipient }) => {
      await stage.sql(
        `insert into referrals.withholding (owner_id, person_id, organisation_id, reason, consent_id)
         values ($1, $2, $3, 'FEAR_OF_HARM', $4)`,
        [owner.organisationId, personRef, recipient.organisationId, consentId],
      );
      return undefined;
    },
  },
  relation: {
    ...ofRecipient,
    break: change(`update referrals.referral set state = 'DECLINED' where id = $1`, ({ id }) => id),
  },
  agreement: {
    ...ofRecipient,
    break: change(
      `update partnerships.agreement set state = 'SUSPENDED' where id = $1`,
      ({ agreementId }) => agreementId,
    ),
  },
  consent: {
    ...ofRecipient,
    break: change(
      `update referrals.consent set state = 'REVOKED' where id = $1`,
      ({ consentId }) => consentId,
    ),
  },
  stage: {
    ...ofRecipient,
    left: ['TRIAGE'],
    break: change(`update referrals.referral set state = 'RECEIVED' where id = $1`, ({ id }) => id),
  },
  ceiling: {
    ...ofRecipient,
    category: 'MIGRATION_STATUS',
    left: ['TRIAGE', 'IDENTITY'],
    break: change(`update referrals.referral set service_type = 'FOOD' where id = $1`, ({ id }) => id),
  },
  onward: {
    ...ofRecipient,
    break: change(
      `insert into referrals.person_provenance (owner_id, person_id, referral_id, recipient_id, recipient_person_id, received_at)
         select owner_id, person_id, id, owner_id, person_id, now() from referrals.referral where id = $1`,
      ({ id }) => id,
    ),
  },
  recorded: {
    ...all,
    break: async () => {
      await stage.sql('revoke insert on referrals.ledger_entry from accord_referrals');
      return undefined;
    },
    mend: () => stage.sql('grant insert on referrals.ledger_entry to accord_referrals'),
  },
};

test('every line of the release rule is taken through the paths', () => {
  const ids = RELEASE_RULES.map(({ id }) => id as string);
  expect(Object.keys(LINES).sort()).toEqual([...ids].sort());
});

describe.each(Object.entries(LINES))('%s', (_rule, line) => {
  const ways = RELEASE_PATHS.flatMap((path) =>
    path.sides.filter((side) => line.sides.includes(side)).map((side) => ({ path, side, name: path.name })),
  );

  test.each(ways)('by $name, for the $side', async ({ path, side }) => {
    const way = await openWay(stage);
    const who = side === 'owner' ? owner : way.recipient;
    if (path.only === 'reading') {
      const allowed = marksIn(await path.ask(stage, who, side, way));
      expect(allowed).toEqual(expect.arrayContaining([...ASKED_EVERYWHERE]));
    }
    const asking = (await line.break(way, who)) ?? who;
    try {
      const denied = await path.ask(stage, asking, side, way);
      expect(marksIn(denied)).not.toContain(line.category);
      const isOpen = asking.role !== 'coordinator' || path.forCoordinators;
      if (path.only === 'reading' && isOpen && path.tells !== line.category)
        expect(marksIn(denied)).toEqual(expect.arrayContaining([...line.left]));
      if (line.left.length === 0) expect(marksIn(denied)).toEqual([]);
    } finally {
      await line.mend?.();
    }
  });
});

/** ALLOW of a mutation's own answer: what each verb answers with, to the side that may take it. */
const BEFORE: readonly DataCategory[] = ['TRIAGE', 'LOCATION_COARSE'];
const AFTER: readonly DataCategory[] = [
  ...['TRIAGE', 'IDENTITY', 'CONTACT', 'LOCATION_COARSE'],
  ...['ORIGIN', 'MIGRATION_STATUS', 'PROTECTION'],
] as DataCategory[];
const EVERYTHING = Object.keys(MARKED_PERSON).length;

interface Verb {
  readonly by: Side;
  readonly from: ReferralState;
  readonly over?: object;
  /** What a recipient reads after it; an owner reads everything. */
  readonly reads: readonly DataCategory[];
}
const VERBS: Readonly<Record<string, Verb>> = {
  sendReferral: { by: 'owner', from: 'DRAFT', reads: [] },
  acknowledgeReferral: { by: 'recipient', from: 'SENT', reads: BEFORE },
  acceptReferral: { by: 'recipient', from: 'SENT', reads: AFTER },
  declineReferral: { by: 'recipient', from: 'SENT', over: { reason: 'NO_CAPACITY' }, reads: [] },
  waitlistReferral: { by: 'recipient', from: 'SENT', reads: BEFORE },
  scheduleReferral: {
    by: 'recipient',
    from: 'ACCEPTED',
    over: { scheduledFor: new Date(Date.now() + 86_400_000) },
    reads: AFTER,
  },
  startReferral: { by: 'recipient', from: 'ACCEPTED', reads: AFTER },
  holdReferral: { by: 'recipient', from: 'ACCEPTED', over: { reason: 'OTHER' }, reads: AFTER },
  completeReferral: {
    by: 'recipient',
    from: 'ACCEPTED',
    over: { outcome: 'SERVICE_PROVIDED' },
    reads: AFTER,
  },
  failReferral: { by: 'recipient', from: 'ACCEPTED', over: { reason: 'OTHER' }, reads: [] },
  cancelReferral: { by: 'owner', from: 'SENT', reads: [] },
  closeReferral: { by: 'owner', from: 'COMPLETED', reads: [] },
};

describe.each(Object.entries(VERBS))('the answer of %s', (field, { by, from, over, reads }) => {
  const query = moveQuery(field.replace(/Referral$/, ''), WHOLE);

  async function ready() {
    const scene = await stage.scene({ state: from });
    const [row] = await stage.sql<{ version: number }>(
      'select version from referrals.referral where id = $1',
      [scene.id],
    );
    return { scene, input: { id: scene.id, expectedVersion: row?.version, ...over } };
  }

  test('ALLOW: holds what may be read after it, and nothing more', async () => {
    const { scene, input } = await ready();
    const marks = marksIn(await stage.answer(by === 'owner' ? owner : scene.recipient, query, { input }));
    if (by === 'owner') expect(marks).toHaveLength(EVERYTHING);
    else expect(marks).toEqual(reads);
  });

  test('DENY: holds nothing for anybody else, and changes nothing', async () => {
    const { scene, input } = await ready();
    const right = by === 'owner' ? owner : scene.recipient;
    const wrong = by === 'owner' ? scene.recipient : owner;
    const late = { ...right, expiresAt: new Date(Date.now() - 1) };
    for (const who of [iom, wrong, late, { ...right, purpose: 'HEALTH_CARE' }, null]) {
      const answer = await stage.answer(who, query, { input });
      expect(marksIn(answer)).toEqual([]);
      expect(JSON.stringify(answer)).not.toMatch(/prs_|person_/);
    }
    const [row] = await stage.sql<{ version: number }>(
      'select version from referrals.referral where id = $1',
      [scene.id],
    );
    expect(row?.version).toBe(input.expectedVersion);
  });
});

describe('the answer of a mutation that makes something', () => {
  const draftQuery = `mutation ($input: DraftReferralInput!) {
    made: draftReferral(input: $input) { referral { ${WHOLE} } userErrors { code } } }`;
  const rerouteQuery = `mutation ($input: RerouteReferralInput!) {
    made: rerouteReferral(input: $input) { referral { ${WHOLE} } userErrors { code } } }`;

  test('draftReferral and rerouteReferral: the owner reads everything, and nobody else anything', async () => {
    const { personRef, serviceId, id, recipient, recipientId } = await stage.scene();
    const other = await stage.service(recipientId);
    for (const [query, input] of [
      [draftQuery, { personRef, serviceId }],
      [rerouteQuery, { id, expectedVersion: 2, serviceId: other }],
    ] as const) {
      for (const who of [iom, recipient, { ...owner, purpose: 'HEALTH_CARE' }, null])
        expect(marksIn(await stage.answer(who, query, { input }))).toEqual([]);
      expect(marksIn(await stage.answer(owner, query, { input }))).toHaveLength(EVERYTHING);
    }
  });
});

describe('the answer of markReferralInError', () => {
  const query = `mutation ($input: MoveReferralInput!) {
    told: markReferralInError(input: $input) { referral { ${WHOLE} } userErrors { code } } }`;

  test('the owner reads everything, at the first mark and at the second, and nobody else anything', async () => {
    const { id, recipient } = await stage.scene();
    const input = { id, expectedVersion: 2 };
    for (const who of [iom, recipient, { ...owner, purpose: 'HEALTH_CARE' }, null])
      expect(marksIn(await stage.answer(who, query, { input }))).toEqual([]);
    for (const subject of ['ada', 'ben'])
      expect(marksIn(await stage.answer({ ...owner, subject }, query, { input }))).toHaveLength(EVERYTHING);
    expect(marksIn(await stage.answer(recipient, `{ referral(id: "${id}") { ${WHOLE} } }`))).toEqual([]);
  });
});

describe('whoever adds a path lists it here', () => {
  /** What carries data about a person. */
  const CARRIERS = ['Referral', 'Person', 'ReferralExport'];
  /** A notice names a referral by its id, which is answered as an entity is: by the same door (notice.access.test.ts). */
  const byReference = ['Query.notices', 'Mutation.acknowledgeNotices'];
  const covered = new Set([
    ...byReference,
    ...RELEASE_PATHS.flatMap(({ fields }) => fields),
    ...[...Object.keys(VERBS), 'draftReferral', 'rerouteReferral', 'markReferralInError'].map(
      (field) => `Mutation.${field}`,
    ),
  ]);

  test('every root field of every subgraph that leads to a person is among the paths', () => {
    const leading = builtSubgraphs.flatMap(({ schema }) =>
      [schema.getQueryType(), schema.getMutationType()].flatMap((root) =>
        Object.values(root?.getFields() ?? {})
          .filter(({ type }) => CARRIERS.some((name) => leadsTo(type).has(name)))
          .map(({ name }) => `${root?.name}.${name}`),
      ),
    );
    expect([...new Set(leading)].sort()).toEqual([...covered].sort());
  });

  test('a person hangs on nothing but these', () => {
    const places = builtSubgraphs.flatMap(({ schema }) =>
      Object.values(schema.getTypeMap())
        .filter((type): type is GraphQLObjectType => isObjectType(type))
        .flatMap((type) =>
          Object.values(type.getFields())
            .filter((field) => ['Referral', 'Person'].includes(getNamedType(field.type).name))
            .map(({ name }) => `${type.name}.${name}`),
        ),
    );
    expect(places.sort()).toEqual([
      'ErrorMarkPayload.referral',
      'Notice.referral',
      'PersonPayload.person',
      'Query.findPersons',
      'Query.person',
      'Query.referral',
      'Referral.person',
      'ReferralConnection.nodes',
      'ReferralEdge.node',
      'ReferralPayload.referral',
    ]);
  });
});

function recipientOf({ recipient }: Way): string {
  return recipient.organisationId;
}

/** The names of all types that a field of this type can answer with. */
function leadsTo(type: GraphQLType): ReadonlySet<string> {
  const met = new Map([[getNamedType(type).name, getNamedType(type)]]);
  for (const one of met.values()) {
    if (isUnionType(one)) for (const member of one.getTypes()) met.set(member.name, member);
    if (!isObjectType(one)) continue;
    for (const field of Object.values(one.getFields())) {
      const next = getNamedType(field.type);
      met.set(next.name, next);
    }
  }
  return new Set(met.keys());
}
