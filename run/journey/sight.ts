import type { Asked } from './client.ts';

export interface ReadReferral {
  readonly state: string | null;
  readonly person: Readonly<Record<string, unknown>> | null;
  readonly disclosure: {
    readonly released: readonly string[];
    readonly withheld: readonly { readonly category: string; readonly reason: string }[];
  };
}

/** What one organisation saw of the referral at one moment, by category: a value, or why there is none. */
export interface Column {
  readonly organisation: string;
  /** Null: the record was not found. */
  readonly referral: ReadReferral | null;
  readonly codes: readonly string[];
  readonly cells: Readonly<Record<string, string>>;
}

/** The field that holds each category the journey asks for. */
const FIELDS: Readonly<Record<string, string>> = {
  TRIAGE: 'triage',
  LOCATION_COARSE: 'locationCoarse',
  IDENTITY: 'identity',
  CONTACT: 'contact',
  HEALTH: 'health',
};

export const ROWS = ['ROUTING', ...Object.keys(FIELDS)];

export function columnOf(
  organisation: string,
  { data, codes }: Asked<{ referral: ReadReferral | null }>,
): Column {
  const referral = data?.referral ?? null;
  return { organisation, referral, codes, cells: referral ? cellsOf(referral) : {} };
}

function cellsOf({ state, person, disclosure }: ReadReferral): Record<string, string> {
  const cells: Record<string, string> = { ROUTING: state ?? '–' };
  for (const [category, field] of Object.entries(FIELDS)) {
    const withheld = disclosure.withheld.find((one) => one.category === category);
    cells[category] = withheld ? `withheld: ${withheld.reason}` : wordsOf(person?.[field]);
  }
  return cells;
}

function wordsOf(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return Object.values(value)
    .filter((part) => part !== null)
    .join(', ');
}

const CATEGORY_WIDTH = 16;
const CELL_WIDTH = 34;

/** The columns side by side, for a screen of 120 characters. */
export function sideBySide(title: string, columns: readonly Column[]): string {
  const head = row(
    '',
    columns.map(({ organisation }) => organisation),
  );
  const found = columns.map(({ referral, codes }) => (referral ? null : `not found (${codes.join(', ')})`));
  const lines = ROWS.map((category, index) =>
    row(
      category,
      columns.map(({ cells }, at) =>
        found[at] === null ? (cells[category] ?? '–') : index === 0 ? (found[at] ?? '') : '',
      ),
    ),
  );
  return [`\n${title}`, head, ...lines].join('\n');
}

function row(first: string, cells: readonly string[]): string {
  return `  ${first.padEnd(CATEGORY_WIDTH)}${cells.map((cell) => clipped(cell).padEnd(CELL_WIDTH)).join('')}`.trimEnd();
}

function clipped(text: string): string {
  return text.length < CELL_WIDTH ? text : `${text.slice(0, CELL_WIDTH - 2)}…`;
}
