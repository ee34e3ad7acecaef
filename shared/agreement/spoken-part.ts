import type { Urgency } from '../policy/emergency.ts';
import type { RevisionChange } from './parts.ts';
import type { AgreementPart, AgreementWords } from './words/word-table.ts';
import { type AgreementLanguage, agreementWordsIn } from './words/words.ts';

/** In which language, and how organisations are called that stand there by their ids. */
export interface Speaking {
  readonly language: AgreementLanguage;
  readonly nameOf: (organisationId: string) => string;
}

type Speak = (value: string, words: AgreementWords, speaking: Speaking) => string;

const asIs: Speak = (value) => value;
const organisation: Speak = (value, _words, { nameOf }) => nameOf(value);
const country: Speak = (value, _words, { language }) =>
  new Intl.DisplayNames(language, { type: 'region', fallback: 'code' }).of(value) ?? value;
const day: Speak = (value, _words, { language }) =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(new Date(value));
/** A day where it is one; with the time where the agreement begins or ends at another moment of it. */
const moment: Speak = (value, words, speaking) => {
  const spoken = day(value, words, speaking);
  return value.endsWith('T00:00:00.000Z') ? spoken : `${spoken}, ${value.slice(11, 16)} UTC`;
};
const duration: Speak = (value, { months, days }) =>
  Number(value) % 365 === 0 ? months((12 * Number(value)) / 365) : days(Number(value));

/** How the value of each part is spoken. */
const VALUES: Readonly<Record<AgreementPart, Speak>> = {
  provider: organisation,
  recipient: organisation,
  relationship: (value, { relationships }) => relationships[value as keyof typeof relationships],
  purposes: (value, { purposes }) => purposes[value as keyof typeof purposes],
  categories: (value, { categories }) => categories[value as keyof typeof categories],
  dataSubjects: asIs,
  legalBasis: asIs,
  recipientRoles: (value, { roles }) => roles[value as keyof typeof roles],
  jurisdictions: country,
  storageLocations: country,
  retention: duration,
  onward: (value, { onward }) => onward[value as keyof typeof onward],
  onwardRecipients: organisation,
  firewall: asIs,
  security: asIs,
  breachNotice: (value, { hours }) => hours(Number(value)),
  rightsContact: asIs,
  impactAssessment: asIs,
  impactAssessedOn: day,
  clocks: (value, { hours, clock }) => {
    const [acknowledge, act] = value.split('/').map(Number);
    return clock(hours(acknowledge ?? 0), hours(act ?? 0));
  },
  conformity: (value, { yes, no }) => (value === 'true' ? yes : no),
  validFrom: moment,
  validUntil: moment,
  governingRules: asIs,
  atTheEnd: asIs,
  reviewOn: day,
  signatories: asIs,
  text: asIs,
};

/** How what the parts are about is spoken, where they are about several. */
const ITEMS: Readonly<Partial<Record<AgreementPart, Speak>>> = {
  retention: (item, { categories }) => categories[item as keyof typeof categories],
  clocks: (item, { urgencies }) => urgencies[item as Urgency],
  signatories: organisation,
};

/** Beyond so many characters, two texts are not laid side by side. */
const LONG = 200;

export function spokenValue(part: AgreementPart, value: string, speaking: Speaking): string {
  return VALUES[part](value, agreementWordsIn(speaking.language), speaking);
}

/** Null where the part is one thing, or a list of things. */
export function spokenItem(part: AgreementPart, item: string, speaking: Speaking): string | null {
  return ITEMS[part]?.(item, agreementWordsIn(speaking.language), speaking) ?? null;
}

/** One sentence, such as "Retention, identity: 24 months → 12 months." */
export function changeSentence({ part, item, before, after }: RevisionChange, speaking: Speaking): string {
  const { parts, change } = agreementWordsIn(speaking.language);
  const about = spokenItem(part, item, speaking);
  const label = about === null ? parts[part] : change.of(parts[part], about);
  const [was, is] = [before, after].map((value) =>
    value === null ? null : spokenValue(part, value, speaking).replace(/\.$/, ''),
  );
  if ((was?.length ?? 0) > LONG || (is?.length ?? 0) > LONG) return change.rewritten(label);
  if (was == null) return change.added(label, is ?? '');
  return is == null ? change.removed(label, was) : change.replaced(label, was, is);
}
