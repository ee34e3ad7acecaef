import type { SubgraphContext } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import type { NewLedgerEntry } from '../../shared/ledger/entry.ts';
import type { LedgerWriter } from '../../shared/ledger/ledger-writer.ts';
import { loaderOf } from '../../shared/loader.ts';
import { type DataCategory, UNRECORDED_CATEGORIES } from '../../shared/policy/categories.ts';
import { VITAL_INTEREST_MS } from '../../shared/policy/emergency.ts';
import type { ReleaseFacts } from '../../shared/policy/facts.ts';
import type { Disclosure as Decisions } from '../../shared/policy/release.ts';
import { noteShown, type Shown } from '../../shared/shown.ts';
import type { PersonKey, Vault } from '../../shared/vault/vault.ts';
import { CATEGORY_FIELDS, Person, type PersonCategory } from './person.entity.ts';

/** One person to be shown to the viewer of `facts`, as already decided, and the categories that were asked for. */
export interface Showing {
  readonly facts: ReleaseFacts;
  readonly decisions: Decisions;
  readonly personId: string;
  readonly keyId: string;
  readonly wrappedKey: Buffer;
  /** The referral by which the viewer comes to the person, and the version it was decided on; null for the owner alone. */
  readonly referral: { readonly id: string; readonly version: number } | null;
  readonly asked: readonly PersonCategory[];
}

interface SealedRow {
  readonly number: number;
  readonly category: PersonCategory;
  readonly version: number;
  readonly ciphertext: Buffer;
}

/**
 * The one function that returns a person's data. It comes after the policy: what was decided is recorded first,
 * durably; then, and only for what was released, the ciphertexts are read and opened.
 */
export class ReleaseService {
  /** Showings of one request are recorded with one append and read with one statement. */
  private readonly showing = loaderOf<Showing, Person>((context, showings) =>
    this.showAll(context, showings),
  );

  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly ledger: LedgerWriter,
  ) {}

  /** Errors: LEDGER_UNAVAILABLE, and then nothing is shown. */
  async show(context: SubgraphContext, showing: Showing): Promise<Person> {
    return (await this.showing(context, showing)) as Person;
  }

  /** Records that a record was refused whole to somebody who was party to it. */
  async recordRefusal(
    context: SubgraphContext,
    facts: ReleaseFacts,
    referralId: string,
    rule: string,
  ): Promise<void> {
    await this.ledger.append([
      {
        ...this.entryHead(context, facts, referralId),
        pseudonym: null,
        released: [],
        refused: [{ category: '*', rule }],
      },
    ]);
  }

  private async showAll(
    context: SubgraphContext,
    showings: readonly Showing[],
  ): Promise<Map<Showing, Person>> {
    const keys = showings.map((one) => this.keyOf(one));
    const entries = showings.flatMap(
      (one, index) => this.entryOf(context, one, keys[index] as PersonKey) ?? [],
    );
    if (entries.length > 0) await this.ledger.append(entries);
    const persons = showings.map((one, index) => this.shellOf(one, keys[index] as PersonKey));
    for (const row of await this.sealedRows(context, showings)) {
      const value = (keys[row.number] as PersonKey).unseal(row.category, row.version, row.ciphertext);
      Object.assign(persons[row.number] as Person, { [CATEGORY_FIELDS[row.category]]: value });
    }
    for (const one of showings) noteShown(context, shownBy(one));
    return new Map(showings.map((one, index) => [one, persons[index] as Person]));
  }

  /**
   * Reads the ciphertexts of what was released. Everything that can be taken back since the decision is asked once
   * more in the same statement: the referral's version, the consent's revision, the agreement's revision, and of a
   * release in vital interest whether it stands. Where no consent speaks, nor may the person have refused since; and what was
   * received must still go on.
   */
  private async sealedRows(context: SubgraphContext, showings: readonly Showing[]): Promise<SealedRow[]> {
    const wanted = showings.flatMap((one, number) =>
      one.asked.flatMap((category) => {
        const decision = one.decisions[category];
        if (!decision.released) return [];
        const { basis, agreement, consent, vitalInterestId } = decision.by;
        return [
          {
            number,
            owner: one.facts.record.ownerId,
            person: one.personId,
            category,
            referral: one.referral?.id ?? null,
            referral_version: one.referral?.version ?? null,
            consent: consent?.id ?? null,
            consent_revision: consent?.revision ?? null,
            agreement: agreement?.id ?? null,
            agreement_revision: agreement?.revision ?? null,
            emergency: vitalInterestId,
            unasked: basis === 'VITAL_INTEREST' || basis === 'FAMILY_LINKS',
          },
        ];
      }),
    );
    if (wanted.length === 0) return [];
    return this.database.transaction(context.viewer?.organisationId ?? null, (tx) =>
      tx.sql<SealedRow>('sealed-categories', SEALED_CATEGORIES, [JSON.stringify(wanted)]),
    );
  }

  private keyOf({ facts, personId, keyId, wrappedKey }: Showing): PersonKey {
    return this.vault.open(facts.record.ownerId, personId, keyId, wrappedKey);
  }

  private shellOf({ facts, personId }: Showing, key: PersonKey): Person {
    const { record, viewer } = facts;
    const isOwner = record.ownerId === viewer.organisationId;
    return Object.assign(new Person(), { ref: isOwner ? personId : key.pseudonymFor(viewer.organisationId) });
  }

  private entryOf(context: SubgraphContext, showing: Showing, key: PersonKey): NewLedgerEntry | null {
    const { decisions, facts } = showing;
    const released: DataCategory[] = [];
    const refused: { category: DataCategory; rule: string }[] = [];
    for (const category of showing.asked) {
      const decision = decisions[category];
      if (!decision.released) refused.push({ category, rule: decision.rule });
      else if (!UNRECORDED_CATEGORIES.has(category)) released.push(category);
    }
    if (released.length === 0 && refused.length === 0) return null;
    const head = this.entryHead(context, facts, showing.referral?.id ?? null);
    return {
      ...head,
      ...groundsOf(decisions, released),
      pseudonym: key.pseudonymFor(facts.record.ownerId),
      released,
      refused,
    };
  }

  private entryHead(
    context: SubgraphContext,
    { viewer, purpose, record, now }: ReleaseFacts,
    referral: string | null,
  ) {
    return {
      at: now,
      viewer: viewer.organisationId,
      client: context.viewer?.clientId ?? '',
      role: viewer.role,
      purpose,
      owner: record.ownerId,
      referral,
      agreement: null,
      consent: null,
      ground: record.ownerId === viewer.organisationId ? null : groundSaid(record, purpose),
      requestId: context.requestId,
      operationHash: context.operationHash,
    };
  }
}

function shownBy({ asked, decisions, personId, referral }: Showing): Shown {
  const all = ['ROUTING' as const, ...asked];
  const categories = all.filter((category) => decisions[category].released);
  return { referral: referral?.id ?? null, person: personId, categories };
}

/** What the released categories stand on. One request may stand on a consent for some and on vital interest for others. */
function groundsOf(decisions: Decisions, released: readonly DataCategory[]) {
  const grounds = released.flatMap((category) => {
    const decision = decisions[category];
    return decision.released ? [decision.by] : [];
  });
  const agreement = grounds.find((by) => by.agreement)?.agreement;
  const consent = grounds.find((by) => by.consent)?.consent;
  return {
    agreement: agreement ? `${agreement.id}#${agreement.revision}` : null,
    consent: consent ? `${consent.id}#${consent.revision}` : null,
  };
}

/**
 * What was said to stand in place of a consent: under the purpose that names it, a release in vital interest or public
 * interest is the ground of what was given, and of what was asked for and refused.
 */
function groundSaid(
  { vitalInterest, familyLinks }: ReleaseFacts['record'],
  purpose: string | null,
): string | null {
  if (purpose === 'VITAL_INTEREST_EMERGENCY') return vitalInterest?.id ?? null;
  return familyLinks && purpose === 'RESTORING_FAMILY_LINKS' ? 'FAMILY_LINKS' : null;
}

const SEALED_CATEGORIES = `
  select w.number, c.category, c.version, c.ciphertext
    from jsonb_to_recordset($1) as w (number integer, owner text, person text, category text,
      referral text, referral_version integer, consent text, consent_revision integer,
      agreement text, agreement_revision integer, emergency text, unasked boolean)
    join person_category c on c.owner_id = w.owner and c.person_id = w.person and c.category = w.category
   where (w.referral is null or exists (select from referral r
            where r.owner_id = w.owner and r.id = w.referral and r.version = w.referral_version))
     and (w.consent is null or exists (select from consent k
            where k.owner_id = w.owner and k.id = w.consent and k.revision = w.consent_revision))
     and (w.agreement is null or exists (select from partnerships.agreements_in_force a
            where a.id = w.agreement and a.revision = w.agreement_revision))
     and (w.emergency is null or exists (select from emergency_release e where e.owner_id = w.owner and e.id = w.emergency
            and e.state = 'APPROVED' and now() < e.approved_at + interval '${VITAL_INTEREST_MS} milliseconds'))
     and not (w.unasked and exists (select from consent k where k.owner_id = w.owner and k.person_id = w.person
            and k.state in ('REFUSED', 'WITHDRAWN')))
     and not exists (select from person_provenance v where v.recipient_id = w.owner and v.recipient_person_id = w.person
            and w.owner <> current_setting('accord.organisation', true)
            and (w.category = any(v.taken_back)
              or not exists (select from partnerships.agreements_in_force a where a.id = v.agreement_id)))`;
