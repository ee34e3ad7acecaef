import type { HxlColumn } from '../../../shared/hxl-table.ts';
import type { AccessIncident } from '../access-incident.entity.ts';

/** What a reader of an incident gets of it in a table; what is the owner's alone is empty to others, as everywhere. */
export const INCIDENT_COLUMNS: readonly HxlColumn<AccessIncident>[] = [
  { heading: 'Id', tag: '#event+id', cell: ({ id }) => id },
  { heading: 'Month', tag: '#date+month', cell: ({ month }) => month },
  { heading: 'Date', tag: '#date+occurred', cell: ({ occurredOn }) => occurredOn },
  { heading: 'Country', tag: '#country+code+v_iso2', cell: ({ iso2 }) => iso2 },
  { heading: 'First administrative level', tag: '#adm1+name', cell: ({ admin1 }) => admin1 },
  { heading: 'Kind', tag: '#event+type', cell: ({ kind }) => kind },
  { heading: 'Constraint', tag: '#access+type', cell: ({ constraint }) => constraint },
  { heading: 'Severity', tag: '#severity+num', cell: ({ severity }) => severity },
  { heading: 'Impacts', tag: '#impact+type+list', cell: ({ impacts }) => impacts.join('|') },
  { heading: 'State', tag: '#status', cell: ({ state }) => state },
  { heading: 'Description', tag: '#description', cell: ({ description }) => description },
  { heading: 'Action taken', tag: '#description+action', cell: ({ actionTaken }) => actionTaken },
  { heading: 'In public', tag: '#description+public', cell: ({ publicSummary }) => publicSummary },
];
