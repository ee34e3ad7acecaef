import { type Crosswalk, type Table, type TableName, toStandard, whyNone } from '../crosswalks/crosswalk.ts';
import type { PersonField } from '../crosswalks/person-fields.ts';
import type { LeftOutWord } from './released-referral.ts';

/** Says ours in a standard's words, and keeps what it has no word for, so that nothing is left out in silence. */
export class Wording {
  private readonly left = new Map<string, string>();

  constructor(private readonly crosswalk: Crosswalk) {}

  get leftOut(): LeftOutWord[] {
    return [...this.left].map(([field, why]) => ({ field, why }));
  }

  leaveOut(field: string, why: string): void {
    this.left.set(field, why);
  }

  /** Their word for one of ours; undefined where nothing is said, or nothing can be. */
  code<Name extends Exclude<TableName, 'personFields'>>(
    field: string,
    name: Name,
    ours: (keyof Crosswalk[Name] & string) | null | undefined,
  ): string | undefined {
    return ours == null ? undefined : this.say(field, this.crosswalk[name] as Table<string>, ours);
  }

  /** Where they keep a field about a person; undefined where they do not. */
  place(field: PersonField): string | undefined {
    return this.say(field, this.crosswalk.personFields, field);
  }

  private say<Ours extends string>(field: string, table: Table<Ours>, ours: Ours): string | undefined {
    const theirs = toStandard(table, ours);
    if (theirs === null) this.leaveOut(field, whyNone(table, ours) ?? '');
    return theirs ?? undefined;
  }
}
