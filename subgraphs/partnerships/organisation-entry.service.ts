import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { AGREEMENT_LIFE } from '../../shared/policy/agreement-life.ts';
import {
  mayCloseOrganisation,
  mayKeepEntry,
  mayMergeOrganisation,
  mayRecogniseSociety,
  mayReinstateOrganisation,
  type OrganisationVerb,
} from '../../shared/policy/organisation-life.ts';
import type { Organisation } from './organisation.entity.ts';
import type {
  MergeOrganisationInput,
  OrganisationStepInput,
  RecogniseNationalSocietyInput,
  RenameOrganisationInput,
} from './organisation.inputs.ts';
import { type OrganisationService, takeTurn } from './organisation.service.ts';
import { endsAccess, isForGood, standingAfter } from './organisation.states.ts';
import { entryFacts } from './registry-facts.ts';
import { dayOf, languageOf, optionalTextOf, refuseUnless, textOf } from './reporting-checks.ts';

interface Step {
  readonly tx: Transaction;
  readonly viewer: Viewer;
  /** As it stands, its row held until the end. */
  readonly subject: Organisation;
  readonly at: Date;
}

/**
 * What becomes of an entry of the registry. Whatever ends access ends it in this transaction for live tokens too: no token
 * says that an organisation is active, the rows are asked at every release.
 */
export class OrganisationEntryService {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationService,
    private readonly secret: Buffer,
  ) {}

  /** The name before is kept, with how long it was held. Errors: as of every verb here, and VALIDATION_FAILED. */
  rename(context: SubgraphContext, input: RenameOrganisationInput): Promise<Organisation> {
    const name = textOf(input.name, 'name', 200);
    const names = Object.fromEntries(
      input.names.map((one, index) => [
        languageOf(one.language, `names.${index}.language`),
        textOf(one.name, `names.${index}.name`, 200),
      ]),
    );
    refuseUnless(Object.keys(names).length === input.names.length, 'names', 'One name for each language.');
    return this.change(context, 'rename', input, async ({ tx, viewer, subject, at }) => {
      enforce(mayKeepEntry(await entryFacts(tx, viewer, subject)));
      await tx.sql(
        'keep-former-name',
        `insert into former_name (organisation_id, held_until, held_from, name, names)
           select id, $2, (select max(held_until) from former_name where organisation_id = $1), name, names
             from organisation where id = $1`,
        [subject.id, at],
      );
      await tx.sql('rename', 'update organisation set name = $2, names = $3 where id = $1', [
        subject.id,
        name,
        names,
      ]);
    });
  }

  /** A national organisation becomes the National Society of its country. */
  recognise(context: SubgraphContext, input: RecogniseNationalSocietyInput): Promise<Organisation> {
    const recognisedOn = dayOf(input.recognisedOn, 'recognisedOn');
    const identifier = optionalTextOf(input.identifier, 'identifier', 40);
    return this.change(context, 'recognise', input, async ({ tx, viewer, subject, at }) => {
      const facts = await entryFacts(tx, viewer, subject);
      const { type: subjectType, country, recognisedOn: recognisedOnBefore } = subject;
      const said = {
        subjectType,
        country,
        recognisedOnBefore,
        recognisedOn,
        today: at.toISOString().slice(0, 10),
      };
      enforce(mayRecogniseSociety({ ...facts, ...said, type: 'NATIONAL_SOCIETY' }));
      await tx.sql(
        'recognise',
        `update organisation set type = 'NATIONAL_SOCIETY', recognised_on = $2, identifier = coalesce($3, identifier)
          where id = $1`,
        [subject.id, recognisedOn, identifier],
      );
    });
  }

  /** Itself and its units that sign in with the same credentials. What it provides to others they go on reading. */
  suspend(context: SubgraphContext, input: OrganisationStepInput): Promise<Organisation> {
    return this.change(context, 'suspend', input, async ({ tx, viewer, subject, at }) => {
      enforce(mayKeepEntry(await entryFacts(tx, viewer, subject)));
      await tx.sql(
        'suspend',
        `update organisation set active = false, suspended_at = $2, suspended_by_id = $3
          where active and (id = $1 or credentials_of = $1)`,
        [subject.id, at, viewer.organisationId],
      );
    });
  }

  /** With the units that were suspended in the same moment. */
  reinstate(context: SubgraphContext, input: OrganisationStepInput): Promise<Organisation> {
    return this.change(context, 'reinstate', input, async ({ tx, viewer, subject }) => {
      const { suspendedById, type } = subject;
      enforce(mayReinstateOrganisation({ ...(await entryFacts(tx, viewer, subject)), suspendedById, type }));
      await tx.sql(
        'reinstate',
        `update organisation set active = true, suspended_at = null, suspended_by_id = null
          where id = $1 or (credentials_of = $1 and closed_at is null and suspended_at = $2)`,
        [subject.id, subject.suspendedAt],
      );
    });
  }

  /** For good. Its agreements end with it. */
  close(context: SubgraphContext, input: OrganisationStepInput): Promise<Organisation> {
    return this.change(context, 'close', input, async ({ tx, viewer, subject, at }) => {
      enforce(mayCloseOrganisation(await entryFacts(tx, viewer, subject)));
      await end(tx, subject, at, null);
    });
  }

  /**
   * For good. Consents and agreements name the one that goes, so nothing of it passes to the one that absorbs it: its
   * agreements end and are signed anew by the other, open referrals to it end or are sent again, its own persons stay
   * where no one reads them.
   */
  merge(context: SubgraphContext, input: MergeOrganisationInput): Promise<Organisation> {
    return this.change(context, 'merge', input, async ({ tx, viewer, subject, at }) => {
      const [successor] = await tx.sql<{ parentId: string | null; active: boolean }>(
        'successor',
        'select parent_id as "parentId", active from organisation where id = $1 for share',
        [input.intoId],
      );
      if (!successor) throw new AccordError('NOT_FOUND', { field: 'input.intoId' });
      enforce(
        mayMergeOrganisation({
          ...(await entryFacts(tx, viewer, subject)),
          successorId: input.intoId,
          successorParentId: successor.parentId,
          successorActive: successor.active,
        }),
      );
      await end(tx, subject, at, input.intoId);
    });
  }

  /** Errors: NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  private async change(
    context: SubgraphContext,
    verb: OrganisationVerb,
    input: OrganisationStepInput,
    work: (step: Step) => Promise<void>,
  ): Promise<Organisation> {
    const { viewer } = context;
    if (!viewer) throw new AccordError('UNAUTHENTICATED');
    const reason = optionalTextOf(input.reason, 'reason', 1_000);
    const id = await this.database.transaction(viewer.organisationId, (tx) => {
      if (endsAccess(verb)) tx.takesBack();
      return once(tx, context, this.secret, `${verb}Organisation`, input, async () => {
        await takeTurn(tx);
        // Agreements first, as whoever acts on one holds it first: two that wait for each other would be found out by a timer.
        if (isForGood(verb)) await tx.sql('hold-agreements', HOLD_AGREEMENTS, [input.id]);
        const subject = await this.organisations.held(tx, input.id);
        const at = new Date();
        await work({ tx, viewer, subject: checked(subject, verb, input), at });
        await note(tx, viewer, subject, verb, at, reason);
        return subject.id;
      });
    });
    return this.organisations.findAnew(context, id);
  }
}

const HOLD_AGREEMENTS =
  'select from agreement where $1 in (provider_id, recipient_id) order by id for update';

function checked(
  subject: Organisation,
  verb: OrganisationVerb,
  { expectedVersion }: OrganisationStepInput,
): Organisation {
  if (subject.version !== expectedVersion)
    throw new AccordError('VERSION_CONFLICT', { field: 'input.expectedVersion' });
  standingAfter(subject.standing, verb);
  return subject;
}

async function note(
  tx: Transaction,
  viewer: Viewer,
  { id, version }: Organisation,
  verb: OrganisationVerb,
  at: Date,
  reason: string | null,
): Promise<void> {
  await tx.sql('next-version', 'update organisation set version = $2 where id = $1', [id, version + 1]);
  await tx.sql(
    'note-organisation-event',
    `insert into organisation_event (organisation_id, version, verb, at, by_organisation_id, by_client, reason)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, version + 1, verb, at, viewer.organisationId, viewer.clientId, reason],
  );
}

async function end(
  tx: Transaction,
  { id }: Organisation,
  at: Date,
  mergedIntoId: string | null,
): Promise<void> {
  await tx.sql(
    'end-organisation',
    'update organisation set active = false, closed_at = $2, merged_into_id = $3 where id = $1',
    [id, at, mergedIntoId],
  );
  const { terminate, reject } = AGREEMENT_LIFE;
  await tx.sql(
    'end-agreements',
    `update agreement set state = case when state = any($2) then $3 else $5 end, resumption_agreed_ids = '{}',
       version = version + 1
      where $1 in (provider_id, recipient_id) and (state = any($2) or state = any($4))`,
    [id, terminate.from, terminate.to, reject.from, reject.to],
  );
}
