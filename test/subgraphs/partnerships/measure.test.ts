import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { propose } from './agreement-steps.ts';
import { iom, openPartnerships, type PartnershipsWorld, unhcr } from './partnerships-world.ts';
import {
  alice,
  attested,
  bob,
  consultationInput,
  filed,
  type Measure,
  made,
  measureInput,
  readMeasure,
  say,
  stepOf,
} from './reporting-steps.ts';

let world: PartnershipsWorld;
beforeAll(async () => {
  world = await openPartnerships();
});
afterAll(() => world.stop());

describe('the life of a measure', () => {
  test('it begins as a draft, and what it says is kept', async () => {
    const measure = await filed(world, {
      translations: [{ language: 'AR', title: 'تدريب' }],
      jointImplementerIds: ['org_unhcr'],
      countries: ['jo', 'LB'],
      paragraphs: ['OP4', 'OP1'],
    });
    expect(measure).toMatchObject({
      attestation: 'DRAFT',
      version: 1,
      type: 'TRAINING',
      countries: [
        { iso2: 'JO', name: 'JO' },
        { iso2: 'LB', name: 'LB' },
      ],
      translations: [{ language: 'ar', title: 'تدريب', summary: null }],
      paragraphs: ['OP1', 'OP4'],
      startedOn: '2013-03-01',
      endedOn: '2014-06-30',
      filedBy: { id: 'org_jnrcs' },
      jointImplementers: [{ id: 'org_unhcr' }],
      attestedBy: null,
      attestedAt: null,
    });
  });

  test('whoever wrote it does not attest it; a second person does, and then anyone reads it', async () => {
    const measure = await filed(world);
    const own = await say<Measure>(world, alice, 'attestMeasure', stepOf(measure));
    expect(own.userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule: 'second-person-attests' }]);
    expect(await readMeasure(world, measure.id)).toBeNull();
    const other = made(await say<Measure>(world, bob, 'attestMeasure', stepOf(measure)));
    expect(other).toMatchObject({ attestation: 'ATTESTED', attestedBy: { id: 'org_jnrcs' }, version: 2 });
    expect(await readMeasure(world, measure.id)).toMatchObject({ title: measure.title });
  });

  test('a joint implementer attests as well', async () => {
    const measure = await filed(world, { jointImplementerIds: ['org_unhcr'] });
    const who = { ...unhcr, role: 'signatory' as const };
    expect(made(await say<Measure>(world, who, 'attestMeasure', stepOf(measure)))).toMatchObject({
      attestedBy: { id: 'org_unhcr' },
    });
  });

  test('without evidence nothing is attested', async () => {
    const measure = await filed(world, { evidence: [] });
    const { userErrors } = await say(world, bob, 'attestMeasure', stepOf(measure));
    expect(userErrors).toMatchObject([{ rule: 'attested-on-evidence' }]);
  });

  test('a revision voids the attestation, and its writer is not the one who attests it anew', async () => {
    const measure = await attested(world);
    const input = { ...stepOf(measure), ...measureInput({ title: 'Another title' }) };
    const revised = made(await say<Measure>(world, bob, 'reviseMeasure', input));
    expect(revised).toMatchObject({ attestation: 'DRAFT', attestedBy: null, title: 'Another title' });
    expect(await readMeasure(world, measure.id)).toBeNull();
    const { userErrors } = await say(world, bob, 'attestMeasure', stepOf(revised));
    expect(userErrors).toMatchObject([{ rule: 'second-person-attests' }]);
    expect(made(await say<Measure>(world, alice, 'attestMeasure', stepOf(revised))).attestation).toBe(
      'ATTESTED',
    );
  });

  test('what was withdrawn never comes back', async () => {
    const measure = await attested(world);
    const withdrawn = made(await say<Measure>(world, alice, 'withdrawMeasure', stepOf(measure)));
    expect(withdrawn.attestation).toBe('WITHDRAWN');
    expect(await readMeasure(world, measure.id)).toBeNull();
    const step = stepOf(withdrawn);
    for (const [verb, input] of [
      ['attestMeasure', step],
      ['withdrawMeasure', step],
      ['reviseMeasure', { ...step, ...measureInput() }],
    ] as const) {
      const { userErrors } = await say(world, bob, verb, input);
      expect(userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION', possible: [] }]);
    }
  });

  test('what moved since it was read is neither attested nor withdrawn; of two at once one wins', async () => {
    const measure = await filed(world);
    const outcomes = await Promise.all([
      say(world, bob, 'attestMeasure', stepOf(measure)),
      say(world, alice, 'withdrawMeasure', stepOf(measure)),
    ]);
    const codes = outcomes.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
    expect(codes).toEqual(['VERSION_CONFLICT']);
  });

  test('the same key with the same input files once, with another input nothing', async () => {
    const who = { ...alice, idempotencyKey: 'one' };
    const [one, same] = [await filed(world, {}, who), await filed(world, {}, who)];
    expect(same.id).toBe(one.id);
    const { userErrors } = await say(world, who, 'fileMeasure', measureInput({ title: 'Another' }));
    expect(userErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });
});

describe('evidence', () => {
  test('points to what other parts know by its key, and to what is known here', async () => {
    const { made: agreement } = { made: (await propose(world)).agreement };
    const consultation = made(await say(world, alice, 'recordConsultation', consultationInput()));
    const measure = await filed(world, {
      evidence: [
        { kind: 'AGREEMENT', id: agreement?.id },
        { kind: 'CONSULTATION', id: consultation.id },
        { kind: 'ACCESS_AGREEMENT', id: 'access_1' },
        { kind: 'BORDER_PROCEDURE', id: 'procedure_1' },
        { kind: 'LEGAL_INSTRUMENT', id: 'instrument_1' },
        { kind: 'SERVICE', id: 'service_1', title: 'The centre' },
      ],
    });
    expect(measure.evidence).toMatchObject([
      { agreement: { id: agreement?.id }, service: null },
      { consultation: { id: consultation.id } },
      { accessAgreement: { id: 'access_1' } },
      { borderProcedure: { id: 'procedure_1' } },
      { legalInstrument: { id: 'instrument_1' } },
      { service: { id: 'service_1' }, title: 'The centre', agreement: null },
    ]);
    // A stranger reads the measure, and of what it points to only what it may.
    await say(world, bob, 'attestMeasure', stepOf(measure));
    expect((await readMeasure(world, measure.id))?.evidence.slice(0, 2)).toMatchObject([
      { agreement: null },
      { consultation: null },
    ]);
  });

  test.each([
    [
      'an agreement that is not there',
      { kind: 'AGREEMENT', id: 'agreement_x' },
      'evidence.0.id',
      /no AGREEMENT/,
    ],
    ['a document with an id', { kind: 'DOCUMENT', id: 'x', title: 'T' }, 'evidence.0.id', /An id stands/],
    ['a service without an id', { kind: 'SERVICE', title: 'T' }, 'evidence.0.id', /An id stands/],
    ['a document without a title', { kind: 'DOCUMENT' }, 'evidence.0.title', /has a title/],
    ['another address', { kind: 'DOCUMENT', title: 'T', url: 'javascript:x' }, 'evidence.0.url', /http/],
  ])('%s is refused', async (_case, evidence, field, says) => {
    const { userErrors } = await say(world, alice, 'fileMeasure', measureInput({ evidence: [evidence] }));
    expect(userErrors).toMatchObject([
      { code: 'VALIDATION_FAILED', field: `input.${field}`, message: expect.stringMatching(says) },
    ]);
  });

  test('another organisation’s draft agreement is not there for whoever is no party', async () => {
    const agreement = (await propose(world)).agreement;
    const input = measureInput({ evidence: [{ kind: 'AGREEMENT', id: agreement?.id }] });
    const { userErrors } = await say(world, { ...iom, role: 'coordinator' }, 'fileMeasure', input);
    expect(userErrors).toMatchObject([{ field: 'input.evidence.0.id' }]);
  });
});

describe('bad input has a clear answer and leaves nothing', () => {
  test.each([
    ['a type', { type: 'LEGISLTION' }, 'type', 'LEGISLATION'],
    ['a status', { status: 'COMPLETE' }, 'status', 'COMPLETED'],
    ['a level', { level: 'NATIONALE' }, 'level', 'NATIONAL'],
    ['a paragraph', { paragraphs: ['OP1', 'OP3E'] }, 'paragraphs.1', 'OP3A'],
    ['a group', { beneficiaryGroups: ['CHILDS'] }, 'beneficiaryGroups.0', 'CHILDREN'],
    ['a kind of evidence', { evidence: [{ kind: 'SERVCE', id: 'x' }] }, 'evidence.0.kind', 'SERVICE'],
  ])('%s that is not known names the nearest', async (_case, over, field, nearest) => {
    const { userErrors } = await say(world, alice, 'fileMeasure', measureInput(over));
    expect(userErrors).toMatchObject([
      {
        code: 'VALIDATION_FAILED',
        field: `input.${field}`,
        message: expect.stringMatching(new RegExp(`nearest word is ${nearest}\\.$`)),
      },
    ]);
  });

  test.each([
    ['dates reversed', { startedOn: '2014-01-02', endedOn: '2014-01-01' }, 'endedOn', /reversed/],
    ['a day that no calendar has', { startedOn: '2014-02-30' }, 'startedOn', /2026-03-31/],
    ['a national measure without a country', { countries: [] }, 'countries', /names its country/],
    ['a country of three letters', { countries: ['JOR'] }, 'countries.0', /two letters/],
    ['a country twice', { countries: ['JO', 'jo'] }, 'countries', /once/],
    ['no paragraph', { paragraphs: [] }, 'paragraphs', /one paragraph/],
    ['a paragraph twice', { paragraphs: ['OP1', 'OP1'] }, 'paragraphs', /once/],
    ['no title', { title: '  ' }, 'title', /1 to 300/],
    ['a title of a megabyte', { title: 'x'.repeat(1_000_000) }, 'title', /1 to 300/],
    ['a summary of a megabyte', { summary: 'x'.repeat(1_000_000) }, 'summary', /1 to 5,000/],
    ['a code of a megabyte', { type: 'X'.repeat(1_000_000) }, 'type', /^“X{60}” is not known/],
    ['half of a character', { title: 'a\ud800' }, 'title', /half/],
    ['a NUL', { title: 'a\0' }, 'title', /NUL/],
    ['a language that is none', { language: 'not a tag' }, 'language', /BCP 47/],
    [
      'a translation into the language of the original',
      { translations: [{ language: 'EN', title: 'T' }] },
      'translations',
      /once/,
    ],
    [
      'an implementer that is not registered',
      { jointImplementerIds: ['org_x'] },
      'jointImplementerIds.0',
      /registered/,
    ],
    [
      'an implementer that is active no more',
      { jointImplementerIds: ['org_gone'] },
      'jointImplementerIds.0',
      /active/,
    ],
    ['oneself as another', { jointImplementerIds: ['org_jnrcs'] }, 'jointImplementerIds.0', /already/],
  ])('%s', async (_case, over, field, says) => {
    const before = await world.sql('select count(*) from partnerships.measure');
    const { made: none, userErrors } = await say(world, alice, 'fileMeasure', measureInput(over));
    expect(none).toBeNull();
    expect(userErrors).toMatchObject([
      { code: 'VALIDATION_FAILED', field: `input.${field}`, message: expect.stringMatching(says) },
    ]);
    expect(await world.sql('select count(*) from partnerships.measure')).toEqual(before);
  });
});

describe('lists', () => {
  test('of a country, a paragraph, a year and an organisation; page by page the same', async () => {
    const place = { countries: ['TN'], isPublic: true };
    const training = await attested(world, { ...place, startedOn: '2012-05-01', endedOn: '2013-01-31' });
    const law = await attested(world, {
      ...place,
      type: 'LEGISLATION',
      paragraphs: ['OP1'],
      startedOn: '2015-01-01',
      endedOn: null,
      status: 'ONGOING',
    });
    const ids = async (filter: object) => {
      const query = `query ($filter: MeasureFilter) { measures(first: 50, filter: $filter) { nodes { id } } }`;
      const { measures } = await world.ask<{ measures: { nodes: { id: string }[] } }>(null, query, {
        filter,
      });
      return measures.nodes.map(({ id }) => id);
    };
    expect(await ids({ country: 'tn' })).toEqual([law.id, training.id]);
    expect(await ids({ country: 'TN', paragraphs: ['OP1', 'OP5'] })).toEqual([law.id]);
    expect(await ids({ country: 'TN', year: 2013 })).toEqual([training.id]);
    expect(await ids({ country: 'TN', year: 2020 })).toEqual([law.id]);
    expect(await ids({ country: 'TN', types: ['TRAINING'], organisationId: 'org_jnrcs' })).toEqual([
      training.id,
    ]);
    expect(await ids({ country: 'TN', organisationId: 'org_iom' })).toEqual([]);
    const page =
      'query ($after: String) { measures(first: 1, after: $after, filter: { country: "TN" }) { nodes { id } pageInfo { endCursor } } }';
    type Page = { measures: { nodes: { id: string }[]; pageInfo: { endCursor: string } } };
    const one = await world.ask<Page>(null, page, {});
    const two = await world.ask<Page>(null, page, { after: one.measures.pageInfo.endCursor });
    expect([one, two].flatMap(({ measures }) => measures.nodes.map(({ id }) => id))).toEqual([
      law.id,
      training.id,
    ]);
  });

  test('a country shows what was done there', async () => {
    await world.sql(`insert into partnerships.country (iso2, name) values ('CO', 'Colombia')`);
    const measure = await attested(world, { countries: ['CO'] });
    await filed(world, { countries: ['CO'] });
    const query = '{ country(iso2: "co") { name measures(first: 10) { nodes { id } } } }';
    expect(await world.ask(null, query)).toEqual({
      country: { name: 'Colombia', measures: { nodes: [{ id: measure.id }] } },
    });
  });
});
