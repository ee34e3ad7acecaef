import type { AgreementContent } from './content.ts';
import { AGREEMENT_PARTS, type AgreementPart } from './words/word-table.ts';

/** What a part says, each under its item: a list has its members, retention has categories, and what is one thing has ''. */
export type PartContent = ReadonlyMap<string, string>;

type Said = string | null | undefined;

const one = (value: Said): PartContent => new Map(value ? [['', value]] : []);
const list = (values: readonly string[] | undefined): PartContent =>
  new Map((values ?? []).map((value) => [value, value]));

/** Every part of a revision, in the words of the law and not in those of a language. */
const PARTS: Readonly<Record<AgreementPart, (content: AgreementContent) => PartContent>> = {
  provider: ({ providerId }) => one(providerId),
  recipient: ({ recipientId }) => one(recipientId),
  relationship: ({ clauses }) => one(clauses.relationship),
  purposes: ({ purposes }) => list(purposes),
  categories: ({ categories }) => list(categories),
  dataSubjects: ({ clauses }) => one(clauses.dataSubjects),
  legalBasis: ({ clauses }) => one(clauses.legalBasis),
  recipientRoles: ({ clauses }) => list(clauses.recipientRoles),
  jurisdictions: ({ clauses }) => list(clauses.jurisdictions),
  storageLocations: ({ clauses }) => list(clauses.storageLocations),
  retention: ({ clauses }) =>
    new Map(clauses.retention.map(({ category, days }) => [category, String(days)])),
  onward: ({ clauses }) => one(clauses.onward),
  onwardRecipients: ({ clauses }) => list(clauses.onwardRecipientIds),
  firewall: ({ clauses }) => one(clauses.firewallClause),
  security: ({ clauses }) => one(clauses.securityMeasures),
  breachNotice: ({ clauses }) => one(String(clauses.breachNoticeHours)),
  rightsContact: ({ clauses }) => one(clauses.rightsContact),
  impactAssessment: ({ clauses }) => one(clauses.impactAssessment),
  impactAssessedOn: ({ clauses }) => one(clauses.impactAssessedOn),
  clocks: ({ clauses }) =>
    new Map(
      (clauses.clocks ?? []).map(({ urgency, acknowledgeHours, actHours }) => [
        urgency,
        `${acknowledgeHours}/${actHours}`,
      ]),
    ),
  conformity: ({ statesConformity }) => one(String(statesConformity)),
  validFrom: ({ validFrom }) => one(validFrom),
  validUntil: ({ validUntil }) => one(validUntil),
  governingRules: ({ clauses }) => one(clauses.governingRules),
  atTheEnd: ({ clauses }) => one(clauses.atTheEnd),
  reviewOn: ({ clauses }) => one(clauses.reviewOn),
  signatories: ({ clauses }) =>
    new Map((clauses.signatories ?? []).map(({ organisationId, office }) => [organisationId, office])),
  text: ({ clauses }) => one(clauses.text),
};

export function partOf(content: AgreementContent, part: AgreementPart): PartContent {
  return PARTS[part](content);
}

/** One thing that is another than before: in a list, `item` was added or removed. */
export interface RevisionChange {
  readonly part: AgreementPart;
  /** '' where the part is one thing. */
  readonly item: string;
  /** Null: it was not there. */
  readonly before: string | null;
  /** Null: it is there no more. */
  readonly after: string | null;
}

/** What a revision changed, in the order in which an agreement is read. */
export function changesBetween(before: AgreementContent, after: AgreementContent): RevisionChange[] {
  return AGREEMENT_PARTS.flatMap((part) => {
    const [was, is] = [partOf(before, part), partOf(after, part)];
    const items = [...new Set([...was.keys(), ...is.keys()])];
    return items
      .map((item) => ({ part, item, before: was.get(item) ?? null, after: is.get(item) ?? null }))
      .filter((change) => change.before !== change.after);
  });
}
