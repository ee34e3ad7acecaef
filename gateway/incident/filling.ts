import { randomBytes } from 'node:crypto';
import type { FieldName } from './form-texts.ts';

/** What stands in the form, as it was typed: it is shown again whatever became of it. */
export interface Filling {
  /** Of this one form: the same words sent twice with it are filed once. */
  readonly entry: string;
  readonly texts: Readonly<Record<Exclude<FieldName, 'impacts'>, string>>;
  readonly impacts: readonly string[];
  /** The person has read the warnings and files it as it is. */
  readonly despiteWarnings: boolean;
}

export function emptyFilling(country: string | null): Filling {
  return {
    entry: randomBytes(16).toString('base64url'),
    texts: {
      kind: '',
      occurredOn: '',
      placeId: '',
      country: country ?? '',
      admin1: '',
      severity: '',
      description: '',
      actionTaken: '',
    },
    impacts: [],
    despiteWarnings: false,
  };
}

/** A browser ends its lines with two characters, which count as one where they were typed. */
export function fillingOf(form: URLSearchParams): Filling {
  const text = (name: string) => (form.get(name) ?? '').replace(/\r\n?/g, '\n');
  return {
    entry: text('entry').slice(0, 100) || 'none',
    texts: {
      kind: text('kind'),
      occurredOn: text('occurredOn').trim(),
      placeId: text('placeId'),
      country: text('country'),
      admin1: text('admin1'),
      severity: text('severity'),
      description: text('description'),
      actionTaken: text('actionTaken'),
    },
    impacts: form.getAll('impacts'),
    despiteWarnings: form.get('despite') !== null,
  };
}

/** The same as the subgraph wants it: what was left empty is not said. */
export function inputOf(token: string, { entry, texts, impacts, despiteWarnings }: Filling): object {
  const said = (text: string) => (text.trim() === '' ? null : text);
  const { kind, occurredOn, severity, ...others } = texts;
  const optional = Object.fromEntries(Object.entries(others).map(([name, text]) => [name, said(text)]));
  return {
    ...{ token, entry, kind, occurredOn, impacts, despiteWarnings },
    ...optional,
    severity: severity === '' ? null : severityOf(severity),
  };
}

/** What is no number is out of bounds, so that the field is named and nothing else is lost. */
function severityOf(text: string): number {
  return /^[0-3]$/.test(text) ? Number(text) : -1;
}
