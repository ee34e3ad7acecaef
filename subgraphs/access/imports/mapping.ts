import { z } from 'zod';
import { DATE_FORMATS } from './cells.ts';
import { ENCODINGS } from './csv-table.ts';

const column = z.union([
  z.string().min(1).describe('Name of the column.'),
  z.strictObject({ value: z.string().min(1) }).describe('The same in every row.'),
]);

/** What the columns of a table mean. */
export const mappingSchema = z.strictObject({
  organisation: z.string().min(1).describe('Code of the organisation whose table it is.'),
  columns: z.record(z.string(), column).describe('For each field: the column, or one value for all rows.'),
  values: z
    .record(z.string(), z.record(z.string(), z.string()))
    .default({})
    .describe('For a field: what the words of the table are in ours.'),
  dates: z
    .array(z.enum(DATE_FORMATS))
    .min(1)
    .default(['YYYY-MM-DD'])
    .describe('How dates are written; a day that two of them read differently is refused.'),
  encoding: z
    .enum(ENCODINGS)
    .default('windows-1252')
    .describe('What lines that are not UTF-8 are in, such as windows-1256 for Arabic.'),
});
export type Mapping = z.infer<typeof mappingSchema>;

/** Throws `Error` with a sentence for each fault. `fields`: those there are, and those that must be mapped. */
export function checkedMapping(
  value: unknown,
  fields: { readonly all: readonly string[]; readonly needed: readonly string[] },
): Mapping {
  const parsed = mappingSchema.safeParse(value);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'The mapping'}: ${message}`,
    );
    throw new Error(faults.join('\n'));
  }
  const { columns } = parsed.data;
  const strange = Object.keys(columns).filter((field) => !fields.all.includes(field));
  const missing = fields.needed.filter((field) => !(field in columns));
  const faults = [
    ...strange.map(
      (field) => `columns.${field}: there is no such field; there are ${fields.all.join(', ')}.`,
    ),
    ...missing.map((field) => `columns.${field}: is needed.`),
  ];
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return parsed.data;
}
