import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import { mayDoCasework } from '../../shared/policy/casework.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import type { ReleaseFacts } from '../../shared/policy/facts.ts';
import { mayRegisterSoughtPerson } from '../../shared/policy/family-links.ts';
import { type Disclosure, disclose } from '../../shared/policy/release.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { caseworkFacts, ownerFacts } from './facts.ts';
import {
  caseCodeText,
  caseNumberText,
  type LookupText,
  lookupTexts,
  nameAndBirthDateText,
  phoneNumber,
  phoneText,
} from './lookup-text.ts';
import { CATEGORY_FIELDS, PERSON_CATEGORIES, Person, type PersonCategory } from './person.entity.ts';
import type { PersonMatchInput, RegisterPersonInput } from './person.inputs.ts';
import { PersonCategoryRow } from './person-category.entity.ts';
import type { PersonLookupService, PersonMatch } from './person-lookup.service.ts';
import type { PersonProvenanceService } from './person-provenance.service.ts';
import { readingPurpose, signedIn, writingPurpose } from './purpose.ts';
import type { ReleaseService } from './release.service.ts';

interface PersonRow {
  readonly id: string;
  readonly key_id: string;
  readonly wrapped_key: Buffer | null;
  readonly erase_after: Partial<Record<DataCategory, string>>;
}

/** The one door to an organisation's own persons. */
export class PersonService {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly lookups: PersonLookupService,
    private readonly provenance: PersonProvenanceService,
    private readonly releases: ReleaseService,
    private readonly secret: Buffer,
  ) {}

  /** One of the viewer's own persons with the categories asked for. Errors: NOT_FOUND, PURPOSE_REQUIRED, LEDGER_UNAVAILABLE. */
  async find(context: SubgraphContext, ref: string, asked: readonly PersonCategory[]): Promise<Person> {
    const viewer = signedIn(context);
    const found = await this.database.transaction(viewer.organisationId, (tx) => ownPerson(tx, context, ref));
    if (!found) throw new AccordError('NOT_FOUND');
    const decisions = disclose(found.facts);
    if (!decisions.ROUTING.released) throw new AccordError('NOT_FOUND');
    return this.show(context, found, decisions, asked);
  }

  /**
   * The viewer's own persons that match exactly, at most 20. To say that somebody matches is to tell the value: so a person
   * counts only if that category may be read of it now, and each is recorded as such a reading. Errors: VALIDATION_FAILED,
   * PURPOSE_REQUIRED, LEDGER_UNAVAILABLE.
   */
  async findMatching(
    context: SubgraphContext,
    match: PersonMatchInput,
    asked: readonly PersonCategory[],
  ): Promise<Person[]> {
    readingPurpose(context);
    const code = match.caseCode == null ? null : caseCodeText(match.caseCode);
    const text = wantedText(match);
    if (code === '' || (code === null) === (text === null)) {
      throw new AccordError('VALIDATION_FAILED', { field: 'match', says: 'Give one thing to match by.' });
    }
    return this.showMatches(context, asked, (tx, ownerId) =>
      code === null
        ? this.lookups.matching(tx, ownerId, text === null ? [] : [text])
        : this.lookups.underCaseCode(tx, ownerId, code),
    );
  }

  /** References of other persons of the viewer's own with the same case number, phone, or name and birth date. */
  async possibleDuplicates(
    context: SubgraphContext,
    { identity, contact }: RegisterPersonInput,
    ref: string,
  ): Promise<string[]> {
    const texts = lookupTexts(identity, contact);
    const found = await this.showMatches(context, [], (tx, ownerId) =>
      this.lookups.matching(tx, ownerId, texts, ref),
    );
    return found.map((person) => person.ref);
  }

  private async showMatches(
    context: SubgraphContext,
    asked: readonly PersonCategory[],
    search: (tx: Transaction, ownerId: string) => Promise<PersonMatch[]>,
  ): Promise<Person[]> {
    const { organisationId } = signedIn(context);
    const found = await this.database.transaction(organisationId, async (tx) => {
      const persons = [];
      for (const match of await search(tx, organisationId)) {
        const person = await ownPerson(tx, context, match.personId);
        if (person) persons.push({ match, person, decisions: disclose(person.facts) });
      }
      return persons;
    });
    const told = found.filter(({ match, decisions }) =>
      ['ROUTING' as const, ...match.categories].every((category) => decisions[category].released),
    );
    return Promise.all(
      told.map(({ match, person, decisions }) =>
        this.show(context, person, decisions, [...new Set([...asked, ...match.categories])]),
      ),
    );
  }

  private show(
    context: SubgraphContext,
    { row, wrappedKey, facts }: OwnPerson,
    decisions: Disclosure,
    asked: readonly PersonCategory[],
  ): Promise<Person> {
    const { id: personId, key_id: keyId } = row;
    return this.releases.show(context, {
      facts,
      decisions,
      personId,
      keyId,
      wrappedKey,
      referral: null,
      asked,
    });
  }

  /** What is decided of these persons of the viewer's own now; one that is not, or not any more, is absent. */
  async decisions(
    tx: Transaction,
    context: SubgraphContext,
    refs: readonly string[],
  ): Promise<ReadonlyMap<string, Disclosure>> {
    const decisions = new Map<string, Disclosure>();
    for (const ref of refs) {
      const found = await ownPerson(tx, context, ref);
      if (found) decisions.set(ref, disclose(found.facts));
    }
    return decisions;
  }

  /** Errors: VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async register(
    context: SubgraphContext,
    input: RegisterPersonInput,
    asked: readonly PersonCategory[],
  ): Promise<Person> {
    const viewer = signedIn(context);
    writingPurpose(context);
    checkRegistration(input);
    const id = await this.database.transaction(viewer.organisationId, (tx) =>
      once(tx, context, this.secret, 'registerPerson', input, async () => {
        const facts = await caseworkFacts(tx, viewer);
        enforce(mayDoCasework(facts));
        if (input.sought) enforce(mayRegisterSoughtPerson(facts));
        const made = await this.insert(tx, viewer, input);
        if (input.receivedBy != null) await this.provenance.keep(tx, context, made, input.receivedBy);
        return made;
      }),
    );
    return this.find(context, id, asked);
  }

  private async insert(tx: Transaction, viewer: Viewer, input: RegisterPersonInput): Promise<string> {
    const ownerId = viewer.organisationId;
    const id = newId('person');
    const { keyId, wrapped } = this.vault.newDataKey(ownerId, id);
    const given = caseCodeOf(input);
    const code = given ? caseCodeText(given) : null;
    if (code !== null) await this.refuseTakenCode(tx, ownerId, code);
    await tx.entities.insert(Person, {
      ownerId,
      id,
      caseCodeHash: code === null ? null : this.vault.lookupHash(ownerId, code, keyId),
      keyId,
      wrappedKey: wrapped,
      sought: input.sought,
      registeredAt: new Date(),
    });
    const key = this.vault.open(ownerId, id, keyId, wrapped);
    const rows = Object.entries(valuesOf(input)).map(([category, value]) => ({
      ownerId,
      personId: id,
      category: category as PersonCategory,
      version: 1,
      ciphertext: key.seal(category as PersonCategory, 1, value),
      eraseAfter: input.eraseAfter ?? null,
    }));
    if (rows.length > 0) await tx.entities.insert(PersonCategoryRow, rows);
    await this.lookups.add(tx, { ownerId, id, keyId }, lookupTexts(input.identity, input.contact));
    return id;
  }

  /** The owner finds its own case by exact match; the code itself is inside a ciphertext. */
  private async refuseTakenCode(tx: Transaction, ownerId: string, code: string): Promise<void> {
    const hashes = this.vault.lookupHashes(ownerId, code);
    // Two at the same moment wait for each other here, not on the unique index after the work.
    await tx.sql(
      'case-code-lock',
      `select pg_advisory_xact_lock(lock) from (
         select hashtextextended(encode(hash, 'hex'), 2) as lock from unnest($1::bytea[]) hash order by 1) locks`,
      [hashes],
    );
    const [taken] = await this.lookups.underCaseCode(tx, ownerId, code);
    if (taken) {
      const says = 'Your organisation already has a person under this case code.';
      throw new AccordError('VALIDATION_FAILED', { field: 'input.caseCode', says });
    }
  }
}

interface OwnPerson {
  readonly row: PersonRow;
  readonly wrappedKey: Buffer;
  readonly facts: ReleaseFacts;
}

async function ownPerson(tx: Transaction, context: SubgraphContext, ref: string): Promise<OwnPerson | null> {
  const viewer = signedIn(context);
  const [row] = await tx.sql<PersonRow>('own-person', OWN_PERSON, [viewer.organisationId, ref]);
  const facts = await ownerFacts(tx, viewer, readingPurpose(context), row?.erase_after ?? {});
  return row?.wrapped_key && facts ? { row, wrappedKey: row.wrapped_key, facts } : null;
}

/** Null unless exactly one thing is given to match by, and something of it is left when it is written in the one way. */
function wantedText({ caseNumber, phone, nameAndBirthDate: born }: PersonMatchInput): LookupText | null {
  const texts = [
    caseNumber && caseNumberText(caseNumber),
    phone == null ? null : phoneText(phone),
    born && nameAndBirthDateText(born.name, born.birthDate),
  ];
  const given = [caseNumber, phone, born].filter((one) => one != null);
  return given.length === 1 ? (texts.find((one) => one != null) ?? null) : null;
}

/** What is to be sealed, by category; a category that was not given has no row. */
function valuesOf(input: RegisterPersonInput): Partial<Record<PersonCategory, unknown>> {
  const values: Partial<Record<PersonCategory, unknown>> = {};
  for (const category of PERSON_CATEGORIES) {
    const value = input[CATEGORY_FIELDS[category]];
    if (value != null) values[category] = value;
  }
  const caseCode = caseCodeOf(input);
  if (caseCode) values.IDENTITY = { ...input.identity, caseCode };
  if (input.contact?.phone != null)
    values.CONTACT = { ...input.contact, phone: phoneNumber(input.contact.phone) };
  return values;
}

/** Wherever in the input it was written, it is unique and found by. */
function caseCodeOf({ caseCode, identity }: RegisterPersonInput): string | null | undefined {
  return caseCode ?? identity?.caseCode;
}

function checkRegistration(input: RegisterPersonInput): void {
  const { triage, eraseAfter, contact } = input;
  const caseCode = caseCodeOf(input);
  refuseUnless(
    caseCode == null || /^\S.{0,62}\S$|^\S$/.test(caseCode),
    'caseCode',
    'A case code has 1 to 64 characters.',
  );
  refuseUnless(
    triage?.householdSize == null || (triage.householdSize > 0 && triage.householdSize < 100),
    'triage.householdSize',
    'A household has 1 to 99 members.',
  );
  refuseUnless(
    contact?.phone == null || phoneNumber(contact.phone) !== null,
    'contact.phone',
    'A phone number has its country code, such as +962 79 000 0000.',
  );
  refuseUnless(eraseAfter == null || eraseAfter > new Date(), 'eraseAfter', 'The end of keeping lies ahead.');
}

function refuseUnless(holds: boolean, field: string, says: string): void {
  if (!holds) throw new AccordError('VALIDATION_FAILED', { field: `input.${field}`, says });
}

const OWN_PERSON = `
  select p.id, p.key_id, p.wrapped_key,
    coalesce((select json_object_agg(c.category, c.erase_after) from person_category c
      where c.owner_id = p.owner_id and c.person_id = p.id and c.erase_after is not null), '{}') as erase_after
    from person p where p.owner_id = $1 and p.id = $2`;
