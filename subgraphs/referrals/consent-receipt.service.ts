import { createHash, createHmac } from 'node:crypto';
import type { SubgraphContext } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import type { ConsentState } from '../../shared/policy/consent.ts';
import { addMonths } from '../../shared/policy/months.ts';
import { LINK_MONTHS, mayGivePersonLink } from '../../shared/policy/person-link.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { languageOf } from '../../shared/words/words.ts';
import type { Consent } from './consent.entity.ts';
import type { ConsentReceipt, ReceiptFormat, ReceiptKey } from './consent-receipt.entity.ts';
import type { HolderReceiptInput, ReceiptInput } from './consent-receipt.inputs.ts';
import { caseworkFacts } from './facts.ts';
import type { PersonLinkService } from './person-link.service.ts';
import { signedIn, writingPurpose } from './purpose.ts';
import { isoReceipt } from './receipts/iso-27560.ts';
import { kantaraReceipt } from './receipts/kantara.ts';
import { neutralReceipt } from './receipts/neutral.ts';
import type { ReceiptEvent, ReceiptParty } from './receipts/receipt-event.ts';
import type { ReceiptSigner } from './receipts/receipt-signer.ts';

/** No receipt is nearly as long; what is longer is not looked at. */
const LONGEST_RECEIPT = 64 * 1024;

/** The one door to receipts. None is kept: each is made anew from its event, which never changes. */
export class ConsentReceiptService {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly links: PersonLinkService,
    private readonly signer: ReceiptSigner,
    /** The key of the receipts' ids. */
    private readonly idKey: Buffer,
  ) {}

  /** Errors: NOT_FOUND, RULE_BROKEN. */
  async forOwner(context: SubgraphContext, request: ReceiptInput): Promise<ConsentReceipt> {
    const viewer = signedIn(context);
    writingPurpose(context);
    const event = await this.database.transaction(viewer.organisationId, async (tx) => {
      const from = new Date();
      const until = addMonths(from, LINK_MONTHS);
      enforce(mayGivePersonLink({ ...(await caseworkFacts(tx, viewer)), from, until }));
      return this.eventOf(tx, viewer.organisationId, request);
    });
    return this.written(event, request.format);
  }

  /** Errors: NOT_FOUND. */
  async forHolder(request: HolderReceiptInput): Promise<ConsentReceipt> {
    const event = await this.links.enter(request.token, 'RECEIPT', (tx, { ownerId }) =>
      this.eventOf(tx, ownerId, request),
    );
    return this.written(event, request.format);
  }

  async isGenuine(receipt: string): Promise<boolean> {
    return receipt.length <= LONGEST_RECEIPT && this.signer.isGenuine(receipt.trim());
  }

  keys(): Promise<ReceiptKey[]> {
    return this.signer.published();
  }

  private async eventOf(tx: Transaction, ownerId: string, request: ReceiptInput): Promise<ReceiptEvent> {
    const { consent, revision = null } = request;
    const [row] = await tx.sql<EventRow>('receipt-event', RECEIPT_EVENT, [ownerId, consent, revision]);
    if (!row) throw new AccordError('NOT_FOUND');
    const { scope } = row;
    const parties = await partiesOf(tx, [ownerId, ...scope.recipientIds]);
    const key = this.vault.open(ownerId, row.person_id, row.key_id, row.wrapped_key);
    const receiptId = this.uuidOf('receipt', ownerId, consent, String(row.revision));
    return {
      receiptId,
      recordId: this.uuidOf('record', ownerId, consent),
      principalId: key.pseudonymFor(`receipts of ${consent}`),
      language: languageOf(request.language ?? row.language),
      revision: row.revision,
      state: row.state,
      at: row.at,
      controller: parties(ownerId),
      recipients: scope.recipientIds.map(parties),
      purposes: scope.purposes,
      categories: scope.categories,
      validUntil: new Date(scope.validUntil),
      givenBy: row.given_by,
      manner: row.manner,
      noticeVersion: row.notice_version,
      askedIn: row.language,
    };
  }

  private async written(event: ReceiptEvent, format: ReceiptFormat): Promise<ConsentReceipt> {
    const { revision, language } = event;
    const id = format === 'NEUTRAL' ? this.uuidOf('neutral', event.receiptId) : event.receiptId;
    const content = JSON.stringify(this.formOf(event, format, id));
    const jws = await this.signer.sign(content);
    const mediaType = format === 'KANTARA_1_1' ? 'application/json' : 'application/ld+json';
    return { id, revision, format, language, mediaType, content, jws };
  }

  private formOf(event: ReceiptEvent, format: ReceiptFormat, id: string): object {
    if (format === 'KANTARA_1_1') return kantaraReceipt(event);
    const full = isoReceipt(event);
    if (format === 'ISO_27560') return full;
    return neutralReceipt(event, id, createHash('sha256').update(JSON.stringify(full)).digest('hex'));
  }

  /** A UUID of version 8 (RFC 9562): the same for the same parts, and without the key nobody can tell of which. */
  private uuidOf(...parts: readonly string[]): string {
    const bytes = createHmac('sha256', this.idKey).update(JSON.stringify(parts)).digest().subarray(0, 16);
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
}

interface EventRow {
  readonly person_id: string;
  readonly key_id: string;
  readonly wrapped_key: Buffer;
  readonly revision: number;
  readonly state: ConsentState;
  readonly at: Date;
  readonly scope: Pick<Consent, 'recipientIds' | 'purposes' | 'categories'> & { readonly validUntil: string };
  readonly given_by: Consent['givenBy'];
  readonly manner: Consent['manner'];
  readonly language: string;
  readonly notice_version: string;
}

/** What was said at the event; of events of before that was kept, what is said of the consent. */
const told = (field: string, column: string) =>
  `case when e.told is null then c.${column} else e.told->>'${field}' end as ${column}`;

/** $1 owner, $2 consent, $3 revision or null for the latest. An erased person has no receipts any more. */
const RECEIPT_EVENT = `
  select c.person_id, p.key_id, p.wrapped_key, e.revision, e.state, e.at, e.scope, ${told('givenBy', 'given_by')},
         ${told('manner', 'manner')}, ${told('language', 'language')}, ${told('noticeVersion', 'notice_version')}
    from consent c
    join consent_event e on e.owner_id = c.owner_id and e.consent_id = c.id
    join person p on p.owner_id = c.owner_id and p.id = c.person_id
   where c.owner_id = $1 and c.id = $2 and ($3::integer is null or e.revision = $3) and p.wrapped_key is not null
   order by e.revision desc limit 1`;

async function partiesOf(tx: Transaction, ids: readonly string[]): Promise<(id: string) => ReceiptParty> {
  const rows = await tx.sql<ReceiptParty>(
    'receipt-parties',
    'select id, code, name, type, country from partnerships.organisations_known where id = any($1)',
    [ids],
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  return (id) => known.get(id) ?? { id, code: id, name: id, type: 'OTHER', country: null };
}
