import { ERROR_CODES } from '../../shared/errors.ts';
import { HSDS_ENTITIES, HSDS_ENTITIES_ALONE } from './openapi-entities.ts';

type Schema = Readonly<Record<string, unknown>>;

const PLAIN: Readonly<Record<string, Schema>> = {
  text: { type: 'string' },
  number: { type: 'number' },
  uuid: { type: 'string', format: 'uuid' },
  uri: { type: 'string', format: 'uri' },
  email: { type: 'string', format: 'email' },
  date: { type: 'string', format: 'date' },
  moment: { type: 'string', format: 'date-time' },
};

const DESCRIBED = { attributes: '[attribute]', metadata: '[metadata]' };

/** The schemas of the OpenAPI document: entities, closed to fields that HSDS does not have, pages and errors. */
export function openApiSchemas(): Readonly<Record<string, Schema>> {
  const entities = [
    ...Object.entries(HSDS_ENTITIES).map(([name, fields]) => [name, { ...fields, ...DESCRIBED }] as const),
    ...Object.entries(HSDS_ENTITIES_ALONE),
  ];
  return {
    ...Object.fromEntries(entities.map(([name, fields]) => [name, entity(fields)])),
    minimal: entity({ id: 'uuid!', last_modified: 'moment!' }),
    api: entity({ version: 'text!', profile: 'uri!', openapi_url: 'uri!' }),
    errors: ERRORS,
  };
}

/** The envelope of a list of these. */
export function pageOf(...names: readonly string[]): Schema {
  const items = names.map(reference);
  const properties = {
    total_items: { type: 'integer', minimum: 0 },
    total_pages: { type: 'integer', minimum: 0 },
    page_number: { type: 'integer', minimum: 1 },
    size: { type: 'integer', minimum: 0, description: 'Of this page.' },
    first_page: { type: 'boolean' },
    last_page: { type: 'boolean' },
    empty: { type: 'boolean' },
    contents: { type: 'array', items: items.length === 1 ? items[0] : { anyOf: items } },
  };
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

export function reference(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

function entity(fields: Readonly<Record<string, string>>): Schema {
  const required = Object.keys(fields).filter((field) => fields[field]?.endsWith('!'));
  const properties = Object.entries(fields).map(([field, type]) => [field, typeOf(type.replace('!', ''))]);
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required,
    additionalProperties: false,
  };
}

function typeOf(type: string): Schema {
  if (type.startsWith('[')) return { type: 'array', items: reference(type.slice(1, -1)) };
  if (type.includes(' | ')) return { type: 'string', enum: type.split(' | ') };
  return PLAIN[type] ?? reference(type);
}

const ERRORS: Schema = {
  type: 'object',
  required: ['errors'],
  properties: {
    errors: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['message', 'extensions'],
        properties: {
          message: { type: 'string' },
          extensions: {
            type: 'object',
            required: ['code', 'requestId', 'docUrl', 'retryable'],
            properties: {
              code: { type: 'string', enum: ERROR_CODES },
              requestId: { type: 'string' },
              docUrl: { type: 'string' },
              retryable: { type: 'boolean' },
              parameter: { type: 'string', description: 'The parameter at fault.' },
              says: { type: 'string', description: 'What it may be.' },
            },
            additionalProperties: false,
          },
        },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};
