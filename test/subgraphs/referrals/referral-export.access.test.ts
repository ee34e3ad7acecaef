import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../shared/execute.ts';
import { DATA_CATEGORIES, type DataCategory } from '../../../shared/policy/categories.ts';
import { REFERRAL_STATES, type ReferralState } from '../../../shared/policy/referral-states.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../../subgraphs/referrals/referral-export.entity.ts';
import { faultsOf } from '../../support/fhir-schema.ts';
import { marksIn } from '../../support/marked-person.ts';
import { iom, OWNER, owner, ReferralStage } from '../../support/referral-stage.ts';
import type { Asker } from '../../support/subgraph.ts';

let stage: ReferralStage;
beforeAll(async () => {
  stage = await ReferralStage.open();
}, 120_000);
afterAll(() => stage?.stop());

interface Exported {
  readonly format: string;
  readonly mediaType: string;
  readonly content: string | null;
  readonly leftOut: readonly { readonly field: string; readonly why: string }[];
  readonly disclosure: {
    readonly released: DataCategory[];
    readonly withheld: readonly { readonly category: DataCategory; readonly reason: string }[];
  };
}

function answer(who: Asker, id: string, format: ExportFormat = 'FHIR_R4'): Promise<Answer> {
  const selection =
    'format mediaType content leftOut { field why } disclosure { released withheld { category reason } }';
  return stage.answer(
    who,
    `query ($id: ID!, $format: ExportFormat!) { exportReferral(id: $id, format: $format) { ${selection} } }`,
    { id, format },
  );
}

async function exported(who: Asker, id: string, format: ExportFormat = 'FHIR_R4'): Promise<Exported> {
  const { data, errors } = await answer(who, id, format);
  expect(errors).toBeUndefined();
  return data?.['exportReferral'] as Exported;
}

const withdraw = (consentId: string) =>
  stage.ask(owner, 'mutation ($id: ID!) { withdrawConsent(input: { id: $id }) { userErrors { code } } }', {
    id: consentId,
  });
const entriesOf = (id: string) =>
  stage.sql<{ viewer: string; released: DataCategory[]; refused: { category: string }[] }>(
    'select viewer, released, refused from referrals.ledger_entry where referral = $1 order by seq',
    [id],
  );

const BEFORE: readonly DataCategory[] = ['TRIAGE', 'LOCATION_COARSE'];
/** What the ceiling leaves a humanitarian organisation for legal aid. */
const AFTER: readonly DataCategory[] = [
  ...['TRIAGE', 'IDENTITY', 'CONTACT', 'LOCATION_COARSE'],
  ...['ORIGIN', 'MIGRATION_STATUS', 'PROTECTION'],
] as DataCategory[];

/** The marked values that a format has a place for, copied by hand from its table. */
const PLACED: Readonly<Record<ExportFormat, readonly DataCategory[]>> = {
  FHIR_R4: DATA_CATEGORIES.slice(1),
  BSER: DATA_CATEGORIES.slice(1),
  PRIMERO: ['IDENTITY', 'LOCATION_PRECISE', 'PROTECTION', 'FAMILY', 'NARRATIVE'],
  PROGRES: ['IDENTITY', 'LOCATION_PRECISE', 'NARRATIVE'],
  HTCDS: ['IDENTITY', 'LOCATION_COARSE', 'LOCATION_PRECISE', 'NARRATIVE'],
};
const within = (format: ExportFormat, categories: readonly DataCategory[]) =>
  categories.filter((category) => PLACED[format].includes(category));

/** What the recipient reads in each state [law 5], copied by hand. */
const READS: Readonly<Record<ReferralState, readonly DataCategory[] | null>> = {
  DRAFT: null,
  SENT: BEFORE,
  RECEIVED: BEFORE,
  ACCEPTED: AFTER,
  DECLINED: null,
  WAITLISTED: BEFORE,
  SCHEDULED: AFTER,
  IN_PROGRESS: AFTER,
  ON_HOLD: AFTER,
  COMPLETED: AFTER,
  NOT_DELIVERED: null,
  CANCELLED: null,
  WITHDRAWN_BY_PERSON: null,
  REROUTED: null,
  EXPIRED: null,
  CLOSED: null,
  ENTERED_IN_ERROR: null,
};

const NOT_FOUND = {
  data: { exportReferral: null },
  errors: [expect.objectContaining({ extensions: { code: 'NOT_FOUND' } })],
};

describe('the recipient', () => {
  test.each(REFERRAL_STATES)(
    '%s: exports what it may read then, in every format, and nothing more',
    async (state) => {
      const { id, recipient } = await stage.scene({ state });
      const reads = READS[state];
      for (const format of EXPORT_FORMATS) {
        if (reads === null) {
          expect(await answer(recipient, id, format)).toEqual(NOT_FOUND);
          continue;
        }
        const told = await exported(recipient, id, format);
        expect(told.format).toBe(format);
        expect(marksIn(told)).toEqual(within(format, reads));
        expect(told.disclosure.released).toEqual(['ROUTING', ...reads]);
        const rest = DATA_CATEGORIES.filter((category) => !told.disclosure.released.includes(category));
        expect(told.disclosure.withheld.map(({ category }) => category)).toEqual(rest);
      }
    },
  );

  test('ALLOW: what it exports is FHIR by HL7’s own schema, before acceptance and after', async () => {
    for (const state of ['SENT', 'ACCEPTED'] as const) {
      const { id, recipient } = await stage.scene({ state });
      for (const format of ['FHIR_R4', 'BSER'] as const) {
        const { content, mediaType } = await exported(recipient, id, format);
        expect(mediaType).toBe('application/fhir+json');
        expect(faultsOf(JSON.parse(content as string))).toEqual([]);
      }
    }
  });

  test('DENY: it learns nothing of the consent’s number, nor of the owner’s reference to the person', async () => {
    const { id, recipient, consentId, personRef } = await stage.scene({ state: 'ACCEPTED' });
    for (const format of EXPORT_FORMATS) {
      const told = JSON.stringify(await exported(recipient, id, format));
      expect(told).not.toContain(consentId);
      expect(told).not.toContain(personRef);
    }
  });

  test('DENY: two recipients cannot join their lists by anything that stands in both exports', async () => {
    const one = await stage.scene({ state: 'ACCEPTED' });
    const other = await stage.scene({ state: 'ACCEPTED' });
    // The same person, referred to both.
    await stage.sql('update referrals.referral set person_id = $2 where id = $1', [other.id, one.personRef]);
    await stage.sql('update referrals.consent set person_id = $2 where id = $1', [
      other.consentId,
      one.personRef,
    ]);
    const known = async ({ recipient, id }: typeof one) => {
      const { content } = await exported(recipient, id);
      return new Set(content?.match(/urn:uuid:[\da-f-]+|prs_[\w-]+/g));
    };
    const [first, second] = await Promise.all([known(one), known(other)]);
    const joined = [...first].filter((word) => second.has(word));
    const { content } = await exported(owner, one.id);
    const bundle = JSON.parse(content as string) as {
      entry: { fullUrl: string; resource: { resourceType: string; name?: unknown } }[];
    };
    const sender = bundle.entry.find(({ resource }) => resource.name === OWNER);
    expect(first.size).toBeGreaterThan(5);
    expect(joined).toEqual([sender?.fullUrl]);
  });

  test('DENY: what is withheld whole has no content, and the disclosure says why', async () => {
    const withhold = [{ organisationType: 'UN_AGENCY', reason: 'FEAR_OF_HARM' }];
    const { id, recipient } = await stage.scene({ state: 'ACCEPTED', withhold });
    const told = await exported(recipient, id);
    expect(told).toMatchObject({ content: null, leftOut: [], disclosure: { released: [] } });
    expect(new Set(told.disclosure.withheld.map(({ reason }) => reason))).toEqual(new Set(['CONSENT']));
  });

  test('DENY: while a declaration is missing it hears so, and a prohibited purpose is refused', async () => {
    const { id, recipient } = await stage.scene({ state: 'ACCEPTED' });
    const two = { ...recipient, purposes: ['LEGAL_AID', 'SERVICE_REFERRAL'] };
    const codeOf = async (who: Asker) => (await answer(who, id)).errors?.[0]?.extensions?.['code'];
    expect(await codeOf(two)).toBe('PURPOSE_REQUIRED');
    expect(await codeOf({ ...two, purpose: 'LawEnforcement' })).toBe('PURPOSE_PROHIBITED');
    expect(await codeOf({ ...two, purpose: 'LEGAL_AID' })).toBeUndefined();
  });
});

describe('the owner', () => {
  test.each([
    ['caseworker', DATA_CATEGORIES.slice(1)],
    ['system', DATA_CATEGORIES.slice(1)],
    ['coordinator', BEFORE],
    ['data_protection_officer', []],
  ] as const)('ALLOW: a %s exports what the role covers', async (role, categories) => {
    const { id } = await stage.scene({ state: 'ACCEPTED' });
    for (const format of EXPORT_FORMATS) {
      expect(marksIn(await exported({ ...owner, role }, id, format))).toEqual(within(format, categories));
    }
  });

  test.each(REFERRAL_STATES)('%s: it exports its own in every state', async (state) => {
    const { id } = await stage.scene({ state });
    const { content } = await exported(owner, id);
    expect(marksIn(content)).toEqual(DATA_CATEGORIES.slice(1));
    expect(faultsOf(JSON.parse(content as string))).toEqual([]);
  });

  test.each(['signatory', 'analyst', 'administrator'] as const)(
    'DENY: a %s exports nothing',
    async (role) => {
      const { id } = await stage.scene();
      const { errors, data } = await answer({ ...owner, role }, id);
      expect(data).toEqual({ exportReferral: null });
      expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['SCOPE_MISSING']);
    },
  );

  test('of an erased person it exports the referral alone, which is still FHIR', async () => {
    const { id, personRef } = await stage.scene({ state: 'ACCEPTED' });
    const erase = 'mutation ($ref: ID!) { erasePerson(input: { ref: $ref }) { userErrors { code } } }';
    await stage.ask({ ...owner, role: 'data_protection_officer' }, erase, { ref: personRef });
    const told = await exported(owner, id);
    expect(marksIn(told)).toEqual([]);
    expect(told.content).not.toMatch(/Patient|Observation|prs_/);
    expect(faultsOf(JSON.parse(told.content as string))).toEqual([]);
  });
});

describe('everybody else', () => {
  test.each(EXPORT_FORMATS)(
    '%s: a stranger, an ended, a withdrawn and an erased one hear byte for byte what is heard of none',
    async (format) => {
      const sent = await stage.scene({ state: 'ACCEPTED' });
      const ended = await stage.scene({ state: 'DECLINED' });
      const taken = await stage.scene({ state: 'ACCEPTED' });
      const erased = await stage.scene({ state: 'ACCEPTED' });
      const guarded = await stage.scene({ state: 'ACCEPTED', to: 'guard' });
      await withdraw(taken.consentId);
      const erase = 'mutation ($ref: ID!) { erasePerson(input: { ref: $ref }) { userErrors { code } } }';
      await stage.ask({ ...owner, role: 'data_protection_officer' }, erase, { ref: erased.personRef });
      const none = JSON.stringify(await answer(iom, 'referral_that-never-was', format));
      const heard = await Promise.all([
        answer(iom, sent.id, format),
        answer(ended.recipient, ended.id, format),
        answer(taken.recipient, taken.id, format),
        answer(erased.recipient, erased.id, format),
        answer(guarded.recipient, guarded.id, format),
      ]);
      expect(JSON.parse(none)).toEqual(NOT_FOUND);
      expect(heard.map((one) => JSON.stringify(one))).toEqual(heard.map(() => none));
    },
  );

  test('DENY: nobody without a token', async () => {
    const { id } = await stage.scene();
    expect((await answer(null, id)).errors?.map(({ extensions }) => extensions?.['code'])).toEqual([
      'UNAUTHENTICATED',
    ]);
  });
});

describe('the ledger', () => {
  test.each(EXPORT_FORMATS)(
    '%s: each export leaves one entry, which says what was released and refused',
    async (format) => {
      const { id, recipient, recipientId } = await stage.scene({ state: 'ACCEPTED' });
      const before = (await entriesOf(id)).length;
      await exported(recipient, id, format);
      await exported(recipient, id, format);
      const entries = (await entriesOf(id)).slice(before);
      expect(entries.map(({ viewer }) => viewer)).toEqual([recipientId, recipientId]);
      const [entry] = entries;
      expect(entry?.released).toEqual(
        expect.arrayContaining(within(format, AFTER).filter((one) => one !== 'TRIAGE')),
      );
      expect(AFTER).toEqual(expect.arrayContaining(entry?.released ?? []));
      expect(entry?.refused.map(({ category }) => category)).toContain('NARRATIVE');
    },
  );

  test('DENY: while it cannot be written, nothing is exported', async () => {
    const { id, recipient } = await stage.scene({ state: 'ACCEPTED' });
    await stage.sql('revoke insert on referrals.ledger_entry from accord_referrals');
    try {
      const { data, errors } = await answer(recipient, id);
      expect(data).toEqual({ exportReferral: null });
      expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['LEDGER_UNAVAILABLE']);
    } finally {
      await stage.sql('grant insert on referrals.ledger_entry to accord_referrals');
    }
    expect(marksIn(await exported(recipient, id))).toEqual(AFTER);
  });

  test('repeated, it is the same but for the moment', async () => {
    const { id, recipient } = await stage.scene({ state: 'ACCEPTED' });
    const timeless = async () => {
      const { content } = await exported(recipient, id);
      return content?.replaceAll(/"(timestamp|recorded)":"[^"]*"/g, '');
    };
    expect(await timeless()).toEqual(await timeless());
  });
});

describe('the last look', () => {
  test('an export says what it holds, so that it does not leave once the consent is withdrawn', async () => {
    const { id, recipient, consentId, personRef } = await stage.scene({ state: 'ACCEPTED' });
    const delayed = await answer(recipient, id);
    const shown = delayed.extensions?.shown ?? [];
    expect(shown.every((one) => one.referral === id && one.person === personRef)).toBe(true);
    expect(new Set(shown.flatMap(({ categories }) => categories))).toEqual(new Set(['ROUTING', ...AFTER]));
    expect(await stage.stillShown(recipient, delayed)).toBe(true);
    await withdraw(consentId);
    expect(marksIn(delayed)).toEqual(AFTER);
    expect(await stage.stillShown(recipient, delayed)).toBe(false);
  });
});
