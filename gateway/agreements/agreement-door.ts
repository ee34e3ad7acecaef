import type { AgreementBundle } from '../../shared/agreement/bundle.ts';
import type { AgreementLanguage } from '../../shared/agreement/words/words.ts';
import { AccordError, type ErrorCode } from '../../shared/errors.ts';
import type { AgreementState } from '../../shared/policy/agreement.ts';
import type { SubgraphSource } from '../subgraph-source.ts';

const AGREEMENT = `query ($id: ID!, $revision: Int, $language: String) {
  agreement(id: $id) { revision state preview { sentences(language: $language) } written(revision: $revision) { bundle odrl } } }`;

/** A revision as its party reads it. */
export interface FoundAgreement {
  /** The very bytes that were sealed, as text. */
  readonly text: string;
  readonly bundle: AgreementBundle;
  /** ODRL JSON-LD; null for an MoU. */
  readonly odrl: string | null;
  /** Of the agreement as it stands; null for an earlier revision. */
  readonly state: AgreementState | null;
  readonly opens: readonly string[];
}

interface Told {
  readonly agreement: {
    readonly revision: number;
    readonly state: AgreementState;
    readonly preview: { readonly sentences: readonly string[] } | null;
    readonly written: { readonly bundle: string; readonly odrl: string | null } | null;
  } | null;
}

/** Asks for agreements as whoever brings the token: the subgraph decides, and cuts, as for every other question. */
export class AgreementDoor {
  constructor(private readonly partnerships: Pick<SubgraphSource, 'fetch'>) {}

  /** Null for who is no party, and where there is no such revision. Errors: those of the token; SUBGRAPH_UNAVAILABLE. */
  async find(
    authorization: string | null,
    requestId: string,
    { id, revision, language }: { id: string; revision: number | null; language: AgreementLanguage },
  ): Promise<FoundAgreement | null> {
    const operation = { query: AGREEMENT, variables: { id, revision, language } };
    const { data, errors } = await this.partnerships.fetch(operation, {
      authorization,
      purpose: null,
      requestId,
      operationHash: '',
      idempotencyKey: null,
      language: '',
    });
    if (errors || !data) throw new AccordError(codeOf(errors));
    const { agreement } = data as unknown as Told;
    if (!agreement?.written) return null;
    const bundle = JSON.parse(agreement.written.bundle) as AgreementBundle;
    const stands = bundle.content.revision === agreement.revision;
    return {
      text: agreement.written.bundle,
      bundle,
      odrl: agreement.written.odrl,
      state: stands ? agreement.state : null,
      opens: stands ? (agreement.preview?.sentences ?? []) : [],
    };
  }
}

function codeOf(
  errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[] | undefined,
): ErrorCode {
  const code = errors?.[0]?.extensions?.['code'];
  return code === 'UNAUTHENTICATED' || code === 'TOKEN_EXPIRED' ? code : 'SUBGRAPH_UNAVAILABLE';
}
