import type { Answer } from '../../shared/execute.ts';
import { newId } from '../../shared/ids.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import { ALL_VALUES, MARKED_PERSON } from './marked-person.ts';
import { moveQuery, owner, type ReferralStage } from './referral-stage.ts';
import type { Asking } from './subgraph.ts';

/** A person and a referral of it that was accepted; registered, sent and accepted with keys, so that each can be repeated. */
export interface Way {
  readonly caseCode: string;
  readonly personRef: string;
  readonly recipient: Asking;
  readonly agreementId: string;
  readonly consentId: string;
  readonly id: string;
}

export type Side = 'owner' | 'recipient';

/** One way by which what is known of a person can reach somebody. */
export interface ReleasePath {
  readonly name: string;
  /** The root fields that it stands for. */
  readonly fields: readonly string[];
  readonly sides: readonly Side[];
  /** What answers with nothing but what stands there; a step also changes it, or is refused. */
  readonly only: 'reading' | 'step';
  /** A coordinator may go it too; otherwise it is for caseworkers. */
  readonly forCoordinators?: true;
  /** To find somebody by it tells this category, so that without it nobody is found. */
  readonly tells?: DataCategory;
  ask(stage: ReferralStage, who: Asking, side: Side, way: Way): Promise<Answer>;
}

export const WHOLE = `id state person { ref ${ALL_VALUES} } disclosure { released withheld { category reason } }`;
const REGISTER = `mutation ($input: RegisterPersonInput!) {
  made: registerPerson(input: $input) { person { ref ${ALL_VALUES} } userErrors { code } } }`;
const ENTITIES = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Referral { ${WHOLE} } } }`;
const FIND = `query ($match: PersonMatchInput!) { findPersons(match: $match) { ref ${ALL_VALUES} } }`;

/** A step that each side may take next, by the state of the referral. */
const STEPS: Readonly<Record<Side, Readonly<Record<string, string>>>> = {
  owner: {},
  recipient: { SENT: 'acknowledge', RECEIVED: 'waitlist', ACCEPTED: 'start' },
};

export const RELEASE_PATHS: readonly ReleasePath[] = [
  {
    name: 'the root field referral',
    fields: ['Query.referral'],
    forCoordinators: true,
    sides: ['owner', 'recipient'],
    only: 'reading',
    ask: (stage, who, _side, { id }) =>
      stage.answer(who, `query ($id: ID!) { referral(id: $id) { ${WHOLE} } }`, { id }),
  },
  {
    name: 'the root field person',
    fields: ['Query.person'],
    forCoordinators: true,
    sides: ['owner'],
    only: 'reading',
    ask: (stage, who, _side, { personRef }) =>
      stage.answer(who, `query ($ref: ID!) { person(ref: $ref) { ref ${ALL_VALUES} } }`, { ref: personRef }),
  },
  {
    name: 'an exact match',
    fields: ['Query.findPersons'],
    tells: 'IDENTITY',
    sides: ['owner'],
    only: 'reading',
    ask: (stage, who, _side, { caseCode }) => stage.answer(who, FIND, { match: { caseCode } }),
  },
  {
    name: 'an entity',
    fields: ['Query._entities'],
    forCoordinators: true,
    sides: ['owner', 'recipient'],
    only: 'reading',
    ask: (stage, who, _side, { id }) =>
      stage.answer(who, ENTITIES, { keys: [{ __typename: 'Referral', id, state: 'ACCEPTED' }] }),
  },
  {
    name: 'a list',
    fields: ['Query.referrals'],
    forCoordinators: true,
    sides: ['owner', 'recipient'],
    only: 'reading',
    ask: (stage, who, side) => stage.answer(who, listQuery(side, `nodes { ${WHOLE} }`)),
  },
  {
    name: 'the nested field person, under other names and in fragments',
    fields: ['Query.referrals'],
    forCoordinators: true,
    sides: ['owner', 'recipient'],
    only: 'reading',
    ask: (stage, who, side) =>
      stage.answer(
        who,
        `${listQuery(side, 'edges { node { somebody: person { ...a ... on Person { ...b } } } }')}
         fragment a on Person { one: identity { two: name } three: triage { accessNeeds } }
         fragment b on Person { four: migrationStatus { five: asylumClaim } }`,
      ),
  },
  {
    name: 'the answer of a mutation',
    fields: ['Mutation.acknowledgeReferral', 'Mutation.waitlistReferral', 'Mutation.startReferral'],
    sides: ['recipient'],
    only: 'step',
    ask: async (stage, who, side, { id }) => {
      const [row] = await stage.sql<{ state: string; version: number }>(
        'select state, version from referrals.referral where id = $1',
        [id],
      );
      const verb = STEPS[side][row?.state ?? ''] ?? 'start';
      return stage.answer(who, moveQuery(verb, WHOLE), { input: { id, expectedVersion: row?.version } });
    },
  },
  {
    name: 'the repeat of a mutation under its key',
    fields: ['Mutation.acceptReferral', 'Mutation.sendReferral'],
    sides: ['owner', 'recipient'],
    only: 'reading',
    ask: (stage, who, side, { id }) => {
      const [verb, expectedVersion] = side === 'owner' ? (['send', 1] as const) : (['accept', 2] as const);
      const keyed = { ...who, idempotencyKey: `${verb}-${id}` };
      return stage.answer(keyed, moveQuery(verb, WHOLE), { input: { id, expectedVersion } });
    },
  },
  {
    name: 'the repeat of a registration under its key',
    fields: ['Mutation.registerPerson'],
    sides: ['owner'],
    only: 'reading',
    ask: (stage, who, _side, { caseCode }) =>
      stage.answer({ ...who, idempotencyKey: `register-${caseCode}` }, REGISTER, {
        input: { ...MARKED_PERSON, caseCode },
      }),
  },
  {
    name: 'an export',
    fields: ['Query.exportReferral'],
    forCoordinators: true,
    sides: ['owner', 'recipient'],
    only: 'reading',
    ask: (stage, who, _side, { id }) =>
      stage.answer(who, `query ($id: ID!) { exportReferral(id: $id, format: BSER) { content } }`, { id }),
  },
];

/** What every path of this test asks for; the nested one asks for no more. */
export const ASKED_EVERYWHERE: readonly DataCategory[] = ['TRIAGE', 'IDENTITY', 'MIGRATION_STATUS'];

/** To a recipient that nobody else refers to. */
export async function openWay(stage: ReferralStage): Promise<Way> {
  const caseCode = newId('code');
  const input = { ...MARKED_PERSON, caseCode };
  const { made } = await stage.ask<{ made: { person: { ref: string } } }>(
    { ...owner, idempotencyKey: `register-${caseCode}` },
    REGISTER,
    { input },
  );
  const personRef = made.person.ref;
  const recipientId = await stage.organisation('UN_AGENCY');
  const recipient = { organisationId: recipientId };
  const agreementId = await stage.agreement(recipientId);
  const consentId = await stage.consent(personRef, [recipientId]);
  const id = await stage.draft(personRef, await stage.service(recipientId));
  await stage.move({ ...owner, idempotencyKey: `send-${id}` }, 'send', id, 1);
  await stage.move({ ...recipient, idempotencyKey: `accept-${id}` }, 'accept', id, 2);
  return { caseCode, personRef, recipient, agreementId, consentId, id };
}

function listQuery(side: Side, selection: string): string {
  return `{ referrals(box: ${side === 'owner' ? 'SENT' : 'INBOX'}, first: 1) { ${selection} } }`;
}
