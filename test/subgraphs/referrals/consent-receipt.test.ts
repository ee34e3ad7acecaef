import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { LANGUAGES, type Language, wordsIn } from '../../../shared/words/words.ts';
import { kantaraFaults } from '../../support/kantara-schema.ts';
import { MARKS } from '../../support/marked-person.ts';
import { holder, issued } from '../../support/person-links.ts';
import { OWNER, owner, ReferralStage, type Scene } from '../../support/referral-stage.ts';

interface Receipt {
  readonly id: string;
  readonly revision: number;
  readonly format: string;
  readonly language: string;
  readonly mediaType: string;
  readonly content: string;
  readonly jws: string;
}
interface Asked {
  readonly consent: string;
  readonly revision?: number;
  readonly format?: string;
  readonly language?: string;
}

const FIELDS = '{ id revision format language mediaType content jws }';
const QUERY = `query ($consent: ID!, $revision: Int, $format: ReceiptFormat! = ISO_27560, $language: String) {
  receipt: consentReceipt(consent: $consent, revision: $revision, format: $format, language: $language) ${FIELDS} }`;

let stage: ReferralStage;
let scene: Scene;
let keys: JSONWebKeySet;
beforeAll(async () => {
  stage = await ReferralStage.open();
  await stage.sql(`update partnerships.organisation set name = 'Red Crescent of the Stage' where id = $1`, [
    OWNER,
  ]);
  scene = await stage.scene({ state: 'ACCEPTED' });
  const told = await stage.ask<{ keys: JSONWebKeySet['keys'] }>(
    holder,
    '{ keys: receiptKeys { kid kty crv x } }',
  );
  keys = { keys: told.keys };
});
afterAll(() => stage.stop());

const receiptOf = async (asked: Asked) =>
  (await stage.ask<{ receipt: Receipt }>(owner, QUERY, asked)).receipt;
const isGenuine = async (receipt: string) =>
  (
    await stage.ask<{ ok: boolean }>(holder, 'query ($r: String!) { ok: verifyReceipt(receipt: $r) }', {
      r: receipt,
    })
  ).ok;

describe('a receipt', () => {
  test('has every field that ISO/IEC TS 27560 asks of a receipt and of the record in it', async () => {
    const purposes = ['LEGAL_AID', 'HEALTH_CARE'];
    const consent = await stage.consent(scene.personRef, [scene.recipientId], { purposes });
    const { content, mediaType } = await receiptOf({ consent });
    expect(mediaType).toBe('application/ld+json');
    const text = expect.stringMatching(/./);
    const party = {
      'dct:identifier': text,
      'dpv:hasName': text,
      'dpv:hasAddress': text,
      'dpv:hasContact': text,
      'dct:type': text,
    };
    const uuid = expect.stringMatching(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(JSON.parse(content)).toMatchObject({
      '@type': 'dpv:ConsentReceipt',
      'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#receipt',
      'dpv:hasIdentifier': uuid,
      'dpv:hasRecordOfActivity': {
        'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#record',
        'dct:identifier': uuid,
        'dpv:hasDataSubject': { 'dct:identifier': text },
        'dpv:hasNotice': { '@id': text, 'dct:language': 'ar' },
        'dpv:hasJurisdiction': 'JO',
        'dpv:hasDataController': { ...party, 'dpv:hasName': 'Red Crescent of the Stage' },
        'dpv:hasProcess': purposes.map((purpose) => ({
          'dpv:hasPurpose': { 'dct:identifier': purpose },
          'dpv:hasPersonalData': expect.arrayContaining([
            expect.objectContaining({ '@type': 'dpv:SensitivePersonalData', 'dct:identifier': 'HEALTH' }),
          ]),
          'dpv:hasRecipient': [{ ...party, 'dct:identifier': scene.recipientId }],
          'dpv:hasStorageCondition': [
            { 'dpv:hasLocation': ['JO', 'international'] },
            { 'dpv:hasDuration': { 'dct:date': text } },
            { 'dpv:hasDuration': 'P30D' },
          ],
        })),
        'dpv:hasConsentControl': { '@type': 'dpv:WithdrawConsent', 'dct:description': text },
        'dpv:hasConsentStatus': {
          '@type': 'dpv:ConsentGiven',
          'dpv:isIndicatedBy': 'dpv:DataSubject',
          'dpv:isIndicatedAtTime': expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
          'dpv:hasDuration': { 'dct:date': text },
        },
      },
    });
  });

  test('is there for each event, and the withdrawal has one of its own', async () => {
    const { consentId } = await stage.scene();
    await stage.ask(
      owner,
      'mutation ($id: ID!) { withdrawConsent(input: { id: $id }) { userErrors { code } } }',
      {
        id: consentId,
      },
    );
    const [first, second] = [
      await receiptOf({ consent: consentId, revision: 1 }),
      await receiptOf({ consent: consentId }),
    ];
    expect(first.content).toContain('dpv:ConsentGiven');
    expect(second.content).toContain('dpv:ConsentWithdrawn');
    expect(second.revision).toBe(2);
    expect(second.id).not.toBe(first.id);
  });

  test('is the same text whenever it is asked for', async () => {
    const asked = { consent: scene.consentId, format: 'NEUTRAL' };
    expect(await receiptOf(asked)).toEqual(await receiptOf(asked));
  });

  test.each(LANGUAGES)('speaks the person’s language: %s', async (language) => {
    const { content, language: spoken } = await receiptOf({ consent: scene.consentId, language });
    expect(spoken).toBe(language);
    const { categories, purposes, receipt } = wordsIn(language);
    for (const words of [categories.HEALTH, purposes.LEGAL_AID, receipt.howToWithdraw]) {
      expect(content).toContain(words);
    }
  });

  test('speaks the language in which the consent was asked, and English where that is not spoken here', async () => {
    expect((await receiptOf({ consent: scene.consentId })).language).toBe('ar');
    const consent = await stage.consent(scene.personRef, [scene.recipientId], { language: 'so' });
    expect((await receiptOf({ consent })).language).toBe('en');
  });

  test('calls one person by another name in each consent, and by none that anybody else knows', async () => {
    const other = await stage.consent(scene.personRef, [scene.recipientId]);
    const principals = [];
    for (const consent of [scene.consentId, other]) {
      const { content } = await receiptOf({ consent, format: 'KANTARA_1_1' });
      principals.push((JSON.parse(content) as { piiPrincipalId: string }).piiPrincipalId);
    }
    expect(new Set([...principals, scene.personRef]).size).toBe(3);
  });

  test.each(['ISO_27560', 'NEUTRAL', 'KANTARA_1_1'])('%s holds no value of the person', async (format) => {
    const { content, jws } = await receiptOf({ consent: scene.consentId, format });
    const all = content + Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString();
    for (const mark of Object.values(MARKS)) expect(all).not.toContain(mark);
    for (const id of [scene.personRef, scene.consentId, scene.id]) expect(all).not.toContain(id);
  });

  test('as Kantara 1.1 passes the schema of the specification', async () => {
    for (const language of LANGUAGES) {
      const { content } = await receiptOf({ consent: scene.consentId, format: 'KANTARA_1_1', language });
      expect(kantaraFaults(JSON.parse(content))).toEqual([]);
    }
    const { content } = await receiptOf({ consent: scene.consentId, format: 'KANTARA_1_1' });
    const { policyUrl: _gone, ...bent } = JSON.parse(content) as Record<string, unknown>;
    expect(kantaraFaults(bent)).toHaveLength(1);
  });
});

describe('the neutral version', () => {
  /** Words of the trade, in the four languages: none may stand in what is found in a pocket. */
  const TELLING =
    /migra|asyl|asil|refug|réfug|health|santé|salud|legal|jurid|juríd|cross|crescent|croix|unhcr|iom|protec|consen[^tR]|identit|family|famil|medic|détention|police|لجو|لاجئ|هجر|مهاجر|صح|طب|حماي|قانون|صليب|هلال|عائل/i;

  test.each(LANGUAGES)(
    'tells of no organisation, purpose, category, hour or kind of event: %s',
    async (language) => {
      const { content } = await receiptOf({ consent: scene.consentId, format: 'NEUTRAL', language });
      const receipt = JSON.parse(content) as Record<string, string>;
      expect(Object.keys(receipt)).toEqual([
        '@context',
        '@id',
        '@type',
        'dct:conformsTo',
        'dpv:hasIdentifier',
        'dct:created',
        'dct:language',
        'dct:description',
        'dct:isFormatOf',
      ]);
      expect(receipt['dct:created']).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(content).not.toMatch(TELLING);
      for (const words of [
        ...Object.values(wordsIn(language as Language).purposes),
        scene.recipientId,
        OWNER,
      ]) {
        expect(content).not.toContain(words);
      }
    },
  );

  test('of a yes and of its withdrawal on one day differ in nothing but their numbers', async () => {
    const { consentId } = await stage.scene();
    await stage.ask(
      owner,
      'mutation ($id: ID!) { withdrawConsent(input: { id: $id }) { userErrors { code } } }',
      {
        id: consentId,
      },
    );
    const bare = async (revision: number) => {
      const { content, id } = await receiptOf({ consent: consentId, revision, format: 'NEUTRAL' });
      return content.replaceAll(id, 'ID').replace(/sha-256:[0-9a-f]{64}/, 'HASH');
    };
    expect(await bare(2)).toBe(await bare(1));
  });

  test('vouches for the full one, and does not lead to it', async () => {
    const full = await receiptOf({ consent: scene.consentId });
    const neutral = await receiptOf({ consent: scene.consentId, format: 'NEUTRAL' });
    const hash = createHash('sha256').update(full.content).digest('hex');
    expect(JSON.parse(neutral.content)).toMatchObject({ 'dct:isFormatOf': `sha-256:${hash}` });
    expect(neutral.content).not.toContain(full.id);
  });
});

describe('the signature', () => {
  test.each(['ISO_27560', 'NEUTRAL', 'KANTARA_1_1'])(
    'of %s is verified by anybody with the published keys',
    async (format) => {
      const { content, jws } = await receiptOf({ consent: scene.consentId, format });
      const { payload, protectedHeader } = await compactVerify(jws, createLocalJWKSet(keys));
      expect(Buffer.from(payload).toString()).toBe(content);
      expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: keys.keys[0]?.kid, typ: 'consent-receipt+jws' });
      expect(await isGenuine(jws)).toBe(true);
      expect(await isGenuine(`\n${jws}\n`)).toBe(true);
    },
  );

  test('of a receipt that somebody changed is refused, as is anything else', async () => {
    const { jws } = await receiptOf({ consent: scene.consentId });
    const [header = '', payload = '', signature = ''] = jws.split('.');
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const other = await receiptOf({ consent: scene.consentId, format: 'NEUTRAL' });
    const bent = [
      [header, part({ more: true }), signature],
      [header, payload, other.jws.split('.')[2]],
      [part({ alg: 'none' }), payload, ''],
      [part({ alg: 'HS256', kid: 'r1' }), payload, signature],
      [header, payload.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), signature],
    ].map((parts) => parts.join('.'));
    for (const receipt of [...bent, '', 'receipt', '...', 'x'.repeat(200_000)]) {
      expect({ receipt: receipt.slice(0, 200), ok: await isGenuine(receipt) }).toMatchObject({ ok: false });
    }
  });

  test('no half of a key that is private is published', () => {
    for (const key of keys.keys) expect(Object.keys(key).sort()).toEqual(['crv', 'kid', 'kty', 'x']);
  });
});

test('the holder of the link gets the same receipt as the staff hand over', async () => {
  const token = await issued(stage, scene.personRef);
  const { receipt } = await stage.ask<{ receipt: Receipt }>(
    holder,
    `query ($token: String!, $consent: ID!) { receipt: myReceipt(token: $token, consent: $consent) ${FIELDS} }`,
    { token, consent: scene.consentId },
  );
  expect(receipt).toEqual(await receiptOf({ consent: scene.consentId }));
});
