import type { Sql } from '../stored-offer.ts';

/** Of notes that say the same of many entries, so many are named. */
const NAMED = 3;

/**
 * What a run has to say, as lines: each refused entry with its place, the rest gathered by field and reason. `[7]` and the like
 * are left out of a field, so that what is the same in many lists is one line.
 */
export async function linesOfRun(sql: Sql, runId: string): Promise<string[]> {
  const refused = await sql<{ place: string; field: string; value: string | null; reason: string }>(
    'import-refused',
    `select place, field, value, reason from services.import_note where run = $1 and kind = 'REFUSED' order by number`,
    [runId],
  );
  const gathered = await sql<Gathered>('import-gathered', GATHERED, [runId, NAMED]);
  return [
    ...refused.map(
      ({ place, field, value, reason }) => `Refused. ${place}${fieldOf(field, value)}: ${reason}`,
    ),
    ...gathered.map(lineOf),
  ];
}

interface Gathered {
  readonly kind: 'LEFT_OUT' | 'SAID';
  readonly field: string;
  readonly reason: string;
  readonly times: number;
  readonly examples: readonly { readonly place: string; readonly value: string | null }[];
}

const GATHERED = `
  with numbered as (
    select kind, regexp_replace(field, '\\[\\d+\\]', '', 'g') as field, reason, place, value, number,
      row_number() over (partition by kind, regexp_replace(field, '\\[\\d+\\]', '', 'g'), reason order by number) as nth
      from services.import_note where run = $1 and kind <> 'REFUSED')
  select kind, field, reason, count(*)::integer as times,
      jsonb_agg(jsonb_build_object('place', place, 'value', value) order by number) filter (where nth <= $2) as examples
    from numbered group by kind, field, reason order by kind, min(number)`;

function lineOf({ kind, field, reason, times, examples }: Gathered): string {
  const what = kind === 'LEFT_OUT' ? 'Left out' : 'Noted';
  const named = examples.map(({ place, value }) => (value === null ? place : `${place} “${value}”`));
  const more = times > examples.length ? ` and ${times - examples.length} more` : '';
  return `${what}. ${field === '' ? '' : `${field}: `}${reason} (${named.join(', ')}${more})`;
}

function fieldOf(field: string, value: string | null): string {
  const said = value === null ? '' : ` “${value}”`;
  return field === '' ? said : `, ${field}${said}`;
}
