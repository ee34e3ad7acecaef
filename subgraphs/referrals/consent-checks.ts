import type { Transaction } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import type { WithholdInput } from './consent.inputs.ts';

/** How a person was asked, as far as it has a form. */
interface Asked {
  readonly language?: string | null;
  readonly noticeVersion?: string | null;
  readonly interpreter?: boolean | null;
  readonly interpreterCode?: string | null;
}

/** Errors: VALIDATION_FAILED for what has no proper form. A code names the interpreter, so that a name never does. */
export function checkAsked({ language, noticeVersion, interpreter, interpreterCode }: Asked): void {
  refuseUnless(
    language == null || isLanguageTag(language),
    'language',
    'A language is written as a BCP 47 tag, such as ar or pt-BR.',
  );
  refuseUnless(
    noticeVersion == null || /^\S(.{0,62}\S)?$/.test(noticeVersion),
    'noticeVersion',
    'The version of a notice has 1 to 64 characters.',
  );
  refuseUnless(
    interpreterCode == null || /^[\w.-]{1,32}$/.test(interpreterCode),
    'interpreterCode',
    'A code has 1 to 32 letters, digits, dots and dashes; it is never a name.',
  );
  refuseUnless(
    interpreterCode == null || interpreter === true,
    'interpreterCode',
    'A code belongs to an interpreter who was there.',
  );
}

/** Errors: VALIDATION_FAILED unless each names one organisation or one type. */
export function checkWithhold(withhold: readonly WithholdInput[]): void {
  for (const [index, { organisationId, organisationType }] of withhold.entries()) {
    refuseUnless(
      (organisationId == null) !== (organisationType == null),
      `withhold.${index}`,
      'Name either an organisation or a type.',
    );
  }
}

/**
 * The person is the owner's own, every recipient is in the registry, and so is every organisation to withhold from: a name
 * that was misspelt would withhold from nobody. Errors: NOT_FOUND, VALIDATION_FAILED.
 */
export async function refuseUnknown(
  tx: Transaction,
  ownerId: string,
  named: {
    readonly personRef: string;
    readonly recipientIds: readonly string[];
    readonly withhold?: readonly WithholdInput[];
  },
): Promise<void> {
  const withheldIds = (named.withhold ?? []).map(({ organisationId = null }) => organisationId);
  const [known] = await tx.sql<{ person: boolean; recipients: number; withheld: string[] }>(
    'consent-knows',
    `select exists (select from person where owner_id = $1 and id = $2 and wrapped_key is not null) as person,
            (select count(*)::int from partnerships.organisations_known where id = any($3)) as recipients,
            array(select id from partnerships.organisations_known where id = any($4)) as withheld`,
    [ownerId, named.personRef, named.recipientIds, withheldIds],
  );
  if (!known?.person) throw new AccordError('NOT_FOUND', { field: 'input.personRef' });
  const recipients = new Set(named.recipientIds).size;
  refuseUnless(known.recipients === recipients, 'recipientIds', 'A recipient is not registered.');
  for (const [index, id] of withheldIds.entries()) {
    refuseUnless(
      id === null || known.withheld.includes(id),
      `withhold.${index}`,
      'The organisation to withhold from is not registered.',
    );
  }
}

function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

function refuseUnless(holds: boolean, field: string, says: string): void {
  if (!holds) throw new AccordError('VALIDATION_FAILED', { field: `input.${field}`, says });
}
