import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  firewallClassOf,
  ORGANISATION_TYPES,
  type OrganisationType,
} from '../../../shared/policy/organisations.ts';
import { ROLES, type Role } from '../../../shared/policy/roles.ts';
import type { Asker, Asking } from '../../support/subgraph.ts';
import { openPartnerships, type PartnershipsWorld } from './partnerships-world.ts';
import {
  consultationInput,
  type Measure,
  made,
  measureInput,
  type Outcome,
  operationOf,
  pledgeInput,
  type ReportingVerb,
  say,
  stepOf,
} from './reporting-steps.ts';

/** One organisation of each type; two persons in each. */
const idOf = (type: OrganisationType) => `org_of_${type.toLowerCase()}`;
const MEMBERS = ORGANISATION_TYPES.map((type) => ({ type, id: idOf(type) }));

let world: PartnershipsWorld;
beforeAll(async () => {
  world = await openPartnerships();
  for (const { type, id } of MEMBERS) await world.organisation(id, type);
});
afterAll(() => world.stop());

/** The law a second time and otherwise: five roles of those whom the resolution addresses. */
const REPORTS: readonly Role[] = ['caseworker', 'coordinator', 'signatory', 'analyst', 'administrator'];
const isAddressed = (type: OrganisationType) =>
  !['DONOR', 'ACADEMIC', 'MEDIA', 'RELIGIOUS', 'OTHER'].includes(type);

type Verdict = 'done' | 'fenced' | string;

/** What became of it: done, stopped at the fence, or the rule or code that refused it. */
async function attempt(who: Asker, verb: ReportingVerb, input: object): Promise<Verdict> {
  const { data, errors } = await world.answer(who, operationOf(verb), { input });
  if (errors) return `fenced: ${errors[0]?.extensions?.code}`;
  const { made: noun, userErrors } = (data as { outcome: Outcome<object> }).outcome;
  return noun ? 'done' : (userErrors[0]?.rule ?? userErrors[0]?.code ?? 'nothing');
}

/** What each verb needs before it, made by the same organisation or, where it may not, written as no verb would. */
async function prepared(verb: ReportingVerb, id: string): Promise<object> {
  const measure = async () => {
    const [row] = await world.sql<{ id: string }>(
      `insert into partnerships.measure select 'measure_' || gen_random_uuid(), $1, '{}', 'T', null, 'en', '[]', 'TRAINING',
         'ONGOING', 'DRAFT', true, '{JO}', 'NATIONAL', '{OP1}', '{}', '[{"kind":"DOCUMENT","id":null,"title":"T","url":null}]',
         '2013-01-01', null, 'writer', now(), null, null, null, 1 returning id`,
      [id],
    );
    return { id: row?.id as string, version: 1 };
  };
  const pledge = async (state: string) => {
    const [row] = await world.sql<{ id: string }>(
      `insert into partnerships.pledge select 'pledge_' || gen_random_uuid(), $1, 'SPECIFIC_INDIVIDUAL', 31, array[$1], 'T', 'T',
         'en', '[]', '{OP1}', '2012-01-01', '2015-01-01', $2, 'hash', now(), 1 returning id`,
      [id, state],
    );
    if (state === 'SIGNED')
      await world.sql(`insert into partnerships.pledge_signature values ($1, $2, 'x', now())`, [row?.id, id]);
    return { id: row?.id as string, version: 1 };
  };
  const inputs: Record<ReportingVerb, () => Promise<object>> = {
    fileMeasure: async () => measureInput(),
    reviseMeasure: async () => ({ ...stepOf(await measure()), ...measureInput() }),
    attestMeasure: async () => stepOf(await measure()),
    withdrawMeasure: async () => stepOf(await measure()),
    recordConsultation: async () =>
      consultationInput({ participantIds: [id, id === 'org_jnrcs' ? 'org_iom' : 'org_jnrcs'] }),
    withdrawConsultation: async () => {
      const [row] = await world.sql<{ id: string }>(
        `insert into partnerships.consultation (id, recorded_by_id, participant_ids, held_on, subject, language, paragraphs,
           is_public, recorded_by, recorded_at, version)
         select 'consultation_' || gen_random_uuid(), $1, array[$1, 'org_x'], '2014-01-01', 'S', 'en', '{OP1}', true, 'x', now(), 1 returning id`,
        [id],
      );
      return { ...stepOf({ id: row?.id as string, version: 1 }), reason: 'It was not held.' };
    },
    submitPledge: async () => pledgeInput({ partyIds: [id] }),
    signPledge: async () => ({ ...stepOf(await pledge('SUBMITTED')), hash: 'hash' }),
    reportOnPledge: async () => ({ ...stepOf(await pledge('SIGNED')), progress: 'IN_PROGRESS', text: 'T' }),
    freezeReport: async () => ({ conference: 32 }),
  };
  return inputs[verb]();
}

function lawSays(verb: ReportingVerb, type: OrganisationType, role: Role): Verdict {
  const allowed = verb === 'signPledge' ? role === 'signatory' : REPORTS.includes(role);
  if (!allowed) return 'fenced: SCOPE_MISSING';
  if (verb === 'freezeReport') return type === 'IFRC' ? 'done' : 'federation-reports';
  // Whoever took a measure attests it, and only those whom the resolution addresses can have taken one.
  if (verb === 'attestMeasure' || verb === 'withdrawConsultation') return 'done';
  return isAddressed(type) ? 'done' : 'addressee-reports';
}

const VERBS: readonly ReportingVerb[] = [
  'recordConsultation',
  'withdrawConsultation',
  'fileMeasure',
  'reviseMeasure',
  'attestMeasure',
  'withdrawMeasure',
  'submitPledge',
  'signPledge',
  'reportOnPledge',
  'freezeReport',
];

describe.each(VERBS)('%s', (verb) => {
  test.each(MEMBERS)('an organisation of type $type, in each role', async ({ type, id }) => {
    for (const role of ROLES) {
      const who: Asking = { organisationId: id, role, subject: 'second' };
      const input = await prepared(verb, id);
      expect({ role, verdict: await attempt(who, verb, input) }).toEqual({
        role,
        verdict: lawSays(verb, type, role),
      });
    }
  });

  test('nobody without a token, nobody of an organisation that is active no more', async () => {
    const id = idOf('NATIONAL_SOCIETY');
    expect(await attempt(null, verb, await prepared(verb, id))).toBe('fenced: UNAUTHENTICATED');
    const gone: Asking = { organisationId: 'org_gone', role: 'signatory', subject: 'second' };
    const verdict = await attempt(gone, verb, await prepared(verb, 'org_gone'));
    // It reads nothing of its own any more, so that what it wrote before is not found; what it would write is refused.
    expect(['reporter-is-active', 'NOT_FOUND', 'VALIDATION_FAILED']).toContain(verdict);
    expect(verdict).not.toBe('done');
  });
});

describe('what belongs to one organisation', () => {
  const [owner, stranger] = [idOf('NATIONAL_SOCIETY'), idOf('UN_AGENCY')];
  const other: Asking = { organisationId: stranger, role: 'signatory', subject: 'second' };

  test.each(['reviseMeasure', 'attestMeasure', 'withdrawMeasure'] as const)(
    'a stranger does not find a draft for %s, and is refused where it reads',
    async (verb) => {
      const input = (await prepared(verb, owner)) as { id: string };
      expect(await attempt(other, verb, input)).toBe('NOT_FOUND');
      await world.sql(
        `update partnerships.measure set attestation = 'ATTESTED', attested_by = 'x', attested_at = now() where id = $1`,
        [input.id],
      );
      const rule = { attestMeasure: 'ILLEGAL_TRANSITION' }[verb as string] ?? 'filer-changes-measure';
      expect(await attempt(other, verb, input)).toBe(rule);
    },
  );

  test('a joint implementer reads a draft and attests it, and neither revises nor withdraws it', async () => {
    const filer: Asking = { organisationId: owner, role: 'coordinator', subject: 'first' };
    const input = measureInput({ jointImplementerIds: [stranger] });
    const measure = made(await say<Measure>(world, filer, 'fileMeasure', input));
    expect(await attempt(other, 'withdrawMeasure', stepOf(measure))).toBe('filer-changes-measure');
    expect(await attempt(other, 'reviseMeasure', { ...stepOf(measure), ...measureInput() })).toBe(
      'filer-changes-measure',
    );
    expect(await attempt(other, 'attestMeasure', stepOf(measure))).toBe('done');
  });

  test('no party signs for another: an unsigned pledge is not found, a signed one is refused', async () => {
    const input = (await prepared('signPledge', owner)) as { id: string; expectedVersion: number };
    expect(await attempt(other, 'signPledge', input)).toBe('NOT_FOUND');
    const report = await prepared('reportOnPledge', owner);
    expect(await attempt(other, 'reportOnPledge', report)).toBe('signer-reports-on-pledge');
    const { id } = report as { id: string };
    expect(await attempt(other, 'signPledge', { id, expectedVersion: 1, hash: 'hash' })).toBe(
      'party-signs-pledge',
    );
  });

  test('who took no part records no consultation', async () => {
    expect(await attempt(other, 'recordConsultation', await prepared('recordConsultation', owner))).toBe(
      'participant-records-consultation',
    );
  });
});

describe('who reads', () => {
  const [owner, joint, stranger] = [idOf('ICRC'), idOf('IFRC'), idOf('MEDIA')];
  const askers: Readonly<Record<string, Asker>> = {
    nobody: null,
    owner: { organisationId: owner },
    'joint implementer': { organisationId: joint, role: 'analyst' },
    stranger: { organisationId: stranger, role: 'administrator' },
    'one that is active no more': { organisationId: 'org_gone' },
  };
  const samples = ['DRAFT', 'ATTESTED', 'WITHDRAWN'].flatMap((attestation) =>
    [true, false].flatMap((isPublic) =>
      [owner, 'org_gone'].map((filer) => ({
        attestation,
        isPublic,
        filer,
        id: `m_${attestation}_${isPublic}_${filer}`,
      })),
    ),
  );
  const pledges = ['SUBMITTED', 'PARTIALLY_SIGNED', 'SIGNED', 'CLOSED'].map((state) => ({
    state,
    id: `p_${state}`,
  }));
  const meetings = [true, false].map((isPublic) => ({ isPublic, id: `c_${isPublic}` }));

  beforeAll(async () => {
    for (const { attestation, isPublic, filer, id } of samples)
      await world.sql(
        `insert into partnerships.measure values ($1, $2, array[$3], 'T', null, 'en', '[]', 'TRAINING', 'ONGOING', $4, $5,
           '{KE}', 'NATIONAL', '{OP1}', '{}', '[]', '2013-01-01', null, 'w', now(), 'x', $2, now(), 1)`,
        [id, filer, joint, attestation, isPublic],
      );
    for (const { state, id } of pledges)
      await world.sql(
        `insert into partnerships.pledge values ($1, $2, 'SPECIFIC_JOINT', 33, array[$2, $3], 'T', 'T', 'en', '[]', '{OP1}',
           '2012-01-01', '2015-01-01', $4, 'hash', now(), 1)`,
        [id, owner, joint, state],
      );
    for (const { isPublic, id } of meetings)
      await world.sql(
        `insert into partnerships.consultation values ($1, $2, array[$2, $3], 'KE', '2014-01-01', 'S', null, 'en', '{OP1}', $4,
           'x', now(), 1)`,
        [id, owner, joint, isPublic],
      );
  });

  function measuresFor(who: Asker): string[] {
    const mine = (filer: string) => who?.organisationId === joint || who?.organisationId === filer;
    return samples
      .filter(
        ({ attestation, isPublic, filer }) =>
          (who?.organisationId !== 'org_gone' && mine(filer)) || (isPublic && attestation === 'ATTESTED'),
      )
      .map(({ id }) => id)
      .sort();
  }

  test.each(Object.keys(askers))('%s, by every path the same', async (name) => {
    const who = askers[name] as Asker;
    const party = who !== null && [owner, joint].includes(who.organisationId);
    const expected = {
      Measure: measuresFor(who),
      Pledge: pledges
        .filter(({ state }) => party || state === 'SIGNED' || state === 'CLOSED')
        .map(({ id }) => id)
        .sort(),
      Consultation: meetings
        .filter(({ isPublic }) => party || isPublic)
        .map(({ id }) => id)
        .sort(),
    };
    const lists = await world.ask<Record<string, { nodes: { id: string }[] }>>(
      who,
      `{ Measure: measures(first: 100, filter: { country: "KE" }) { nodes { id } }
         Pledge: pledges(last: 100, filter: { conference: 33 }) { nodes { id } }
         Consultation: consultations(first: 100, filter: { country: "KE" }) { nodes { id } } }`,
    );
    const ids = { Measure: samples, Pledge: pledges, Consultation: meetings };
    for (const [type, all] of Object.entries(ids)) {
      const listed = lists[type]?.nodes.map(({ id }) => id).sort();
      expect(listed).toEqual(expected[type as keyof typeof expected]);
      const representations = all.map(({ id }) => ({
        __typename: type,
        id,
        isPublic: true,
        attestation: 'ATTESTED',
      }));
      const { _entities: found } = await world.ask<{ _entities: ({ id: string } | null)[] }>(
        who,
        `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { id } } }`,
        { representations },
      );
      expect(found.flatMap((one) => one?.id ?? []).sort()).toEqual(listed);
      const field = type.toLowerCase();
      const each = all.map(({ id }, index) => `a${index}: ${field}(id: "${id}") { id }`).join(' ');
      const single = await world.ask<Record<string, { id: string } | null>>(who, `{ ${each} }`);
      expect(
        Object.values(single)
          .flatMap((one) => one?.id ?? [])
          .sort(),
      ).toEqual(listed);
    }
  });

  test('the class of every organisation here is as the law has it', () => {
    expect(MEMBERS.filter(({ type }) => !isAddressed(type)).map(({ type }) => firewallClassOf(type))).toEqual(
      Array(5).fill('STATISTICS_ONLY'),
    );
  });
});
