import type { Page } from '../../../shared/pagination.ts';
import { Conditions } from '../search-conditions.ts';
import {
  isNamed,
  type TaxonomyRow,
  type TermRow,
  taxonomiesFrom,
  termsFrom,
} from '../taxonomy-statements.ts';
import { type HsdsRecord, partOut } from './hsds-part.ts';
import { type Asked, type HsdsSource, idValues, type Key } from './hsds-source.ts';

interface Listed {
  readonly kind: 'taxonomy' | 'taxonomy_term';
  readonly columns: string;
  from(conditions: Conditions): string;
  narrow(conditions: Conditions, asked: Asked): void;
  recordOf(row: TermRow): HsdsRecord;
}

/** Taxonomies by name: those that came with an import, and our own code lists. */
export const taxonomies = sourceOf({
  kind: 'taxonomy',
  columns: 't.id, t.name, t.details',
  from: taxonomiesFrom,
  narrow: () => undefined,
  recordOf: taxonomyRecord,
});

export const taxonomyTerms = sourceOf({
  kind: 'taxonomy_term',
  columns: 't.id, t."taxonomyId", t.name, t.details, detail',
  from: termsFrom,
  narrow(conditions, { filter: { taxonomyId, parentId, topOnly } }) {
    const parent = `(t.details ->> 'parentId')`;
    if (taxonomyId != null)
      conditions.add(isNamed(conditions, 'taxonomy', 't."taxonomyId"', ...idValues(taxonomyId)));
    if (parentId != null) conditions.add(isNamed(conditions, 'taxonomy_term', parent, ...idValues(parentId)));
    if (topOnly === true) conditions.add(`${parent} is null`);
  },
  recordOf: ({ taxonomyId, detail, ...row }) => ({
    ...partOut('taxonomyTerm', { ...row.details, id: row.id, name: row.name, taxonomyId }, ''),
    ...(detail === null ? {} : { taxonomy_detail: taxonomyRecord(detail) }),
  }),
});

function taxonomyRecord({ id, name, details }: TaxonomyRow): HsdsRecord {
  return partOut('taxonomy', { ...details, id, name }, '');
}

function sourceOf(listed: Listed): HsdsSource {
  const conditionsFor = (asked: Asked): [Conditions, string] => {
    const conditions = new Conditions();
    const from = listed.from(conditions);
    const { search } = asked.filter;
    if (search) {
      const pattern = conditions.value(`%${search.replaceAll(/[\\%_]/g, '\\$&')}%`);
      conditions.add(`public.unaccent(t.name) ilike public.unaccent(${pattern})`);
    }
    conditions.add('true');
    listed.narrow(conditions, asked);
    return [conditions, from];
  };
  return {
    async count(asked) {
      const [conditions, from] = conditionsFor(asked);
      const text = `select count(*)::integer as number from ${from} where ${conditions.text()}`;
      const [row] = await asked.sql<{ number: number }>('', text, conditions.values);
      return row?.number ?? 0;
    },
    async list(asked, page: Page, skipped) {
      const [conditions, from] = conditionsFor(asked);
      if (page.key !== null) {
        const [name, id] = page.key.map((one) => conditions.value(one));
        conditions.add(`(t.name, t.id) > (${name}::text, ${id}::text)`);
      }
      const [limit, offset] = [page.limit + 1, skipped].map((one) => conditions.value(one));
      const text = `select t.name, t.id from ${from} where ${conditions.text()}
        order by t.name, t.id limit ${limit} offset ${offset}`;
      const rows = await asked.sql<TaxonomyRow>('', text, conditions.values);
      return rows.map(({ name, id }): Key => [name, id]);
    },
    async records({ sql }, keys) {
      const conditions = new Conditions();
      const from = listed.from(conditions);
      const ids = keys.map(([, id]) => id as string);
      const text = `select ${listed.columns} from ${from} where t.id = any (${conditions.value(ids)}::text[])`;
      const rows = await sql<TermRow>('', text, conditions.values);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => listed.recordOf(byId.get(id) as TermRow));
    },
    async find({ sql }, id) {
      const conditions = new Conditions();
      const from = listed.from(conditions);
      const named = isNamed(conditions, listed.kind, 't.id', ...idValues(id));
      const text = `select ${listed.columns} from ${from} where ${named} order by t.id limit 1`;
      const [row] = await sql<TermRow>('', text, conditions.values);
      return row ? listed.recordOf(row) : null;
    },
  };
}
