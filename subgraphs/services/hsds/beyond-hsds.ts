import { CODE_LISTS, type CodeList, termOf } from './code-lists.ts';
import { hsdsId } from './hsds-id.ts';

type Plain = 'text' | 'number' | 'flag' | 'list' | 'texts' | 'json';
/** `term X`: one word of the code list X; `terms X`: several. */
type Form = Plain | `term ${CodeList}` | `terms ${CodeList}`;

/**
 * What HSDS cannot hold, entity by entity, as attributes: each has the `link_type` `accord:<field>` and its value as a text.
 * A word of a code list carries its taxonomy term as well. `texts` are one attribute for each language, whose tag is
 * the `label`; a `list` has one for each member. Nothing is written of a field that says nothing (null, false, no member).
 */
export const BEYOND_HSDS = {
  service: {
    // All languages of what `name`, `description` and `eligibility_description` say in the reader's.
    names: 'texts',
    descriptions: 'texts',
    eligibility: 'texts',
    type: 'term ServiceType',
    types: 'terms ServiceType',
    needs: 'terms Need',
    firewallStatus: 'term FirewallStatus',
    firewallEvidence: 'text',
    firewallCheckedAt: 'text',
    legalStatusCondition: 'term LegalStatusCondition',
    mandateLimitedTo: 'text',
    onlyNationalities: 'list',
    exceptNationalities: 'list',
    intakeCriteria: 'terms IntakeCriterion',
    coverages: 'terms Coverage',
    waysIn: 'terms WayIn',
    referralRequired: 'flag',
    referralMethod: 'term ReferralMethod',
    responseDelay: 'term Delay',
    nextStep: 'term NextStep',
    feedbackMechanism: 'term FeedbackMechanism',
    feedbackDelay: 'term Delay',
    accessAgreementId: 'text',
    validFrom: 'text',
    validUntil: 'text',
    journeyStages: 'terms JourneyStage',
    genders: 'terms Gender',
    cost: 'term Cost',
    servicePoint: 'term ServicePointModality',
    inclusion: 'json',
    // `assured_date` has the day alone.
    assuredAt: 'text',
    // A mail address that HSDS would not take for one stands here and not in its own field.
    email: 'text',
    assurerEmail: 'text',
    // For whoever reads, not for an import: they follow from the rest.
    inclusionStrand: 'term InclusionStrand',
    freshness: 'term Freshness',
    warning: 'text',
    source: 'text',
    hsdsId: 'text',
  },
  organization: {
    names: 'texts',
    code: 'text',
    type: 'term OrganisationType',
    country: 'text',
    identifier: 'text',
    email: 'text',
  },
  contact: { email: 'text' },
  location: {
    names: 'texts',
    country: 'text',
    admin1: 'text',
    pcode: 'text',
    confidential: 'flag',
    // HSDS must be told a type, where ours may leave it open.
    locationTypeUnsaid: 'flag',
  },
  address: {
    // The one line of our own that this address was made of.
    line: 'text',
    // Made of the area of a place that has no address, so that a reader of HSDS sees where it is.
    area: 'flag',
  },
  phone: {
    // The one number that is said of the service or the place itself, before all others.
    first: 'flag',
  },
  schedule: {
    kind: 'term ScheduleKind',
    timeZone: 'text',
    everyDay: 'flag',
    frequency: 'term Frequency',
    // The rule of a time that is shut: in the fields of HSDS it would be read as hours that are open.
    closedRule: 'json',
    // `timezone` was said; where this is absent it was reckoned from the time zone.
    offset: 'number',
  },
  required_document: { kind: 'term DocumentKind', names: 'texts', expiredAccepted: 'flag' },
  service_capacity: { perReferral: 'flag' },
  service_area: { country: 'text', admin1: 'text' },
  accessibility: { features: 'terms AccessibilityFeature' },
} as const satisfies Record<string, Readonly<Record<string, Form>>>;

export type BeyondEntity = keyof typeof BEYOND_HSDS;

export interface HsdsAttribute {
  readonly id: string;
  readonly link_type?: string;
  readonly label?: string;
  readonly value?: string;
  readonly taxonomy_term_id?: string;
  readonly taxonomy_term?: object;
}

const PREFIX = 'accord:';

/** What `fields` say beyond HSDS, as attributes of the entity `ownerId`. */
export function attributesOf(entity: BeyondEntity, ownerId: string, fields: object): HsdsAttribute[] {
  return Object.entries<Form>(BEYOND_HSDS[entity]).flatMap(([field, form]) => {
    const link_type = `${PREFIX}${field}`;
    return writtenAs(form, (fields as Record<string, unknown>)[field]).map(({ key, ...said }) => ({
      id: hsdsId(`${ownerId}/${link_type}${key === undefined ? '' : `/${key}`}`),
      link_type,
      ...said,
    }));
  });
}

/** The way back: what attributes say beyond HSDS, in the fields of the table above, and the attributes that are none of ours. */
export function beyondOf<Attribute extends object>(
  entity: BeyondEntity,
  attributes: readonly Attribute[],
): { readonly said: Readonly<Record<string, unknown>>; readonly others: readonly Attribute[] } {
  const said: Record<string, unknown> = {};
  const others: Attribute[] = [];
  for (const one of attributes) {
    const { link_type = '', label, value } = one as { link_type?: string; label?: string; value?: unknown };
    const field = String(link_type).startsWith(PREFIX) ? String(link_type).slice(PREFIX.length) : '';
    const form = Object.hasOwn(BEYOND_HSDS[entity], field)
      ? (BEYOND_HSDS[entity] as Record<string, Form>)[field]
      : undefined;
    const read = form === undefined || value == null ? undefined : readAs(form, String(value), label);
    if (read === undefined) others.push(one);
    else if (Array.isArray(read)) said[field] = [...((said[field] as unknown[]) ?? []), ...read];
    else if (form === 'texts') said[field] = { ...(said[field] as object), ...(read as object) };
    else said[field] = read;
  }
  return { said, others };
}

type Written = Omit<HsdsAttribute, 'id' | 'link_type'> & { readonly key?: string | number };

function writtenAs(form: Form, said: unknown): Written[] {
  if (said == null || said === false || said === '') return [];
  const [is, list] = form.split(' ') as [string, CodeList | undefined];
  switch (is) {
    case 'terms':
      return (said as string[]).map((code) => ({ key: code, ...coded(list as CodeList, code) }));
    case 'term':
      return [coded(list as CodeList, said as string)];
    case 'list':
      return (said as string[]).map((value) => ({ key: value, value }));
    case 'texts':
      return Object.entries(said).map(([label, value]) => ({ key: label, label, value: String(value) }));
    case 'json':
      return [{ value: JSON.stringify(said) }];
    default:
      return [{ value: String(said) }];
  }
}

function coded(list: CodeList, code: string): Written {
  const term = termOf(list, code);
  return { label: term.name, value: code, taxonomy_term_id: term.id, taxonomy_term: term };
}

/** Undefined for what is not written as the form has it: it is then an attribute like any other. */
function readAs(form: Form, value: string, label: string | undefined): unknown {
  const [is, list] = form.split(' ') as [string, CodeList | undefined];
  const isCode = list !== undefined && (CODE_LISTS[list].codes as readonly string[]).includes(value);
  switch (is) {
    case 'terms':
      return isCode ? [value] : undefined;
    case 'term':
      return isCode ? value : undefined;
    case 'list':
      return [value];
    case 'texts':
      return label === undefined ? undefined : { [label]: value };
    case 'json':
      return parsed(value);
    case 'number':
      return Number.isFinite(Number(value)) ? Number(value) : undefined;
    case 'flag':
      return value === 'true' ? true : undefined;
    default:
      return value;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
