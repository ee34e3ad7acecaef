import { AccordError } from '../../shared/errors.ts';
import type { ReportDocument } from '../../shared/report/document.ts';
import type { SubgraphSource } from '../subgraph-source.ts';

const DOCUMENT =
  'query ($conference: Int!, $version: Int) { implementationReport(conference: $conference, version: $version) { version document } }';
const LIST =
  '{ implementationReports { conference version versions frozenAt measureCount } implementationReportKeys }';

export interface PublishedReport {
  readonly version: number;
  /** The published bytes, as text. */
  readonly document: string;
}

export interface ReportList {
  readonly implementationReports: readonly {
    readonly conference: number;
    readonly version: number;
    readonly versions: readonly number[];
    readonly frozenAt: string;
    readonly measureCount: number;
  }[];
  /** JWKs as JSON. */
  readonly implementationReportKeys: readonly string[];
}

/** The frozen reports, as anyone may read them: asked for without a token. */
export class PublishedReports {
  constructor(private readonly partnerships: Pick<SubgraphSource, 'fetch'>) {}

  /** The newest version where none is named; null when there is none. */
  async find(conference: number, version: number | null): Promise<PublishedReport | null> {
    const answer = await this.ask({ query: DOCUMENT, variables: { conference, version } });
    return answer['implementationReport'] as PublishedReport | null;
  }

  async list(): Promise<ReportList> {
    return (await this.ask({ query: LIST })) as unknown as ReportList;
  }

  private async ask(operation: { query: string; variables?: object }): Promise<Record<string, unknown>> {
    const { data, errors } = await this.partnerships.fetch(operation as never, NOBODY);
    if (errors || !data) throw new AccordError('SUBGRAPH_UNAVAILABLE');
    return data;
  }
}

export function parsedDocument({ document }: PublishedReport): ReportDocument {
  return JSON.parse(document) as ReportDocument;
}

const NOBODY = {
  authorization: null,
  purpose: null,
  requestId: 'reports',
  operationHash: '',
  idempotencyKey: null,
  language: '',
};
