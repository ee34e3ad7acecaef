import type { SubgraphContext } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { newId } from '../../shared/ids.ts';
import { loaderOf } from '../../shared/loader.ts';
import { type ConformityFacts, conformityOf, conformityVerdictOf } from '../../shared/policy/conformity.ts';
import { ConformityCheck } from './conformity-check.entity.ts';

/** What every change of a text's facts made of its verdict. Who may read it is decided with the text itself. */
export class ConformityCheckService {
  private readonly bySubject = loaderOf<string, ConformityCheck[]>((context, ids) => this.load(context, ids));

  constructor(private readonly database: Database) {}

  /** Newest first. */
  async historyOf(context: SubgraphContext, subjectId: string): Promise<ConformityCheck[]> {
    return (await this.bySubject(context, subjectId)) ?? [];
  }

  private async load(
    context: SubgraphContext,
    ids: readonly string[],
  ): Promise<Map<string, ConformityCheck[]>> {
    const rows = await this.database.transaction(context.viewer?.organisationId ?? null, (tx) =>
      tx.sql<ConformityCheck>(
        'conformity-checks',
        `select id, subject_id as "subjectId", checked_at as "checkedAt", verdict, results, facts
           from conformity_check where subject_id = any($1) order by checked_at desc, id`,
        [ids],
      ),
    );
    return Map.groupBy(rows, ({ subjectId }) => subjectId);
  }
}

/** Computes the verdict anew and keeps it, unless the facts are those of the last check. */
export async function keepCheck(tx: Transaction, subjectId: string, facts: ConformityFacts): Promise<void> {
  const [last] = await tx.sql<{ same: boolean }>(
    'conformity-last',
    `select facts = $2::jsonb as same from conformity_check where subject_id = $1
      order by checked_at desc, id limit 1`,
    [subjectId, JSON.stringify(facts)],
  );
  if (last?.same) return;
  await tx.entities.insert(ConformityCheck, {
    id: newId('check'),
    subjectId,
    checkedAt: new Date(),
    verdict: conformityVerdictOf(facts),
    results: conformityOf(facts),
    facts: facts as never,
  });
}
