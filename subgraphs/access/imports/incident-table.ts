import { INCIDENT_IMPACTS, INCIDENT_KINDS } from '../../../shared/policy/incident-words.ts';
import type { FileIncidentInput } from '../access-incident.inputs.ts';
import { checkIncident } from '../incident-checks.ts';
import { warningsAbout } from '../text-warnings.ts';
import { countryIn, dayIn, severityIn, wordIn } from './cells.ts';
import type { Table } from './csv-table.ts';
import type { Mapping } from './mapping.ts';
import { needed, type Reading, readRows } from './table-reading.ts';

/** What a table of incidents may be mapped to. `code`: the table's own number of an incident, to know it again by. */
export const INCIDENT_FIELDS = {
  all: [
    ...[
      'code',
      'kind',
      'occurredOn',
      'country',
      'admin1',
      'severity',
      'impacts',
      'description',
      'actionTaken',
    ],
    ...['reporter', 'reporterContact', 'namedStaff'],
  ],
  needed: ['kind', 'occurredOn', 'country'],
};

export interface ReadIncident {
  readonly code: string | null;
  readonly input: FileIncidentInput;
}

export function readIncidents(table: Table, mapping: Mapping): Reading<ReadIncident> {
  const values = (field: string) => mapping.values[field];
  const text = (cell: string) => cell;
  const list = (cell: string) =>
    cell
      .split(/[;|]/)
      .map((one) => one.trim())
      .filter((one) => one !== '');
  return readRows(table, mapping, (read, warn) => {
    const impact = (cell: string) =>
      list(cell).map((one) => wordIn(one, INCIDENT_IMPACTS, values('impacts')));
    const input: FileIncidentInput = {
      kind: needed(
        read('kind', (cell) => wordIn(cell, INCIDENT_KINDS, values('kind'))),
        'kind',
      ),
      occurredOn: needed(
        read('occurredOn', (cell) => dayIn(cell, mapping.dates)),
        'occurredOn',
      ),
      country: needed(
        read('country', (cell) => countryIn(cell, values('country'))),
        'country',
      ),
      admin1: read('admin1', text),
      severity: read('severity', severityIn),
      impacts: [...new Set(read('impacts', impact) ?? [])],
      description: read('description', text),
      actionTaken: read('actionTaken', text),
      reporter: read('reporter', text),
      reporterContact: read('reporterContact', text),
      namedStaff: read('namedStaff', list) ?? [],
      agreementId: null,
      serviceId: null,
      placeId: null,
      draft: false,
    };
    checkIncident(input);
    const { description, actionTaken } = input;
    for (const { field, says } of warningsAbout({ description, actionTaken }, input.country))
      warn(`${field.replace('input.', '')}: ${says}`);
    return { code: read('code', text), input };
  });
}
