import type { AccessIncidentKind, IncidentImpact } from '../../shared/policy/incident-words.ts';

/** What is filled in, by the names of the form's fields, which are those of `FileIncidentByLinkInput`. */
export type FieldName =
  | 'kind'
  | 'occurredOn'
  | 'placeId'
  | 'country'
  | 'admin1'
  | 'impacts'
  | 'severity'
  | 'description'
  | 'actionTaken';

export type WarningKind = 'PHONE_NUMBER' | 'MAIL_ADDRESS' | 'DOCUMENT_NUMBER' | 'NAME' | 'NAME_OF_MIGRANT';

/** What the form for a team says. Plain, and short enough for a small screen. */
export interface FormTexts {
  /** Stands in the list of open pages and in the history of a phone: it tells of nothing. */
  readonly title: string;
  readonly heading: string;
  readonly languages: string;
  readonly team: string;
  readonly organisation: string;
  readonly intro: string;
  readonly choose: string;
  readonly anotherPlace: string;
  readonly otherKinds: string;
  readonly fields: Readonly<Record<FieldName, string>>;
  readonly hints: Readonly<Partial<Record<FieldName, string>>>;
  /** Beside a field that cannot be right: what would be. */
  readonly faults: Readonly<Record<FieldName, string>>;
  readonly warnings: Readonly<Record<WarningKind, string>>;
  readonly file: string;
  readonly fileDespite: string;
  /** Above the form: what became of it. */
  readonly outcomes: Readonly<Record<Outcome, string>>;
  readonly kept: string;
  readonly linkUntil: string;
  readonly severities: readonly [string, string, string, string];
  readonly kinds: Readonly<Record<AccessIncidentKind, string>>;
  readonly impacts: Readonly<Record<IncidentImpact, string>>;
}

export type Outcome = 'filed' | 'faulty' | 'warned' | 'tooOften' | 'unavailable';
