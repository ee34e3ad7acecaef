import type { SubgraphContext } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { mayKeepConsents } from '../../shared/policy/consent-keeping.ts';
import { caseworkFacts } from './facts.ts';
import { signedIn, writingPurpose } from './purpose.ts';
import { Withholding } from './withholding.entity.ts';
import type { LiftWithholdingInput } from './withholding-lift.inputs.ts';

/**
 * What a person asked not to tell, it may tell after all. Staff of the owner write it down, as they write down consents. It opens
 * nothing by itself: what ended stays ended, and a consent, an agreement and a referral must stand for whoever is to read.
 */
export class WithholdingLiftService {
  constructor(
    private readonly database: Database,
    private readonly secret: Buffer,
  ) {}

  /** What was lifted. Errors: VALIDATION_FAILED, NOT_FOUND, RULE_BROKEN, PURPOSE_REQUIRED, PURPOSE_PROHIBITED, IDEMPOTENCY_KEY_REUSED. */
  async lift(context: SubgraphContext, input: LiftWithholdingInput): Promise<Withholding[]> {
    const viewer = signedIn(context);
    writingPurpose(context);
    const { personRef, organisationId = null, organisationType = null, manner } = input;
    if ((organisationId === null) === (organisationType === null)) {
      const says = 'Either an organisation or a type is named.';
      throw new AccordError('VALIDATION_FAILED', { field: 'input.organisationId', says });
    }
    const named = [viewer.organisationId, personRef, organisationId, organisationType];
    return this.database.transaction(viewer.organisationId, async (tx) => {
      enforce(mayKeepConsents(await caseworkFacts(tx, viewer)));
      await once(tx, context, this.secret, 'liftWithholding', input, async () => {
        const lifted = await tx.sql('lift-withholding', LIFT, [
          ...named,
          new Date(),
          viewer.clientId,
          manner,
        ]);
        // The same for a person of somebody else, one that is erased, and one that withholds from nobody such.
        if (lifted.length === 0) throw new AccordError('NOT_FOUND', { field: 'input.personRef' });
        return personRef;
      });
      const rows = await tx.sql<Withholding>('lifted-withholdings', LIFTED, named);
      return rows.map((row) => Object.assign(new Withholding(), row));
    });
  }
}

/** $1 owner, $2 person, $3 organisation or null, $4 type or null. */
const NAMED = `owner_id = $1 and person_id = $2
  and organisation_id is not distinct from $3 and organisation_type is not distinct from $4`;

const LIFT = `update withholding set lifted_at = $5, lifted_by = $6, lift_manner = $7
  where ${NAMED} and lifted_at is null returning number`;

const LIFTED = `select organisation_id as "organisationId", organisation_type as "organisationType", reason,
    lifted_at as "liftedAt", lift_manner as "liftManner"
  from withholding where ${NAMED} and lifted_at is not null order by lifted_at desc, number`;
