import type { SubgraphContext } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import { loaderOf } from '../../shared/loader.ts';
import { isPresent, missingOf, SAFEGUARDS } from '../../shared/policy/border-words.ts';
import { checkDay } from './input-checks.ts';
import { SafeguardAssessment, type SafeguardStanding } from './safeguard-assessment.entity.ts';

type Stored = Omit<SafeguardAssessment, 'withoutConsultation' | 'assessedBy'> & {
  readonly consultationWithdrawn: boolean;
};

/** The table of twenty safeguards of each border procedure, today or on a day. Anyone reads it. */
export class SafeguardAssessmentService {
  private readonly byProcedure = loaderOf<string, SafeguardAssessment[]>((context, ids) =>
    this.load(context, ids),
  );

  constructor(private readonly database: Database) {}

  /** All there were, newest first. */
  async historyOf(context: SubgraphContext, procedureId: string): Promise<SafeguardAssessment[]> {
    return (await this.byProcedure(context, procedureId)) ?? [];
  }

  /** Each of the twenty as the latest assessment up to that day found it. `on`: ISO 8601 date; none: today. Errors: VALIDATION_FAILED. */
  async tableOf(
    context: SubgraphContext,
    procedureId: string,
    on: string | null,
  ): Promise<SafeguardStanding[]> {
    checkDay(on, 'on');
    const known = (await this.historyOf(context, procedureId)).filter(
      ({ assessedOn }) => on == null || assessedOn <= on,
    );
    return SAFEGUARDS.map((safeguard) => {
      const assessment = known.find((one) => one.safeguard === safeguard) ?? null;
      return {
        safeguard,
        inLaw: assessment?.inLaw ?? 'UNKNOWN',
        inPractice: assessment?.inPractice ?? 'UNKNOWN',
        missing: missingOf(safeguard, assessment),
        assessment,
      };
    });
  }

  private async load(
    context: SubgraphContext,
    ids: readonly string[],
  ): Promise<Map<string, SafeguardAssessment[]>> {
    const rows = await this.database.transaction(context.viewer?.organisationId ?? null, (tx) =>
      tx.sql<Stored>(
        'safeguard-assessments',
        `select id, procedure_id as "procedureId", safeguard, in_law as "inLaw", in_practice as "inPractice", evidence, url,
            assessed_on::text as "assessedOn", assessor_id as "assessorId", consulted_on::text as "consultedOn",
            consultation_id as "consultationId", exists (select from partnerships.consultations_known k
              where k.id = consultation_id and k.withdrawn) as "consultationWithdrawn", put_in_place as "putInPlace", recorded_at as "recordedAt"
           from safeguard_assessment where procedure_id = any($1)
          order by assessed_on desc, recorded_at desc, id desc`,
        [ids],
      ),
    );
    return Map.groupBy(rows.map(asAssessment), ({ procedureId }) => procedureId);
  }
}

function asAssessment({ consultationWithdrawn, ...row }: Stored): SafeguardAssessment {
  const consulted = row.consultedOn !== null || row.consultationId !== null;
  return Object.assign(new SafeguardAssessment(), row, {
    assessedBy: { id: row.assessorId },
    // What is said of a consultation that was withdrawn is said of none.
    withoutConsultation: isPresent(row) && (!consulted || consultationWithdrawn),
  });
}
