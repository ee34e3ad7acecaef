import type { HxlColumn } from '../../../shared/hxl-table.ts';
import type { AccessPlace } from '../access-place.entity.ts';

/** Places of the organisation that asks, whole. */
export const PLACE_COLUMNS: readonly HxlColumn<AccessPlace>[] = [
  { heading: 'Id', tag: '#loc+id', cell: ({ id }) => id },
  { heading: 'Name', tag: '#loc+name', cell: ({ name }) => name },
  { heading: 'Setting', tag: '#loc+type', cell: ({ setting }) => setting },
  { heading: 'Country', tag: '#country+code+v_iso2', cell: ({ country }) => country },
  { heading: 'First administrative level', tag: '#adm1+name', cell: ({ admin1 }) => admin1 },
  { heading: 'Latitude', tag: '#geo+lat', cell: ({ latitude }) => latitude },
  { heading: 'Longitude', tag: '#geo+lon', cell: ({ longitude }) => longitude },
];
