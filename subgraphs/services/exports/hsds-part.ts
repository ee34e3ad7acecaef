import { attributesOf, type BeyondEntity } from '../hsds/beyond-hsds.ts';
import { hsdsId, hsdsReference } from '../hsds/hsds-id.ts';
import { snake } from '../hsds/hsds-names.ts';
import { HSDS_PARTS, type HsdsPart } from '../hsds-model.ts';
import type { Kept } from '../hsds-parts.ts';
import { hsdsUri, isHsdsMail } from './hsds-words.ts';

/** A record as HSDS 3.1 writes it: nothing stands in it that is not said. */
export type HsdsRecord = Readonly<Record<string, unknown>>;

/** What HSDS requires of an entity and ours may leave unsaid; a camp has no postal code. */
const REQUIRED: Partial<Readonly<Record<HsdsPart, HsdsRecord>>> = {
  address: {
    address_1: '',
    city: '',
    state_province: '',
    postal_code: '',
    country: '',
    address_type: 'physical',
  },
  program: { description: '' },
  taxonomy: { description: '' },
  taxonomyTerm: { description: '' },
  metadata: { previous_value: '', replacement_value: '', updated_by: '' },
  // An address that no reading makes one is left out, and a link must have one.
  url: { url: 'about:invalid' },
};

/** What several entities may point to: its id is the same wherever it stands. */
const REFERENCES: Readonly<Record<string, 'taxonomy' | 'taxonomy_term' | 'organization'>> = {
  taxonomyTermId: 'taxonomy_term',
  parentId: 'taxonomy_term',
  taxonomyId: 'taxonomy',
  parentOrganizationId: 'organization',
};

/** Ours, and so told in attributes. */
const BEYOND: Partial<Readonly<Record<HsdsPart, BeyondEntity>>> = {
  accessibility: 'accessibility',
  contact: 'contact',
  serviceArea: 'service_area',
};

/** An entity inside another. `place` names where it stands: of that its id is made when it came with none of its own. */
export function partOut(part: HsdsPart, kept: Kept, place: string): HsdsRecord {
  const id = partId(part, kept, place);
  return { id, ...REQUIRED[part], ...fieldsOut(part, kept, id) };
}

function partsOut(part: HsdsPart, list: unknown, place: string): HsdsRecord[] {
  return ((list ?? []) as Kept[]).map((one, index) => partOut(part, one, `${place}/${index}`));
}

/** The fields of a part without its id, for the entities that stand in columns for the rest. */
export function fieldsOut(part: HsdsPart, kept: Kept, id: string): HsdsRecord {
  const written: Record<string, unknown> = {};
  for (const [field, kind] of Object.entries(HSDS_PARTS[part])) {
    const said = kept[field];
    if (said == null || field === 'id') continue;
    const value = valueOut(field, kind.replace('!', ''), said, `${id}/${snake(field)}`);
    if (value !== undefined) written[snake(field)] = value;
  }
  const beyond = BEYOND[part];
  if (beyond === undefined) return written;
  // A mail address that HSDS takes stands in its own field.
  const unsaid = 'email' in written ? { email: null } : {};
  return withAttributes(written, attributesOf(beyond, id, { ...kept, ...unsaid }));
}

/** Attributes that say nothing are not there. */
export function withAttributes(record: HsdsRecord, ours: readonly object[]): HsdsRecord {
  const { attributes: theirs = [], ...fields } = record as { attributes?: object[] };
  const attributes = [...theirs, ...ours];
  return attributes.length === 0 ? fields : { ...fields, attributes };
}

/** Without the fields that say nothing. */
export function saying(record: HsdsRecord): HsdsRecord {
  return Object.fromEntries(
    Object.entries(record).filter(
      ([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

function valueOut(field: string, kind: string, said: unknown, place: string): unknown {
  if (kind.endsWith('[]')) {
    const list = partsOut(kind.slice(0, -2) as HsdsPart, said, place);
    return list.length === 0 ? undefined : list;
  }
  if (kind in HSDS_PARTS) return partOut(kind as HsdsPart, said as Kept, place);
  if (field in REFERENCES) return hsdsReference(REFERENCES[field] as 'taxonomy', String(said));
  switch (kind) {
    case 'place':
      return String(said).toLowerCase();
    case 'web':
      return hsdsUri(String(said)) ?? undefined;
    case 'mail':
      return isHsdsMail(String(said)) ? said : undefined;
    case 'accessibilityFeatures':
    case 'country':
      return undefined;
    default:
      return field === 'admin1' ? undefined : said;
  }
}

function partId(part: HsdsPart, kept: Kept, place: string): string {
  if (part === 'taxonomy') return hsdsReference('taxonomy', String(kept['id'] ?? kept['name']));
  if (part === 'taxonomyTerm') {
    const unnamed = [kept['taxonomyId'] ?? kept['taxonomy'] ?? '', kept['code'] ?? kept['name']].join('.');
    return hsdsReference('taxonomy_term', String(kept['id'] ?? unnamed));
  }
  return hsdsId(place, kept['id']);
}
