import type { FastifyRequest } from 'fastify';

/** A GraphQL request as its client sent it; nothing in it is believed to have the type it should. */
export interface Question {
  query?: unknown;
  operationName?: unknown;
  variables?: unknown;
  extensions?: unknown;
  /** The id of a trusted document, by the names that clients use. */
  documentId?: unknown;
  doc_id?: unknown;
  id?: unknown;
}

/** Null for a body that is no question at all. */
export function questionOf(request: FastifyRequest): Question | null {
  const asked = request.method === 'GET' ? request.query : request.body;
  return isObject(asked) ? asked : null;
}

/** The id of the document that is asked by its id; null when none is. */
export function documentIdOf({ documentId, doc_id, id, extensions }: Question): string | null {
  const given = parsed(extensions);
  const persisted = isObject(given) ? (given as { persistedQuery?: unknown }).persistedQuery : null;
  const apollo = isObject(persisted) ? (persisted as { sha256Hash?: unknown }).sha256Hash : null;
  for (const one of [documentId, doc_id, id, apollo]) if (typeof one === 'string') return one;
  return null;
}

export function variablesOf({ variables }: Question): Record<string, unknown> {
  const given = parsed(variables);
  return isObject(given) ? (given as Record<string, unknown>) : {};
}

/** In a GET request these are JSON. */
function parsed(given: unknown): unknown {
  if (typeof given !== 'string') return given;
  try {
    return JSON.parse(given);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
