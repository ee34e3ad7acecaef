/** What a whole directory is about, where its entries do not say it. */
export interface Directory {
  /** BCP 47: the language its texts are in. */
  readonly language: string;
  /** ISO 3166-1 alpha-2 of places that name no country; null: such places are left out. */
  readonly country: string | null;
  /** It was written by Accord for Accord: also what only an owner may say is taken over. */
  readonly restored: boolean;
}
