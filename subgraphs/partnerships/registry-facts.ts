import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Transaction } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import type { FocalPointWritingFacts } from '../../shared/policy/focal-point.ts';
import type { ClosingFacts, ReinstatingFacts } from '../../shared/policy/organisation-life.ts';
import type { OrganisationType } from '../../shared/policy/organisations.ts';
import type { RegistrationFacts } from '../../shared/policy/registry.ts';
import type { Organisation } from './organisation.entity.ts';
import type { RegisterOrganisationInput } from './organisation.inputs.ts';

type FoundInRegistry = Pick<
  RegistrationFacts,
  'codeTaken' | 'societyExists' | 'parentExists' | 'parentIsUnit' | 'registrarType' | 'registrarActive'
>;

/** What the policy must know before an organisation is registered. */
export async function registrationFacts(
  tx: Transaction,
  context: SubgraphContext,
  input: RegisterOrganisationInput,
): Promise<RegistrationFacts> {
  const viewerId = context.viewer?.organisationId ?? null;
  const [found] = await tx.sql<FoundInRegistry>(
    'registration-facts',
    `select exists (select from organisation where code = $1) as "codeTaken",
            exists (select from organisation where type = 'NATIONAL_SOCIETY' and country = $2 and active) as "societyExists",
            $3::text is null or exists (select from organisation where id = $3) as "parentExists",
            exists (select from organisation where id = $3 and parent_id is not null) as "parentIsUnit",
            (select type from organisation where id = $4) as "registrarType",
            exists (select from organisation where id = $4 and active) as "registrarActive"`,
    [input.code, input.country?.toUpperCase() ?? null, input.parentId ?? null, viewerId],
  );
  return {
    ...(found as FoundInRegistry),
    role: context.viewer?.role ?? null,
    registrarId: viewerId,
    type: input.type,
    parentId: input.parentId ?? null,
  };
}

/** What the policy must know before somebody writes in an entry of the registry; another society is one beside the subject. */
export async function entryFacts(
  tx: Transaction,
  viewer: Viewer,
  subject: Organisation,
): Promise<ClosingFacts & Pick<ReinstatingFacts, 'societyExists'>> {
  const [found] = await tx.sql<{
    writerType: OrganisationType | null;
    writerActive: boolean;
    unitCount: number;
    societyExists: boolean;
  }>(
    'entry-facts',
    `select (select type from organisation where id = $1) as "writerType",
            exists (select from organisation where id = $1 and active) as "writerActive",
            (select count(*)::int from organisation where parent_id = $2 and closed_at is null) as "unitCount",
            exists (select from organisation
                     where type = 'NATIONAL_SOCIETY' and country = $3 and active and id <> $2) as "societyExists"`,
    [viewer.organisationId, subject.id, subject.country],
  );
  return {
    role: viewer.role,
    writerId: viewer.organisationId,
    writerType: found?.writerType ?? null,
    writerActive: found?.writerActive ?? false,
    subjectId: subject.id,
    subjectParentId: subject.parentId,
    unitCount: found?.unitCount ?? 0,
    societyExists: found?.societyExists ?? true,
  };
}

/** What the policy must know before somebody writes a focal point. Errors: NOT_FOUND. */
export async function focalPointFacts(
  tx: Transaction,
  viewer: Viewer,
  subjectId: string,
): Promise<FocalPointWritingFacts> {
  const [found] = await tx.sql<Pick<FocalPointWritingFacts, 'subjectParentId' | 'writerActive'>>(
    'focal-point-facts',
    `select o.parent_id as "subjectParentId",
            exists (select from organisation where id = $2 and active) as "writerActive"
       from organisation o where o.id = $1 and o.closed_at is null`,
    [subjectId, viewer.organisationId],
  );
  if (!found) throw new AccordError('NOT_FOUND', { field: 'input.organisationId' });
  return { ...found, role: viewer.role, writerId: viewer.organisationId, subjectId };
}
