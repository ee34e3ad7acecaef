import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ReportDocument } from '../../../shared/report/document.ts';
import { faultsOf } from '../../../shared/report/document.ts';
import { partnerships } from '../../../subgraphs/partnerships/schema.ts';
import { type Asking, openTestSubgraph } from '../../support/subgraph.ts';
import { openPartnerships, type PartnershipsWorld } from './partnerships-world.ts';
import {
  alice,
  attested,
  bob,
  consultationInput,
  filed,
  type Measure,
  made,
  measureInput,
  type Outcome,
  operationOf,
  type Pledge,
  pledgeInput,
  say,
  stepOf,
} from './reporting-steps.ts';

interface Frozen {
  readonly id: string;
  readonly version: number;
  readonly hash: string;
  readonly previousHash: string | null;
  readonly document: string;
  readonly measureCount: number;
  readonly versions: readonly number[];
  readonly figures: readonly {
    paragraph: string;
    country: { iso2: string } | null;
    year: number;
    count: number;
    measureIds: string[];
  }[];
  readonly difference: {
    readonly addedMeasureIds: readonly string[];
    readonly removedMeasureIds: readonly string[];
    readonly changedMeasureIds: readonly string[];
    readonly figures: readonly { paragraph: string; year: number; before: number; after: number }[];
  } | null;
}

const federation: Asking = { organisationId: 'org_ifrc', role: 'coordinator' };

let world: PartnershipsWorld;
let counted: Measure;
let abroad: Measure;
let left: Measure[];
beforeAll(async () => {
  world = await openPartnerships();
  await world.organisation('org_ifrc', 'IFRC', { names: { fr: 'Fédération internationale' } });
  await world.sql(
    `insert into partnerships.country (iso2, name, names) values ('JO', 'Jordan', '{"ar": "الأردن"}')`,
  );
  counted = await attested(world, { paragraphs: ['OP1', 'OP2_SAFEGUARDS'], countries: ['JO', 'LB'] });
  abroad = await attested(world, {
    level: 'GLOBAL',
    countries: [],
    startedOn: '2015-06-01',
    endedOn: null,
    status: 'ONGOING',
  });
  left = [
    await filed(world, { title: 'a draft' }),
    await attested(world, { title: 'not public', isPublic: false }),
    await attested(world, { title: 'planned', status: 'PLANNED' }),
    await attested(world, { title: 'after the period', startedOn: '2015-12-08', endedOn: '2016-01-01' }),
    await attested(world, { title: 'before the period', startedOn: '2010-01-01', endedOn: '2011-11-30' }),
    made(
      await say<Measure>(
        world,
        alice,
        'withdrawMeasure',
        stepOf(await attested(world, { title: 'withdrawn' })),
      ),
    ),
  ];
});
afterAll(() => world.stop());

async function freeze(conference = 32): Promise<Frozen> {
  return made(await say<Frozen>(world, federation, 'freezeReport', { conference }));
}

const told = (frozen: Frozen) => JSON.parse(frozen.document) as ReportDocument;

describe('a frozen report', () => {
  test('contains what is public, attested, taken and of the period, and nothing else', async () => {
    const frozen = await freeze();
    expect(frozen).toMatchObject({
      version: 1,
      previousHash: null,
      measureCount: 2,
      difference: null,
      versions: [1],
    });
    expect(told(frozen).content.measures.map(({ id }) => id)).toEqual([counted.id, abroad.id]);
    for (const { id, title } of left) {
      expect(frozen.document).not.toContain(id);
      expect(frozen.document).not.toContain(title === counted.title ? id : title);
    }
  });

  test('counts by paragraph, country and year, and lists for each figure its measures', async () => {
    const { figures } = await freeze();
    const plain = figures.map(({ country, measureIds, ...rest }) => ({
      ...rest,
      country: country?.iso2 ?? null,
      measureIds,
    }));
    const both = { count: 1, measureIds: [counted.id] };
    expect(plain).toEqual([
      ...['OP1', 'OP2_SAFEGUARDS'].flatMap((paragraph) => [
        { paragraph, country: 'JO', year: 2013, ...both },
        { paragraph, country: 'JO', year: 2014, ...both },
        { paragraph, country: 'LB', year: 2013, ...both },
        { paragraph, country: 'LB', year: 2014, ...both },
        ...(paragraph === 'OP2_SAFEGUARDS'
          ? [{ paragraph, country: null, year: 2015, count: 1, measureIds: [abroad.id] }]
          : []),
      ]),
    ]);
  });

  test('says nothing of persons who wrote it, and names countries in four languages', async () => {
    const { document } = await freeze();
    expect(document).not.toMatch(/alice|bob/);
    expect(told(await freeze()).content.countries).toEqual([
      { iso2: 'JO', name: 'Jordan', names: { en: 'Jordan', fr: 'Jordanie', es: 'Jordania', ar: 'الأردن' } },
      { iso2: 'LB', name: 'Lebanon', names: { en: 'Lebanon', fr: 'Liban', es: 'Líbano', ar: 'لبنان' } },
    ]);
  });

  test('frozen again without a change is the same version with the same bytes', async () => {
    const [one, two] = [await freeze(), await freeze()];
    expect([two.id, two.hash, two.document]).toEqual([one.id, one.hash, one.document]);
  });

  test('read and frozen by another instance, with other keys of its own, it is the same to the byte', async () => {
    const here = await freeze();
    const other = await openTestSubgraph(partnerships, world.url);
    try {
      const { outcome } = await other.ask<{ outcome: Outcome<Frozen> }>(
        federation,
        operationOf('freezeReport'),
        {
          input: { conference: 32 },
        },
      );
      expect(made(outcome).document).toBe(here.document);
      const query = '{ implementationReport(conference: 32) { document } }';
      expect(await other.ask(null, query)).toEqual({ implementationReport: { document: here.document } });
    } finally {
      await other.close();
    }
  });

  test('anybody verifies it with nothing but itself, and no change of it passes', async () => {
    const document = told(await freeze());
    expect(await faultsOf(document)).toEqual([]);
    const { content } = document;
    const [figure] = content.figures;
    const bent: ReportDocument[] = [
      { ...document, version: 2 },
      { ...document, previousHash: document.hash },
      { ...document, frozenAt: '2015-01-01T00:00:00.000Z' },
      { ...document, content: { ...content, measures: content.measures.slice(1) } },
      {
        ...document,
        content: { ...content, figures: [{ ...(figure as never as object), count: 7 } as never] },
      },
      { ...document, signature: `${document.signature.slice(0, -4)}AAAA` },
    ];
    for (const one of bent) expect(await faultsOf(one)).not.toEqual([]);
  });
});

describe('what changes makes a new version', () => {
  test('a measure that comes, one that is withdrawn and one that is revised, each with the figures it changes', async () => {
    const first = await freeze();
    const added = await attested(world, {
      paragraphs: ['OP5'],
      countries: ['LB'],
      startedOn: '2012-01-01',
      endedOn: '2012-02-01',
    });
    const second = await freeze();
    expect(second).toMatchObject({
      version: first.version + 1,
      previousHash: first.hash,
      difference: {
        addedMeasureIds: [added.id],
        removedMeasureIds: [],
        changedMeasureIds: [],
        figures: [{ paragraph: 'OP5', year: 2012, before: 0, after: 1 }],
      },
    });
    await say(world, alice, 'withdrawMeasure', stepOf(added));
    const third = await freeze();
    expect(third.difference).toMatchObject({
      addedMeasureIds: [],
      removedMeasureIds: [added.id],
      figures: [{ paragraph: 'OP5', year: 2012, before: 1, after: 0 }],
    });
    expect(told(third).difference?.measures.removed).toMatchObject([
      { id: added.id, texts: [{ title: added.title }] },
    ]);
    // What it contains is what the first contained: the same hash, in a version of its own.
    expect(third.hash).toBe(first.hash);
    const input = {
      ...stepOf(counted),
      ...measureInput({ paragraphs: ['OP1'], countries: ['JO'], title: 'Revised' }),
    };
    const revised = made(await say<Measure>(world, bob, 'reviseMeasure', input));
    const fourth = await freeze();
    expect(fourth.difference).toMatchObject({ removedMeasureIds: [counted.id] });
    await say(world, alice, 'attestMeasure', stepOf(revised));
    const fifth = await freeze();
    expect(fifth.difference).toMatchObject({ addedMeasureIds: [counted.id] });
    for (const frozen of [second, third, fourth, fifth]) expect(await faultsOf(told(frozen))).toEqual([]);
  });

  test('an earlier version is read as it was', async () => {
    const query = '{ implementationReport(conference: 32, version: 1) { version hash document versions } }';
    const { implementationReport: first } = await world.ask<{ implementationReport: Frozen }>(null, query);
    expect(first.version).toBe(1);
    expect(told(first).content.measures.map(({ id }) => id)).toContain(counted.id);
    expect(first.versions.length).toBeGreaterThan(3);
  });

  test('two that freeze at once make one version', async () => {
    await attested(world, { title: 'One more' });
    const [one, two] = await Promise.all([freeze(), freeze()]);
    expect(two.id).toBe(one.id);
  });

  test('nothing in the table is ever changed or deleted by the subgraph', async () => {
    await world.beside(async (client) => {
      await client.query('set role accord_partnerships');
      for (const statement of [
        'update partnerships.implementation_report set version = 9',
        'delete from partnerships.implementation_report',
      ])
        await expect(client.query(statement)).rejects.toThrow('permission denied');
    });
  });
});

describe('consultations and pledges', () => {
  test('those that are public, signed and of the period stand in it, with the measures that it contains', async () => {
    const open = { isPublic: true };
    const meeting = made(await say(world, alice, 'recordConsultation', consultationInput(open)));
    const closed = made(await say(world, alice, 'recordConsultation', consultationInput()));
    const late = made(
      await say(world, alice, 'recordConsultation', consultationInput({ ...open, heldOn: '2016-01-01' })),
    );
    const pledge = made(await say<Pledge>(world, alice, 'submitPledge', pledgeInput()));
    const unsigned = made(await say<Pledge>(world, alice, 'submitPledge', pledgeInput()));
    const signatory: Asking = { ...alice, role: 'signatory' };
    const signed = made(
      await say<Pledge>(world, signatory, 'signPledge', { ...stepOf(pledge), hash: pledge.hash }),
    );
    const [counting] = told(await freeze()).content.measures;
    await say(world, alice, 'reportOnPledge', {
      ...stepOf(signed),
      progress: 'IN_PROGRESS',
      text: 'Begun.',
      measureIds: [counting?.id, left[0]?.id],
    });
    const { consultations, pledges } = told(await freeze()).content;
    expect(consultations).toMatchObject([
      { id: meeting.id, participants: [{ id: 'org_jnrcs' }, { id: 'org_asylum' }] },
    ]);
    expect(pledges).toMatchObject([
      {
        id: pledge.id,
        signers: [{ id: 'org_jnrcs' }],
        reports: [{ progress: 'IN_PROGRESS', measureIds: [counting?.id] }],
      },
    ]);
    const { document } = await freeze();
    for (const { id } of [closed, late, unsigned]) expect(document).not.toContain(id);
  });
});

test('a consultation that is withdrawn is in no new version, nor is a measure that stands on it alone; the frozen one stays to the byte', async () => {
  const meeting = made(
    await say(
      world,
      alice,
      'recordConsultation',
      consultationInput({ isPublic: true, subject: 'Never held' }),
    ),
  );
  const about = { kind: 'CONSULTATION', id: meeting.id };
  const paper = { kind: 'DOCUMENT', title: 'Minutes', url: 'https://reports.example/minutes' };
  const alone = await attested(world, { title: 'stands on it alone', evidence: [about] });
  const both = await attested(world, { title: 'stands on paper too', evidence: [about, paper] });
  const before = await freeze();
  await say(world, alice, 'withdrawConsultation', { ...stepOf(meeting), reason: 'It was not held.' });
  const after = await freeze();
  expect(after.version).toBe(before.version + 1);
  expect(after.difference).toMatchObject({ removedMeasureIds: [alone.id], changedMeasureIds: [both.id] });
  expect(JSON.stringify(told(after).content)).not.toContain(meeting.id);
  expect(told(after).content.measures.find(({ id }) => id === both.id)?.evidence).toHaveLength(1);
  const query = `{ implementationReport(conference: 32, version: ${before.version}) { hash document } }`;
  expect(await world.ask(null, query)).toEqual({
    implementationReport: { hash: before.hash, document: before.document },
  });
  expect(before.document).toContain(meeting.id);
});

test('a Conference to which nothing is reported is refused, and one without a report has none', async () => {
  const { userErrors } = await say(world, federation, 'freezeReport', { conference: 31 });
  expect(userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', field: 'input.conference' }]);
  expect(await world.ask(null, '{ implementationReport(conference: 33) { id } }')).toEqual({
    implementationReport: null,
  });
});
