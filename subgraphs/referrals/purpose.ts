import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import { AccordError } from '../../shared/errors.ts';
import { isProhibited } from '../../shared/policy/purposes.ts';

export function signedIn(context: SubgraphContext): Viewer {
  if (!context.viewer) throw new AccordError('UNAUTHENTICATED');
  return context.viewer;
}

/**
 * The purpose of a request that touches data about persons. One registered purpose goes without saying (api.md).
 * A missing one and a prohibited one are refused before any row is looked at, so that the answer tells of no row; one that
 * is allowed but not registered for the client is for the law to refuse, line 2. A client that may declare no purpose
 * at all is told nothing of headers: whatever it asks for is not found.
 */
export function readingPurpose(context: SubgraphContext): string | null {
  const registered = context.viewer?.purposes ?? [];
  const purpose = context.purpose ?? (registered.length === 1 ? (registered[0] as string) : null);
  if (isProhibited(purpose)) throw new AccordError('PURPOSE_PROHIBITED');
  if (purpose === null && registered.length > 0) throw new AccordError('PURPOSE_REQUIRED');
  return purpose;
}

/** Writing needs a purpose that the client is registered for. Errors: PURPOSE_REQUIRED, PURPOSE_PROHIBITED. */
export function writingPurpose(context: SubgraphContext): string {
  const purpose = readingPurpose(context);
  if (purpose === null) throw new AccordError('PURPOSE_REQUIRED');
  if (!context.viewer?.purposes.includes(purpose)) throw new AccordError('PURPOSE_PROHIBITED');
  return purpose;
}
