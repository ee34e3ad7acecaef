import { PERSON_FIELDS, type PersonField } from '../crosswalks/person-fields.ts';
import type { Person } from '../person.entity.ts';
import type { Wording } from './wording.ts';

type Held<Field extends string> = Field extends `${infer Part}.${infer Leaf}`
  ? Part extends keyof Person
    ? Leaf extends keyof NonNullable<Person[Part]>
      ? NonNullable<NonNullable<Person[Part]>[Leaf]>
      : never
    : never
  : Field extends keyof Person
    ? NonNullable<Person[Field]>
    : never;

/** What a field holds, when it holds anything. */
export type PersonValue<Field extends PersonField> = Held<Field>;

/** The value that was released in this field; null where there is none, an empty text and an empty list included. */
export function valueIn<Field extends PersonField>(person: Person, field: Field): PersonValue<Field> | null {
  const [part = '', leaf] = field.split('.');
  const whole = (person as unknown as Record<string, unknown>)[part];
  const value = leaf === undefined ? whole : (whole as Record<string, unknown> | null | undefined)?.[leaf];
  const isEmpty = value == null || (typeof value === 'string' && value.trim() === '');
  return isEmpty || (Array.isArray(value) && value.length === 0) ? null : (value as PersonValue<Field>);
}

/** One value in the fields of a flat record, and why part of it found no place there. */
export interface Placed {
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly without?: string | undefined;
}

/** How values are written that do not go as they are; `at` is the standard's own field. */
export type Placings = {
  readonly [Field in PersonField]?: (value: PersonValue<Field>, at: string) => Placed;
};

/** What was released of a person as a flat record in a standard's fields. */
export function flatRecord(
  person: Person,
  wording: Wording,
  placings: Placings,
): Readonly<Record<string, unknown>> {
  const flat: Record<string, unknown> = {};
  for (const field of Object.keys(PERSON_FIELDS) as PersonField[]) {
    const value = valueIn(person, field);
    const at = value === null ? undefined : wording.place(field);
    if (at === undefined) continue;
    const placing = placings[field] as ((value: unknown, at: string) => Placed) | undefined;
    const { fields, without } = placing?.(value, at) ?? { fields: { [at]: value } };
    Object.assign(flat, fields);
    if (without !== undefined) wording.leaveOut(field, without);
  }
  return flat;
}

/** A field of a coded list; left out where the list has no word for the value. */
export function coded(at: string, code: string | undefined): Placed {
  return code === undefined ? {} : { fields: { [at]: code } };
}

/** For systems that keep a whole date and nothing less. */
export function wholeDate(value: string, at: string): Placed {
  return /^\d{4}-\d{2}-\d{2}$/.test(value)
    ? { fields: { [at]: value } }
    : { without: 'It is not a whole date, and none is made up.' };
}
