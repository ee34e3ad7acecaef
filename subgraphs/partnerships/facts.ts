import type { SubgraphContext } from '../../shared/context.ts';
import type { Transaction } from '../../shared/database.ts';
import type { RegistrationFacts } from '../../shared/policy/registry.ts';
import type { RegisterOrganisationInput } from './organisation.inputs.ts';

/** What the policy must know before an organisation is registered. */
export async function registrationFacts(
  tx: Transaction,
  context: SubgraphContext,
  input: RegisterOrganisationInput,
): Promise<RegistrationFacts> {
  const [taken] = await tx.sql<{ codeTaken: boolean; societyExists: boolean; parentExists: boolean }>(
    'registration-facts',
    `select exists (select from organisation where code = $1) as "codeTaken",
            exists (select from organisation where type = 'NATIONAL_SOCIETY' and country = $2 and active) as "societyExists",
            $3::text is null or exists (select from organisation where id = $3) as "parentExists"`,
    [input.code, input.country?.toUpperCase() ?? null, input.parentId ?? null],
  );
  return {
    role: context.viewer?.role ?? null,
    type: input.type,
    codeTaken: taken?.codeTaken ?? true,
    societyExists: taken?.societyExists ?? true,
    parentExists: taken?.parentExists ?? false,
  };
}
