import { ACCESS_SETTINGS, type AccessSetting } from '../../../shared/policy/access-words.ts';
import { checkLength } from '../input-checks.ts';
import { CellError, countryIn, degreesIn, wordIn } from './cells.ts';
import type { Table } from './csv-table.ts';
import type { Mapping } from './mapping.ts';
import { needed, type Reading, readRows } from './table-reading.ts';

/** What a table of places may be mapped to. `code`: the table's own number of a place, to know it again by. */
export const PLACE_FIELDS = {
  all: ['code', 'name', 'setting', 'country', 'admin1', 'latitude', 'longitude'],
  needed: ['name', 'setting', 'country'],
};

export interface ReadPlace {
  readonly code: string | null;
  readonly name: string;
  readonly setting: AccessSetting;
  readonly country: string;
  readonly admin1: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export function readPlaces(table: Table, mapping: Mapping): Reading<ReadPlace> {
  const values = (field: string) => mapping.values[field];
  const text = (cell: string) => cell;
  return readRows(table, mapping, (read) => {
    const country = needed(
      read('country', (cell) => countryIn(cell, values('country'))),
      'country',
    );
    const place: ReadPlace = {
      code: read('code', text),
      name: needed(read('name', text), 'name'),
      setting: needed(
        read('setting', (cell) => wordIn(cell, ACCESS_SETTINGS, values('setting'))),
        'setting',
      ),
      country,
      admin1: read('admin1', text),
      latitude: read('latitude', (cell) => degreesIn(cell, 'latitude')),
      longitude: read('longitude', (cell) => degreesIn(cell, 'longitude')),
    };
    checkLength(place.name, 200, 'name');
    checkLength(place.admin1, 200, 'admin1');
    if ((place.latitude === null) !== (place.longitude === null))
      throw new CellError('A latitude needs a longitude, and a longitude a latitude.');
    return place;
  });
}
