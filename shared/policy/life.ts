/** One verb of a life: from which states, to which, and who may say it. */
export interface Step<State extends string, Actor extends string> {
  readonly from: readonly State[];
  /** Null where the verb changes the record and leaves its state alone. */
  readonly to: State | null;
  readonly by: readonly Actor[];
}

/** A life is a table: each verb stands once. */
export type Life<Verb extends string, State extends string, Actor extends string> = Readonly<
  Record<Verb, Step<State, Actor>>
>;

export function isPossible<Verb extends string, State extends string>(
  life: Life<Verb, State, string>,
  state: State,
  verb: Verb,
): boolean {
  return life[verb].from.includes(state);
}

/** The verbs possible from a state, in the order of the table: what an error about a wrong transition names. */
export function verbsFrom<Verb extends string, State extends string>(
  life: Life<Verb, State, string>,
  state: State,
): Verb[] {
  return (Object.keys(life) as Verb[]).filter((verb) => life[verb].from.includes(state));
}
