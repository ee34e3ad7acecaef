/** What the pages for persons say, beside the words of the law (shared/words). Plain, and short enough for a small screen. */
export interface PageTexts {
  /** Stands in the list of open pages and in the history of a phone: it tells of nothing. */
  readonly title: string;
  readonly heading: string;
  /** Before the name of an organisation and a colon. */
  readonly keptBy: string;
  readonly intro: string;
  readonly languages: string;
  readonly consents: {
    readonly heading: string;
    readonly none: string;
    readonly recipients: string;
    readonly categories: string;
    readonly purposes: string;
    readonly until: string;
    readonly over: string;
  };
  readonly withdrawal: {
    readonly one: string;
    readonly all: string;
    readonly askOne: string;
    readonly askAll: string;
    readonly effect: string;
    readonly yes: string;
    readonly no: string;
    readonly done: string;
  };
  readonly recipients: {
    readonly heading: string;
    readonly none: string;
    readonly open: string;
    readonly ended: string;
  };
  readonly readings: { readonly heading: string; readonly none: string; readonly note: string };
  readonly erasures: {
    readonly heading: string;
    readonly none: string;
    readonly acknowledged: string;
    readonly due: string;
    readonly overdue: string;
  };
  readonly receipt: {
    readonly heading: string;
    readonly full: string;
    readonly neutral: string;
    readonly number: string;
    readonly day: string;
    readonly what: string;
    readonly text: string;
    readonly save: string;
    readonly check: string;
  };
  readonly check: {
    readonly heading: string;
    readonly label: string;
    readonly button: string;
    readonly valid: string;
    readonly invalid: string;
    readonly limits: string;
  };
  readonly linkUntil: string;
  readonly back: string;
  /** Of whoever comes with a link that opens nothing, too often, or at a bad moment. */
  readonly gone: string;
  readonly tooOften: string;
  readonly unavailable: string;
}
