import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { sampleFile } from './sample-file.ts';

interface Schema {
  readonly properties: Readonly<Record<string, object>>;
  readonly definitions: Readonly<Record<string, Schema>>;
}

/** Open Referral's own compiled schema of HSDS 3.1. */
export const hsdsSchema = JSON.parse(sampleFile('hsds/service_with_definitions.json')) as Schema;

const compiled = new Map<string, ValidateFunction>();

/** What the official schema finds wrong with a record of the entity, formats of ids, mails and links included. */
export function hsdsFaults(entity: string, record: unknown): ErrorObject[] {
  const validate = compiled.get(entity) ?? compile(entity);
  compiled.set(entity, validate);
  return validate(record) ? [] : [...(validate.errors ?? [])];
}

function compile(entity: string): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ ...hsdsSchema, $id: 'hsds' });
  return entity === 'service'
    ? (ajv.getSchema('hsds') as ValidateFunction)
    : ajv.compile({ $ref: `hsds#/definitions/${entity}` });
}

/**
 * Whatever stands in a record, at any depth, that the official schema has no field for: it forbids none, and would not see
 * a field that is misspelt.
 */
export function unknownFields(entity: string, record: unknown, path = entity): string[] {
  const schema = entity === 'service' ? hsdsSchema : hsdsSchema.definitions[entity];
  return Object.entries(record as object).flatMap(([field, value]) => {
    const known = schema?.properties[field] as { $ref?: string; items?: { $ref?: string } } | undefined;
    if (!known) return [`${path}.${field}`];
    const below = (known.$ref ?? known.items?.$ref)?.replace('#/definitions/', '');
    const values = Array.isArray(value) ? value : [value];
    return below === undefined ? [] : values.flatMap((one) => unknownFields(below, one, `${path}.${field}`));
  });
}
