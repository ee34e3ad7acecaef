import type { OrganisationType } from '../../../shared/policy/organisations.ts';
import { attributesOf } from '../hsds/beyond-hsds.ts';
import { hsdsId } from '../hsds/hsds-id.ts';
import type { Kept } from '../hsds-parts.ts';
import type { Texts } from '../offer.ts';
import { textIn } from '../reader-languages.ts';
import { fieldsOut, type HsdsRecord, saying, withAttributes } from './hsds-part.ts';
import { spoken } from './hsds-pieces.ts';
import { hsdsUri, noMail } from './hsds-words.ts';

/** An organisation as the registry publishes it, with what HSDS says of it beyond that. */
export interface OrganisationRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly names: Texts;
  readonly type: OrganisationType;
  readonly country: string | null;
  /** Of a National Society that of the IFRC. */
  readonly identifier: string | null;
  readonly site: string | null;
  readonly parentId: string | null;
  /** The id with which the organisation above it came. */
  readonly parentHsdsId: string | null;
  /** `organizationDetails`. */
  readonly details: Kept;
}

/** Fields that a list of HSDS shows of an organisation. */
const LISTED = [
  ...['id', 'name', 'alternate_name', 'description', 'email', 'website', 'tax_status', 'tax_id'],
  ...['year_incorporated', 'legal_status', 'logo', 'uri', 'parent_organization_id'],
];

export function organizationId({ id, details }: Pick<OrganisationRow, 'id' | 'details'>): string {
  return hsdsId(id, details['id']);
}

/** HSDS Organization without the places and services that others know. */
export function organizationOut(row: OrganisationRow, languages: readonly string[]): HsdsRecord {
  const id = organizationId(row);
  const fields = fieldsOut('organizationDetails', row.details, id);
  const record = saying({
    id,
    name: textIn({ en: row.name, ...row.names }, languages) ?? row.name,
    description: '',
    website: hsdsUri(row.site),
    parent_organization_id: row.parentId === null ? null : hsdsId(row.parentId, row.parentHsdsId),
    ...fields,
    organization_identifiers: [
      ...ifrcIdentifier(row, id),
      ...((fields['organization_identifiers'] ?? []) as HsdsRecord[]),
    ],
  });
  const beyond = {
    ...row,
    names: spoken({ en: row.name, ...row.names }),
    email: noMail(row.details['email']),
  };
  return withAttributes(record, attributesOf('organization', id, beyond));
}

export function listedOrganization(organization: HsdsRecord): HsdsRecord {
  return Object.fromEntries(Object.entries(organization).filter(([field]) => LISTED.includes(field)));
}

function ifrcIdentifier({ identifier, type }: OrganisationRow, ownerId: string): HsdsRecord[] {
  if (identifier === null || type !== 'NATIONAL_SOCIETY') return [];
  const id = hsdsId(`${ownerId}/identifier`);
  return [{ id, identifier_scheme: 'IFRC', identifier_type: 'IFRC National Society', identifier }];
}
