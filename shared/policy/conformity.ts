import {
  type AccessCondition,
  type AccessModality,
  type AccessObligation,
  EXCLUSION_GROUNDS,
  type ExclusionGround,
  type ModalityAnswer,
  STATUS_GROUPS,
  type StatusGroup,
} from './access-words.ts';

export const CONFORMITY_VERDICTS = ['CONFORMING', 'PARTLY', 'NOT_CONFORMING', 'NOT_ASSESSED'] as const;
export type ConformityVerdict = (typeof CONFORMITY_VERDICTS)[number];

/** The six tests of 31IC/11/R3, OP1 and P10. */
export const CONFORMITY_TESTS = [
  'EFFECTIVE',
  'SAFE',
  'NON_DISCRIMINATORY',
  'IRRESPECTIVE_OF_STATUS',
  'WITHOUT_PENALTY',
  'CONSULTED_NATIONAL_SOCIETY',
] as const;
export type ConformityTest = (typeof CONFORMITY_TESTS)[number];

/** When the National Society was consulted, counted from the day on which the text began to hold. */
export type ConsultationTime = 'BEFORE' | 'AFTER' | 'NEVER';

/** What a text says, in words that can be counted. Nobody types a verdict in. */
export interface ConformityFacts {
  readonly groupsLeftOut: readonly StatusGroup[];
  readonly groundsLeftOut: readonly ExclusionGround[];
  readonly conditions: readonly AccessCondition[];
  readonly obligations: readonly AccessObligation[];
  readonly modalityAnswers: Readonly<Partial<Record<AccessModality, ModalityAnswer>>>;
  /** Somebody read the whole text for this: only then does silence count in its favour. */
  readonly examined: boolean;
  readonly consultation: ConsultationTime;
}

export interface ConformityResult {
  readonly test: ConformityTest;
  readonly verdict: ConformityVerdict;
  readonly reason: string;
  /** The paragraph of 31IC/11/R3 that asks for it. */
  readonly paragraph: 'OP1' | 'P10';
}

/** What stands against a test: words that fail it, and words that leave it half fulfilled. */
interface Against {
  readonly fails: readonly string[];
  readonly hinders: readonly string[];
}

/** What a text may say against each test, by its own words [choice; sources: OP1, P5, P8, P10]. */
const AGAINST: Readonly<Record<Exclude<ConformityTest, 'CONSULTED_NATIONAL_SOCIETY'>, Against>> = {
  EFFECTIVE: {
    fails: ['REFUSED_AT_WILL'],
    hinders: ['PERMIT_FOR_EACH_VISIT', 'LIMITED_HOURS', 'SOME_PLACES_CLOSED'],
  },
  SAFE: {
    fails: ['HAND_OVER_DATA', 'REPORT_PERSONS', 'AUTHORITY_LISTENS'],
    hinders: ['ARMED_ESCORT_REQUIRED', 'PEOPLE_REGISTERED_BY_AUTHORITY', 'ACCEPT_ESCORT'],
  },
  NON_DISCRIMINATORY: { fails: ['CERTAIN_NATIONALITIES', ...EXCLUSION_GROUNDS], hinders: [] },
  IRRESPECTIVE_OF_STATUS: {
    fails: ['CHECK_STATUS', 'PEOPLE_SHOW_DOCUMENTS', ...STATUS_GROUPS],
    hinders: ['PEOPLE_REGISTERED_BY_AUTHORITY'],
  },
  WITHOUT_PENALTY: {
    fails: ['PEOPLE_PENALISED_FOR_ASKING', 'HELPERS_LIABLE', 'REPORT_PERSONS'],
    hinders: ['REGISTER_STAFF'],
  },
};

/** The six results, in the order of the tests; each with what it rests on. */
export function conformityOf(facts: ConformityFacts): ConformityResult[] {
  return CONFORMITY_TESTS.map((test) => ({
    test,
    paragraph: test === 'WITHOUT_PENALTY' ? 'P10' : 'OP1',
    ...(test === 'CONSULTED_NATIONAL_SOCIETY' ? consulted(facts) : weighed(test, facts)),
  }));
}

/** The worst of the six; one that was not assessed leaves the whole unassessed, unless another already fails or hinders. */
export function conformityVerdictOf(facts: ConformityFacts): ConformityVerdict {
  const verdicts = conformityOf(facts).map(({ verdict }) => verdict);
  const order = ['NOT_CONFORMING', 'PARTLY', 'NOT_ASSESSED'] as const;
  return order.find((verdict) => verdicts.includes(verdict)) ?? 'CONFORMING';
}

type Weighed = Pick<ConformityResult, 'verdict' | 'reason'>;

function weighed(
  test: Exclude<ConformityTest, 'CONSULTED_NATIONAL_SOCIETY'>,
  facts: ConformityFacts,
): Weighed {
  const said = [...facts.groupsLeftOut, ...facts.groundsLeftOut, ...facts.conditions, ...facts.obligations];
  const failing = AGAINST[test].fails.filter((word) => said.some((one) => one === word));
  const hindering = AGAINST[test].hinders.filter((word) => said.some((one) => one === word));
  const granted = test === 'EFFECTIVE' ? grantedOf(facts) : null;
  if (failing.length > 0) return { verdict: 'NOT_CONFORMING', reason: `It says: ${spoken(failing)}.` };
  if (granted?.verdict === 'NOT_CONFORMING') return granted;
  if (hindering.length > 0) return { verdict: 'PARTLY', reason: `It says: ${spoken(hindering)}.` };
  if (granted) return granted;
  return facts.examined
    ? { verdict: 'CONFORMING', reason: 'It was read whole, and nothing in it stands against this.' }
    : { verdict: 'NOT_ASSESSED', reason: 'Nobody has said that it was read whole.' };
}

/** What it grants, as far as it was answered; null where nothing stands against it. */
function grantedOf({ modalityAnswers }: ConformityFacts): Weighed | null {
  const answers = Object.entries(modalityAnswers).filter(([, answer]) => answer !== 'UNKNOWN');
  const refused = answers.filter(([, answer]) => answer === 'NO').map(([modality]) => modality);
  const partial = answers.filter(([, answer]) => answer === 'PARTIAL').map(([modality]) => modality);
  if (refused.length > 0 && refused.length === answers.length)
    return { verdict: 'NOT_CONFORMING', reason: `It grants nothing that was asked for: ${spoken(refused)}.` };
  if (refused.length + partial.length > 0)
    return {
      verdict: 'PARTLY',
      reason: `It does not grant, or not fully: ${spoken([...refused, ...partial])}.`,
    };
  return null;
}

function consulted({ consultation, examined }: ConformityFacts): Weighed {
  if (consultation === 'BEFORE')
    return { verdict: 'CONFORMING', reason: 'The National Society was consulted before it began to hold.' };
  if (consultation === 'AFTER')
    return { verdict: 'PARTLY', reason: 'The National Society was consulted after it began to hold.' };
  return examined
    ? { verdict: 'NOT_CONFORMING', reason: 'No consultation of the National Society is recorded.' }
    : { verdict: 'NOT_ASSESSED', reason: 'Nobody has said whether the National Society was consulted.' };
}

function spoken(words: readonly string[]): string {
  return [...new Set(words)].map((word) => word.toLowerCase().replaceAll('_', ' ')).join(', ');
}
