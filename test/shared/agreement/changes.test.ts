import { describe, expect, test } from '@jest/globals';
import type { AgreementContent, ClausesContent } from '../../../shared/agreement/content.ts';
import { changesBetween, partOf } from '../../../shared/agreement/parts.ts';
import { changeSentence } from '../../../shared/agreement/spoken-part.ts';
import { AGREEMENT_PARTS } from '../../../shared/agreement/words/word-table.ts';
import {
  AGREEMENT_LANGUAGES,
  type AgreementLanguage,
  agreementLanguageOf,
} from '../../../shared/agreement/words/words.ts';
import { clauses, content, withClauses } from './content.ts';

const names: Readonly<Record<string, string>> = {
  org_jnrcs: 'Jordan Red Crescent',
  org_iom: 'IOM',
  org_icrc: 'ICRC',
};
const said = (after: AgreementContent, language: AgreementLanguage = 'en') =>
  changesBetween(content, after).map((change) =>
    changeSentence(change, { language, nameOf: (id) => names[id] ?? id }),
  );
const without = (name: keyof ClausesContent) => {
  const { [name]: _left, ...rest } = clauses;
  return { ...content, clauses: rest as ClausesContent };
};

describe('what a revision changed', () => {
  test.each<[string, AgreementContent, string, string]>([
    [
      'a category kept for less',
      withClauses({
        retention: [
          { category: 'ROUTING', days: 365 },
          { category: 'IDENTITY', days: 365 },
        ],
      }),
      'Retention, identity: 24 months → 12 months.',
      'Conservation, identité : 24 mois → 12 mois.',
    ],
    [
      'a category kept for days',
      withClauses({
        retention: [
          { category: 'ROUTING', days: 1 },
          { category: 'IDENTITY', days: 730 },
        ],
      }),
      'Retention, routing of the referral: 12 months → 1 day.',
      'Conservation, acheminement du référencement : 12 mois → 1 jour.',
    ],
    [
      'a purpose more',
      { ...content, purposes: ['LEGAL_AID', 'HEALTH_CARE'] },
      'Purposes: health care (added).',
      'Finalités : soins de santé (ajouté).',
    ],
    [
      'a category less',
      { ...content, categories: ['ROUTING'] },
      'Categories of data: identity (removed).',
      'Catégories de données : identité (supprimé).',
    ],
    [
      'a country',
      withClauses({ jurisdictions: ['JO', 'LB'] }),
      'Jurisdictions: Lebanon (added).',
      'Juridictions : Liban (ajouté).',
    ],
    [
      'onward transfer',
      withClauses({ onward: 'WRITTEN_AUTHORISATION_OF_ALL' }),
      'Onward transfer: forbidden → with the written authorisation of all parties.',
      'Transfert ultérieur : interdit → avec l’autorisation écrite de toutes les parties.',
    ],
    [
      'a named recipient',
      withClauses({ onwardRecipientIds: ['org_iom', 'org_icrc'] }),
      'Onward recipients: ICRC (added).',
      'Destinataires ultérieurs : ICRC (ajouté).',
    ],
    [
      'the notice',
      withClauses({ breachNoticeHours: 1 }),
      'Notice of a breach: 72 hours → 1 hour.',
      'Notification d’une violation : 72 heures → 1 heure.',
    ],
    [
      'a clock',
      withClauses({ clocks: [{ urgency: 'NORMAL', acknowledgeHours: 1, actHours: 72 }] }),
      'Time to answer referrals, normal: acknowledged within 24 hours, acted on within 72 hours → acknowledged within 1 hour, acted on within 72 hours.',
      'Délais de réponse aux référencements, normal : accusé de réception dans un délai de 24 heures, suite donnée dans un délai de 72 heures → accusé de réception dans un délai de 1 heure, suite donnée dans un délai de 72 heures.',
    ],
    [
      'an end',
      { ...content, validUntil: '2028-06-01T00:00:00.000Z' },
      'Valid until: 1 June 2027, 12:30 UTC → 1 June 2028.',
      'Valable jusqu’au : 1 juin 2027, 12:30 UTC → 1 juin 2028.',
    ],
    [
      'a day',
      withClauses({ reviewOn: '2026-10-01' }),
      'To be reviewed on: 1 September 2026 → 1 October 2026.',
      'À réexaminer le : 1 septembre 2026 → 1 octobre 2026.',
    ],
    [
      'an office',
      withClauses({ signatories: [{ organisationId: 'org_jnrcs', office: 'President' }] }),
      'Signatory, Jordan Red Crescent: Secretary General → President.',
      'Signataire, Jordan Red Crescent : Secretary General → President.',
    ],
    [
      'conformity',
      { ...content, statesConformity: false },
      'Conformity with the seven Fundamental Principles: yes → no.',
      'Conformité aux sept Principes fondamentaux : oui → non.',
    ],
    [
      'a short text',
      withClauses({ legalBasis: 'Law.' }),
      'Legal basis: Consent → Law.',
      'Base légale : Consent → Law.',
    ],
    [
      'a long text',
      withClauses({ text: 'x'.repeat(201) }),
      'Further text: rewritten.',
      'Autres dispositions : réécrit.',
    ],
    [
      'a clause that was left open',
      without('reviewOn'),
      'To be reviewed on: 1 September 2026 (removed).',
      'À réexaminer le : 1 septembre 2026 (supprimé).',
    ],
  ])('%s is told in a sentence, in English and in French', (_what, after, english, french) => {
    expect(said(after)).toEqual([english]);
    expect(said(after, 'fr')).toEqual([french]);
  });

  test('nothing is told of what has not changed, but for the number of the revision', () => {
    expect(changesBetween(content, { ...content, revision: 2 })).toEqual([]);
    expect(changesBetween(content, { ...content, purposes: [...content.purposes].reverse() })).toEqual([]);
  });

  test('each part of an agreement says something, so that nothing that was changed is passed over', () => {
    for (const part of AGREEMENT_PARTS)
      expect([part, partOf(content, part).size]).toEqual([part, expect.any(Number)]);
    expect(AGREEMENT_PARTS.filter((part) => partOf(content, part).size === 0)).toEqual([]);
    const told = Object.keys(clauses).length + Object.keys(content).length;
    // The id, the kind and the number of the revision are no parts, and the clauses are told one by one.
    expect(AGREEMENT_PARTS).toHaveLength(told - 4);
  });

  test.each([
    ['fr-CH, en;q=0.8', 'fr'],
    ['en', 'en'],
    ['de, fr', 'en'],
    ['frisian', 'en'],
    ['', 'en'],
    [null, 'en'],
  ])('%s is answered in %s', (tag, language) => {
    expect(agreementLanguageOf(tag)).toBe(language);
  });

  test.each(AGREEMENT_LANGUAGES)('no word is missing in %s', (language) => {
    for (const sentence of said({ ...content, purposes: [], categories: [] }, language))
      expect(sentence).not.toMatch(/undefined|null/);
  });
});
