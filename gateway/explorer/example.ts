/** An operation to begin with: who asks it, what for, and what it shows. */
export interface Example {
  readonly title: string;
  readonly says: string;
  /** The sandbox client to sign in as; null for the public. */
  readonly client: string | null;
  readonly purpose: string | null;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}
