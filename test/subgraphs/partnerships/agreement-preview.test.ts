import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PreviewLine, PreviewStage } from '../../../shared/policy/agreement-preview.ts';
import { DATA_CATEGORIES, type DataCategory } from '../../../shared/policy/categories.ts';
import type { Role } from '../../../shared/policy/roles.ts';
import { SERVICE_TYPES, type ServiceType } from '../../../shared/policy/service-types.ts';
import { projectFolder } from '../../../shared/project-folder.ts';
import { partnerships } from '../../../subgraphs/partnerships/schema.ts';
import { owner, type RecipientName, ReferralStage } from '../../support/referral-stage.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

interface Preview {
  readonly lines: readonly PreviewLine[];
  readonly never: readonly DataCategory[];
  readonly sentences: readonly string[];
}

let stage: ReferralStage;
let agreements: TestSubgraph;
beforeAll(async () => {
  stage = await ReferralStage.open();
  agreements = await openTestSubgraph(partnerships, stage.url);
});
afterAll(async () => {
  await agreements.close();
  await stage.stop();
});

/** The agreement of the sandbox between the Jordanian society and UNHCR, as its world has it. */
const world = JSON.parse(readFileSync(join(projectFolder, 'sandbox/world.json'), 'utf8')) as {
  agreements: { key: string; purposes: string[]; categories: DataCategory[] }[];
};
const ofSandbox = world.agreements.find(({ key }) => key === 'jnrcs-to-unhcr');

const ROLES_ASKED: readonly Role[] = [
  'caseworker',
  'system',
  'coordinator',
  'data_protection_officer',
  'analyst',
];
const SOME: readonly ServiceType[] = [
  'FOOD',
  'LEGAL_AID',
  'INTERNATIONAL_PROTECTION',
  'EMERGENCY_HEALTH',
  'CHILD_PROTECTION',
  'SAFE_SHELTER',
  'RFL_TRACING',
];
const ALL_PURPOSES = ['LEGAL_AID', 'INTERNATIONAL_PROTECTION_ACCESS'];
const OF_HOSPITAL: readonly DataCategory[] = [
  'ROUTING',
  'TRIAGE',
  'LOCATION_COARSE',
  'IDENTITY',
  'CONTACT',
  'HEALTH',
  'FAMILY',
];

describe('what the preview says is exactly what is then released', () => {
  test.each<[string, RecipientName, readonly string[], readonly DataCategory[], readonly ServiceType[]]>([
    [
      'UNHCR under the agreement of the sandbox',
      'unhcr',
      ofSandbox?.purposes ?? [],
      ofSandbox?.categories ?? [],
      SERVICE_TYPES,
    ],
    ['ICRC with every category', 'icrc', ['LEGAL_AID'], DATA_CATEGORIES, SOME],
    ['a hospital', 'hospital', ['LEGAL_AID'], OF_HOSPITAL, SOME],
    [
      'an asylum authority',
      'asylum',
      ALL_PURPOSES,
      ['ROUTING', 'IDENTITY', 'ORIGIN', 'MIGRATION_STATUS'],
      SOME,
    ],
    [
      'a border guard unit, were there such an agreement',
      'guard',
      ['LEGAL_AID'],
      DATA_CATEGORIES,
      ['LEGAL_AID', 'FOOD'],
    ],
  ])(
    'to %s, in each role, for each purpose and service, before acceptance and after',
    async (_who, to, purposes, agreed, serviceTypes) => {
      const recipientId = await stage.recipient(to);
      const agreementId = await stage.agreement(recipientId, { agreed, purposes });
      const personRef = await stage.person();
      await stage.consent(personRef, [recipientId], { purposes });
      const { lines, never } = await previewOf(agreementId);
      const seen = new Set<DataCategory>();
      for (const serviceType of serviceTypes) {
        const id = await stage.draft(personRef, await stage.service(recipientId, serviceType));
        const steps = [
          ['BEFORE_ACCEPTANCE', owner, 'send'],
          [
            'AFTER_ACCEPTANCE',
            { organisationId: recipientId, purposes, purpose: purposes.at(-1) ?? null },
            'accept',
          ],
        ] as const;
        for (const [index, [at, who, verb]] of steps.entries()) {
          await stage.move(who, verb, id, index + 1);
          for (const purpose of purposes)
            for (const role of ROLES_ASKED) {
              const read = await released(id, { organisationId: recipientId, purposes, purpose, role });
              expect([serviceType, at, purpose, role, read]).toEqual([
                serviceType,
                at,
                purpose,
                role,
                said(lines, at, role, purpose, serviceType),
              ]);
              for (const category of read) seen.add(category);
            }
        }
      }
      if (serviceTypes === SERVICE_TYPES) {
        expect(never).toEqual(agreed.filter((category) => !seen.has(category)));
        expect(seen.size).toBeGreaterThan(7);
      }
    },
    120_000,
  );
});

describe('the preview', () => {
  test('says in English and in French what its lines say', async () => {
    const recipientId = await stage.recipient('unhcr');
    const agreed: DataCategory[] = ['ROUTING', 'IDENTITY', 'HEALTH'];
    const id = await stage.agreement(recipientId, { agreed });
    expect((await previewOf(id, 'en')).sentences).toEqual([
      `Before acceptance, for every service, ${recipientId} (caseworker, system, coordinator and data protection officer) would read: routing of the referral. Purposes: legal aid.`,
      `After acceptance, for every other service, ${recipientId} (caseworker and system) would read: routing of the referral and identity. Purposes: legal aid.`,
      `After acceptance, for primary health care, emergency health care, mental health and psychosocial support and health in pregnancy and childhood, ${recipientId} (caseworker and system) would read: routing of the referral, identity and health. Purposes: legal aid.`,
      `After acceptance, for every service, ${recipientId} (coordinator and data protection officer) would read: routing of the referral. Purposes: legal aid.`,
    ]);
    expect((await previewOf(id, 'fr')).sentences[0]).toBe(
      `Avant l’acceptation, pour tout service, ${recipientId} (travailleur social, système, coordinateur et délégué à la protection des données) lirait : acheminement du référencement. Finalités : aide juridique.`,
    );
  });

  test('names what is agreed in vain', async () => {
    const id = await stage.agreement(await stage.recipient('hospital'), { agreed: ['ROUTING', 'BELIEF'] });
    const { never, sentences } = await previewOf(id);
    expect(never).toEqual(['BELIEF']);
    expect(sentences.at(-1)).toBe('Agreed, but released for no service: belief and orientation.');
  });

  test('says that anybody else would read nothing', async () => {
    const id = await stage.agreement(await stage.recipient('unhcr'));
    const other = await stage.recipient('icrc');
    const { lines, sentences } = await previewOf(id, 'en', other);
    expect(lines).toEqual([]);
    expect(sentences).toEqual([`${other} would read nothing about any person.`]);
    expect(await previewOf(id, 'en', 'org_absent')).toBeNull();
  });
});

function said(
  lines: readonly PreviewLine[],
  at: PreviewStage,
  role: Role,
  purpose: string,
  serviceType: ServiceType,
): readonly DataCategory[] {
  const found = lines.filter(
    (line) =>
      line.stage === at &&
      line.roles.includes(role) &&
      line.purposes.includes(purpose as never) &&
      line.serviceTypes.includes(serviceType),
  );
  expect(found.length).toBeLessThan(2);
  return found[0]?.categories ?? [];
}

/** What is really released, in the order of the law; nothing where the referral is not even found. */
async function released(id: string, who: object): Promise<DataCategory[]> {
  const query = 'query ($id: ID!) { referral(id: $id) { disclosure { released } } }';
  const { data } = await stage.answer(who as never, query, { id });
  const found = (data as { referral: { disclosure: { released: DataCategory[] } } | null } | null)?.referral;
  return DATA_CATEGORIES.filter((category) => found?.disclosure.released.includes(category));
}

async function previewOf(id: string, language = 'en', viewer: string | null = null): Promise<Preview> {
  const query = `query ($id: ID!, $language: String, $viewer: ID) { agreement(id: $id) { preview(viewer: $viewer) {
    lines { stage roles purposes serviceTypes categories } never sentences(language: $language) } } }`;
  const { agreement } = await agreements.ask<{ agreement: { preview: Preview } }>(owner, query, {
    id,
    language,
    viewer,
  });
  return agreement.preview;
}
