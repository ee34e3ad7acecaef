import { expect, test } from '@jest/globals';
import { type PrintedAgreement, shownAgreement } from '../../../gateway/agreements/shown-agreement.ts';
import { ReportPdf } from '../../../gateway/reports/report-pdf.ts';
import type { AgreementBundle } from '../../../shared/agreement/bundle.ts';
import { hashOfAgreement } from '../../../shared/agreement/content.ts';
import { AGREEMENT_PARTS } from '../../../shared/agreement/words/word-table.ts';
import { AGREEMENT_LANGUAGES, type AgreementLanguage } from '../../../shared/agreement/words/words.ts';
import { FIREWALL_CLAUSE } from '../../../shared/policy/agreement-terms.ts';
import { content } from '../../shared/agreement/content.ts';
import { canReadPdf, readPdf } from '../../support/published-report.ts';

const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', kid: 'thumbprint-of-a-key' })).toString(
  'base64url',
);
const signed = (organisationId: string, madeBy: 'ORGANISATION' | 'INSTANCE') => ({
  organisationId,
  madeBy,
  signedAt: '2026-06-01T09:00:00.000Z',
  jws: `${header}..${'s'.repeat(86)}`,
});
const bundle: AgreementBundle = {
  form: 'accord-agreement-1',
  organisations: [
    { id: 'org_jnrcs', name: 'Jordan National Red Crescent Society' },
    { id: 'org_unhcr', name: 'UNHCR' },
    { id: 'org_iom', name: 'IOM' },
  ],
  content,
  hash: hashOfAgreement(content),
  signatures: [signed('org_jnrcs', 'ORGANISATION'), signed('org_unhcr', 'INSTANCE')],
  keys: [],
  seal: '',
};
const printed: PrintedAgreement = {
  bundle,
  state: 'SIGNED',
  opens: ['UNHCR would read: identity.'],
  sandbox: false,
};
const at = new Date('2026-06-01T00:00:00Z');
const write = (what: PrintedAgreement, language: AgreementLanguage) =>
  new ReportPdf('agreement').write(shownAgreement(what, language), at);
/** Words without the places where lines were broken. */
const textOf = (bytes: Buffer) => readPdf(bytes).text.replaceAll(/\s+/g, ' ');
const testWhereRead = canReadPdf ? test : test.skip;

test.each(AGREEMENT_LANGUAGES)(
  '%s: it is tagged PDF/UA, and the same bytes from another compiler',
  (language) => {
    const [one, two] = [write(printed, language), write(printed, language)];
    expect(one.equals(two)).toBe(true);
    const raw = one.toString('latin1');
    expect(raw).toMatch(/\/StructTreeRoot/);
    expect(raw).toMatch(/pdfuaid:part>1</);
    expect(raw).toMatch(new RegExp(`/Lang ?\\(${language}\\)`));
  },
);

testWhereRead.each([
  [
    'en',
    [
      'Data-sharing agreement',
      'Provider Jordan National Red Crescent Society',
      '10. Onward transfer forbidden',
      'routing of the referral: 12 months',
      'identity: 24 months',
      'IOM',
      '1 June 2026',
      'signed with its own key',
      'signed by the instance, in the name of its signatory',
      'Jordan National Red Crescent Society: Secretary General',
    ],
  ],
  [
    'fr',
    [
      'Accord de partage de données',
      'Fournisseur Jordan National Red Crescent Society',
      '10. Transfert ultérieur interdit',
      'identité : 24 mois',
      '1 juin 2026',
      'signé avec sa propre clé',
      'Ce qu’il ouvre',
      'Traduction : les données personnelles',
    ],
  ],
] as const)('%s: the clauses, the signatures and the hash are read in it', (language, expected) => {
  const text = textOf(write(printed, language));
  for (const words of [
    ...expected,
    FIREWALL_CLAUSE,
    'UNHCR would read: identity.',
    'thumbprint-of-a-key',
    bundle.hash,
  ])
    expect(text).toContain(words);
  expect(text).not.toMatch(/undefined|null|\bTrue\b/);
});

testWhereRead(
  'what is not signed by both says that it binds nobody, and a sandbox that it is made up',
  () => {
    const draft = textOf(write({ ...printed, bundle: { ...bundle, signatures: [] }, sandbox: true }, 'en'));
    expect(draft).toContain('Not signed by both parties: this text binds nobody.');
    expect(draft).toContain('Made-up example');
    expect(draft).toContain('not signed');
    const whole = textOf(write(printed, 'en'));
    expect(whole).not.toContain('binds nobody');
    expect(whole).not.toContain('Made-up');
  },
);

test('what stands in a clause is text and no markup, and each part stands in the text', () => {
  const text = '#pagebreak() *bold* $x$ <m1> @p1 \\ [a](b) {0}';
  const shown = shownAgreement(
    { ...printed, bundle: { ...bundle, content: { ...content, clauses: { ...content.clauses, text } } } },
    'en',
  );
  expect(shown.clauses).toHaveLength(AGREEMENT_PARTS.length - 2);
  const bytes = new ReportPdf('agreement').write(shown, at);
  if (canReadPdf) expect(textOf(bytes)).toContain(text);
});
