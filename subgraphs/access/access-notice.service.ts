import type { SubgraphContext } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import type { AccessNotice } from './access-notice.entity.ts';

/** What an organisation is told before its agreements end; row-level security shows each its own. */
export class AccessNoticeService {
  constructor(private readonly database: Database) {}

  /** The latest hundred, newest first; nobody signed in has none. */
  async listFor({ viewer }: SubgraphContext): Promise<AccessNotice[]> {
    if (!viewer) return [];
    return this.database.transaction(viewer.organisationId, (tx) =>
      tx.sql<AccessNotice>(
        'access-notices',
        `select agreement_id as "agreementId", organisation_id as "organisationId", days_left as "daysLeft",
            ends_at as "endsAt", at
           from access_notice where organisation_id = $1 order by at desc, agreement_id, days_left limit 100`,
        [viewer.organisationId],
      ),
    );
  }
}
