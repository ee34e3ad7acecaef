import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from './gateway-context.ts';

/** Apollo's codes for a document, or variables, at fault. */
const DOCUMENT_FAULTS = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

/**
 * `extensions.cost`: what the operation was counted as before it was planned. And the status that the GraphQL over HTTP
 * specification asks for where the document is at fault: 200 to those who speak `application/json`, the older form.
 */
export const tellCost: ApolloServerPlugin<GatewayContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response: { body, http }, request, contextValue: { cost }, errors }) {
        if (body.kind === 'single' && cost)
          body.singleResult.extensions = { ...body.singleResult.extensions, cost };
        const isAtFault = errors?.some(({ extensions }) => DOCUMENT_FAULTS.has(String(extensions?.['code'])));
        const isNewer = request.http?.headers.get('accept')?.includes('application/graphql-response+json');
        if (isAtFault && http.status === 400 && !isNewer) http.status = 200;
      },
    };
  },
};
