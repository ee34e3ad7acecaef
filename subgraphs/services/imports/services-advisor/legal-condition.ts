import type { LegalStatusCondition } from '../../../../shared/policy/service-offer.ts';
import type { RequiredDocument, Texts } from '../../offer.ts';
import type { DocumentKind } from '../../vocabulary.ts';
import type { Reading } from './reading.ts';
import { FIELDS, NATIONALITIES, PAPERS } from './words.ts';

/** The papers by name, in the words of the two files. */
const NAMES: Readonly<Partial<Record<DocumentKind, Texts>>> = {
  ASYLUM_CARD: { en: 'UNHCR asylum seeker certificate (ASC)', ar: 'وثيقة طلب اللجوء' },
  RESIDENCE_PERMIT: {
    en: 'Service card of the Ministry of Interior (MOI card)',
    ar: 'بطاقة الخدمات الصادرة عن وزارة الداخلية',
  },
  PROOF_OF_IDENTITY: { en: 'Original proof of Syrian identity', ar: 'الإثبات الاصلي للهوية السورية' },
};

/** Whom the papers and the nationality leave, said for a person who reads it at a desk. */
const POPULATION = {
  RESIDENCE_PERMIT: 'people who hold a service card of the Ministry of Interior',
  ASYLUM_CARD: 'people registered with UNHCR as asylum seekers',
  PROOF_OF_IDENTITY: 'Syrians with an original proof of identity',
  SY: 'Syrians',
  JO: 'Jordanians',
  NOT_SY: 'people of other nationalities than Syrian',
} as const;

export interface LegalCondition {
  readonly legalStatusCondition: LegalStatusCondition;
  readonly mandateLimitedTo: string | null;
  readonly requiredDocuments: readonly RequiredDocument[];
  readonly onlyNationalities: readonly string[];
  readonly exceptNationalities: readonly string[];
}

/**
 * What a service asks of a person's status [Services, rules 1 and 2]:
 *
 * | The file says | Condition |
 * |---|---|
 * | MOI card, alone or with the ASC, valid or expired | `REQUIRED`: a paper of lawful residence; who never had one is turned away |
 * | ASC alone | `MANDATE_LIMITED`: people registered with UNHCR |
 * | proof of Syrian identity | `MANDATE_LIMITED`: Syrians who can show it |
 * | one nationality only, or others only | `MANDATE_LIMITED`: that nationality |
 * | "No Requirement" and no limit of nationality | `NONE` |
 * | nothing about papers | as the nationality says, else `NONE`; listed, for the owner to confirm |
 *
 * The stricter of papers and nationality decides.
 */
export function readLegalCondition(reading: Reading): LegalCondition {
  const papers = reading.words(FIELDS.papers, PAPERS).flat();
  if (reading.keys(FIELDS.papers).length === 0) {
    reading.unmapped(
      FIELDS.papers,
      null,
      'The papers asked for are not said: none are recorded; to be confirmed.',
    );
  }
  const nationality = reading.word(FIELDS.nationality, NATIONALITIES) ?? { only: [], except: [] };
  const kinds = new Set(papers.map(({ kind }) => kind));
  const limited = kinds.size > 0 || nationality.only.length > 0 || nationality.except.length > 0;
  return {
    legalStatusCondition: kinds.has('RESIDENCE_PERMIT') ? 'REQUIRED' : limited ? 'MANDATE_LIMITED' : 'NONE',
    mandateLimitedTo: limited ? populationOf(kinds, nationality) : null,
    requiredDocuments: papers.map((paper) => ({ ...paper, names: NAMES[paper.kind] ?? {} })),
    onlyNationalities: nationality.only,
    exceptNationalities: nationality.except,
  };
}

function populationOf(
  kinds: ReadonlySet<DocumentKind>,
  { only, except }: { only: readonly string[]; except: readonly string[] },
): string {
  const said: string[] = [];
  if (only.includes('SY')) said.push(POPULATION.SY);
  if (only.includes('JO')) said.push(POPULATION.JO);
  if (except.includes('SY')) said.push(POPULATION.NOT_SY);
  if (kinds.has('ASYLUM_CARD')) said.push(POPULATION.ASYLUM_CARD);
  if (kinds.has('RESIDENCE_PERMIT')) said.push(POPULATION.RESIDENCE_PERMIT);
  if (kinds.has('PROOF_OF_IDENTITY')) said.push(POPULATION.PROOF_OF_IDENTITY);
  return said.join('; ');
}
