import type { Fetcher } from '@graphiql/toolkit';
import type { Session } from './session.ts';

/** Sends what GraphiQL asks to `/graphql`, in the name of the session. A header typed by hand wins over the menu. */
export function createFetcher(session: Session): Fetcher {
  return async ({ query, variables, operationName }, options) => {
    const headers = new Headers(await session.headers());
    headers.set('Content-Type', 'application/json');
    headers.set('Accept', 'application/graphql-response+json, application/json;q=0.9');
    for (const [name, value] of Object.entries(options?.headers ?? {})) headers.set(name, String(value));
    const body = JSON.stringify({ query, variables, operationName: nameWithin(query, operationName) });
    const response = await fetch('/graphql', { method: 'POST', headers, body });
    return response.json().catch(() => {
      throw new Error(`The gateway answered ${response.status} ${response.statusText} and no JSON.`);
    });
  };
}

/** GraphiQL learns of a changed operation 100 ms late; whoever is faster must not ask for the one that stood there before. */
function nameWithin(query: string, operationName: string | null | undefined): string | undefined {
  return operationName && query.split(/\W+/).includes(operationName) ? operationName : undefined;
}
