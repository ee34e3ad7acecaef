import type { JWK } from 'jose';
import { canonical } from '../../shared/canonical.ts';
import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import { mayFreezeReport } from '../../shared/policy/reporting.ts';
import { REPORTED_CONFERENCES, reportingPeriodOf } from '../../shared/policy/resolution.ts';
import type { ReportContent } from '../../shared/report/content.ts';
import { differenceOf } from '../../shared/report/difference.ts';
import { documentText } from '../../shared/report/document.ts';
import { hashOfContent, type ReportSigner } from '../../shared/report/seal.ts';
import { reporterFacts } from './facts.ts';
import { ImplementationReport } from './implementation-report.entity.ts';
import type { FreezeReportInput } from './implementation-report.inputs.ts';
import { reportContent } from './report-content.ts';
import { refuseUnless } from './reporting-checks.ts';

const COLUMNS = `r.id, r.conference, r.version, r.content, r.hash, r.previous_hash as "previousHash",
  r.frozen_by_id as "frozenById", r.frozen_by as "frozenBy", r.frozen_at as "frozenAt", r.signature, r.public_key as jwk`;

/** The row beside the content of the version before, if there is one. */
type ReportRow = ImplementationReport & { readonly before: string | null };
const WITH_BEFORE = `${COLUMNS}, before.content as before
  from implementation_report r
  left join implementation_report before on before.conference = r.conference and before.version = r.version - 1`;

/** The one door to frozen reports. Anyone reads them: they hold nothing that is not public. */
export class ImplementationReportService {
  constructor(
    private readonly database: Database,
    private readonly secret: Buffer,
    /** Made when first needed: whoever only reads holds no key. */
    private readonly signer: () => ReportSigner,
  ) {}

  /** A version of the report to a Conference, the newest unless one is named; null when there is none. */
  async find(conference: number, version: number | null): Promise<ImplementationReport | null> {
    const [row] = await this.database.transaction(null, (tx) =>
      tx.sql<ReportRow>(
        'report-by-version',
        `select ${WITH_BEFORE} where r.conference = $1 and ($2::int is null or r.version = $2)
          order by r.version desc limit 1`,
        [conference, version],
      ),
    );
    return row ? asReport(row) : null;
  }

  async findById(id: string): Promise<ImplementationReport | null> {
    const [row] = await this.database.transaction(null, (tx) =>
      tx.sql<ReportRow>('report-by-id', `select ${WITH_BEFORE} where r.id = $1`, [id]),
    );
    return row ? asReport(row) : null;
  }

  /** The versions there are, from the first. */
  async versionsOf(conference: number): Promise<number[]> {
    const rows = await this.database.transaction(null, (tx) =>
      tx.sql<{ version: number }>(
        'report-versions',
        'select version from implementation_report where conference = $1 order by version',
        [conference],
      ),
    );
    return rows.map(({ version }) => version);
  }

  /** Every Conference for which a report was frozen, with the newest version. */
  async newest(): Promise<ImplementationReport[]> {
    const rows = await this.database.transaction(null, (tx) =>
      tx.sql<ReportRow>(
        'newest-reports',
        `select distinct on (r.conference) ${WITH_BEFORE} order by r.conference, r.version desc`,
      ),
    );
    return rows.map(asReport);
  }

  /** JWKs as JSON, the newest first. */
  async keys(): Promise<string[]> {
    const rows = await this.database.transaction(null, (tx) =>
      tx.sql<{ key: string }>(
        'report-keys',
        'select public_key::text as key from implementation_report group by 1 order by max(frozen_at) desc',
      ),
    );
    return rows.map(({ key }) => key);
  }

  /** The published text: canonical JSON, the same bytes whenever it is asked for. */
  document(report: ImplementationReport): string {
    const { conference, version, hash, previousHash, frozenAt, told: content, change, signature } = report;
    return documentText({
      conference,
      version,
      hash,
      previousHash,
      frozenAt: frozenAt.toISOString(),
      content,
      difference: change,
      signature,
      publicKey: report.jwk as JWK,
    });
  }

  /**
   * Freezes what is public and attested now. Where nothing has changed since the last version, that one is the answer.
   * Errors: VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED.
   */
  async freeze(context: SubgraphContext, input: FreezeReportInput): Promise<ImplementationReport> {
    const { viewer } = context;
    if (!viewer) throw new AccordError('UNAUTHENTICATED');
    const period = reportingPeriodOf(input.conference);
    const says = `Reports go to the Conferences ${REPORTED_CONFERENCES.join(', ')}.`;
    refuseUnless(period !== null, 'conference', says);
    const id = await this.database.transaction(viewer.organisationId, (tx) =>
      once(tx, context, this.secret, 'freezeReport', input, async () => {
        enforce(mayFreezeReport(await reporterFacts(tx, viewer)));
        await takeTurn(tx, input.conference);
        const last = await latest(tx, input.conference);
        const content = await reportContent(tx, viewer.organisationId, input.conference, period, new Date());
        return last?.hash === hashOfContent(content) ? last.id : this.keep(tx, viewer, content, last);
      }),
    );
    return (await this.findById(id)) as ImplementationReport;
  }

  private async keep(
    tx: Transaction,
    viewer: Viewer,
    content: ReportContent,
    last: Pick<ImplementationReport, 'version' | 'hash'> | undefined,
  ): Promise<string> {
    const frozenAt = new Date();
    const { conference } = content;
    const seal = {
      conference,
      version: (last?.version ?? 0) + 1,
      hash: hashOfContent(content),
      previousHash: last?.hash ?? null,
    };
    const signer = this.signer();
    const id = newId('report');
    await tx.entities.insert(ImplementationReport, {
      ...seal,
      id,
      content: canonical(content),
      frozenById: viewer.organisationId,
      frozenBy: viewer.subject,
      frozenAt,
      signature: await signer.sign({ ...seal, frozenAt: frozenAt.toISOString() }),
      jwk: await signer.publicKey(),
    });
    return id;
  }
}

/** Freezings of one report come one after the other, so that no two are the same version. */
async function takeTurn(tx: Transaction, conference: number): Promise<void> {
  await tx.sql('report-turn', `select pg_advisory_xact_lock(hashtext('freezeReport'), $1)`, [conference]);
}

async function latest(tx: Transaction, conference: number): Promise<ImplementationReport | undefined> {
  const [row] = await tx.sql<ImplementationReport>(
    'latest-report',
    `select ${COLUMNS} from implementation_report r where r.conference = $1 order by r.version desc limit 1`,
    [conference],
  );
  return row;
}

function asReport({ before, ...row }: ReportRow): ImplementationReport {
  const told = JSON.parse(row.content) as ReportContent;
  const change = before === null ? null : differenceOf(JSON.parse(before) as ReportContent, told);
  return Object.assign(new ImplementationReport(), row, { told, change });
}
