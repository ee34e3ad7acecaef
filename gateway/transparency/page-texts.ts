import type { FirewallClass } from '../../shared/policy/organisations.ts';

/** Everything that the transparency page says beside the words of the law (shared/words), in one language. */
export interface SharingTexts {
  readonly title: string;
  readonly languages: string;
  readonly intro: string;
  readonly never: string;
  readonly none: string;
  readonly count: (agreements: number, organisations: number) => string;
  readonly mayShareWith: (provider: string, recipient: string) => string;
  readonly formerly: string;
  readonly purposes: string;
  readonly before: string;
  readonly after: string;
  readonly nothing: string;
  /** Beside a category that is open for some kinds of service alone. */
  readonly someServices: string;
  readonly until: string;
  readonly asData: string;
  readonly classes: Readonly<Record<FirewallClass, string>>;
}
