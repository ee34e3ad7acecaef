import { openApiSchemas, pageOf, reference } from './openapi-schemas.ts';
import { PARAMETERS, type Parameter, type ParameterName } from './parameters.ts';
import { HSDS_PATHS, type HsdsPath } from './paths.ts';

const DESCRIPTION = `The directory of services as Open Referral HSDS 3.1, for reading.

Nobody needs a token to read it; whoever sends one sees what it may see elsewhere. By default the lists hold services that
are open, that are firewalled from immigration enforcement and that ask for no paper of lawful residence;
\`firewall_status\`, \`include_status_conditioned\` and \`include_closed\` ask for others, whose \`alert\` says why to be careful. Of a confidential
place there are the country, the first administrative level and a telephone number, and nothing else.

Texts are in the language of \`Accept-Language\` that suits best; \`attributes\` hold them in all languages. What HSDS has no
field for is an attribute whose \`link_type\` begins with \`accord:\`. Postal codes and cities that do not exist are
empty texts. Pages reach as far as the 10,000th record; \`format=ndjson\` streams any number. An organization is shown with
at most 100 of its services; \`organization_id\` lists all of them.`;

let written: object | undefined;

/** The OpenAPI 3.1 document of `/hsds`, made of the tables by which it is served. */
export function openApi(): object {
  written ??= {
    openapi: '3.1.0',
    info: {
      title: 'Accord: Open Referral HSDS',
      version: '1.0.0',
      summary: 'Services for people on the move, as HSDS 3.1.',
      description: DESCRIPTION,
      license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/hsds' }],
    security: [{}, { token: [] }],
    paths: {
      '/': { get: operation('getApi', 'What this is.', [], reference('api')) },
      ...Object.fromEntries(Object.entries<HsdsPath>(HSDS_PATHS).flatMap(pathsOf)),
    },
    components: {
      schemas: openApiSchemas(),
      parameters: Object.fromEntries(Object.entries<Parameter>(PARAMETERS).map(parameter)),
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
  return written;
}

function pathsOf([name, path]: [string, HsdsPath]): (readonly [string, object])[] {
  const { schema, says, list, record } = path;
  const isMinimal = list.includes('minimal');
  const page = pageOf(schema, ...(isMinimal ? ['minimal'] : []));
  const id = {
    name: 'id',
    in: 'path',
    required: true,
    description: 'Its UUID here, or the id by which the GraphQL API knows it.',
    schema: { type: 'string' },
  };
  return [
    [
      `/${name}`,
      {
        get: operation(`list_${name}`, says, list, page, true),
        post: {
          ...operation(`query_${name}`, `${says} The parameters may stand in the body.`, list, page, true),
          requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
        },
      },
    ],
    [
      `/${name}/{id}`,
      { parameters: [id], get: operation(`get_${schema}`, 'One of them.', record, reference(schema)) },
    ],
  ];
}

function operation(
  operationId: string,
  summary: string,
  parameters: readonly ParameterName[],
  schema: object,
  isStream = false,
): object {
  const lines = {
    'application/x-ndjson': { schema: { type: 'string', description: 'One record to a line.' } },
  };
  const refusal = (description: string) => ({
    description,
    content: { 'application/json': { schema: reference('errors') } },
  });
  return {
    operationId,
    summary,
    parameters: parameters.map((name) => ({ $ref: `#/components/parameters/${name}` })),
    responses: {
      200: {
        description: 'What was asked for.',
        content: { 'application/json': { schema }, ...(isStream ? lines : {}) },
      },
      400: refusal('A parameter is not known, or not valid; it is named.'),
      401: refusal('The token is not valid.'),
      404: refusal('There is none.'),
      429: refusal('The budget of this minute is spent.'),
      503: refusal('The directory does not answer.'),
    },
  };
}

function parameter([name, { says, schema }]: [string, Parameter]): [string, object] {
  const list = schema['type'] === 'array' ? { style: 'form', explode: false } : {};
  return [name, { name, in: 'query', required: false, description: says, schema, ...list }];
}
