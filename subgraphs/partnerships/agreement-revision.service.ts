import type { AgreementSigner } from '../../shared/agreement/agreement-signer.ts';
import {
  type BundledKey,
  type BundledSignature,
  bundleText,
  type SignatureMaker,
} from '../../shared/agreement/bundle.ts';
import type { AgreementContent } from '../../shared/agreement/content.ts';
import { changesBetween } from '../../shared/agreement/parts.ts';
import type { PublicKey } from '../../shared/agreement/public-key.ts';
import { changeSentence } from '../../shared/agreement/spoken-part.ts';
import type { AgreementLanguage } from '../../shared/agreement/words/words.ts';
import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import type { Agreement } from './agreement.entity.ts';
import { AgreementRevision, type AgreementRevisionChange } from './agreement-revision.entity.ts';

/** The one door to what was written and signed. It takes an agreement as its viewer reads it, and opens to its parties alone. */
export class AgreementRevisionService {
  constructor(
    private readonly database: Database,
    private readonly signer: () => AgreementSigner,
  ) {}

  /** The revision that stands now where none is named; null for who is no party, and where there is none. */
  async find(
    context: SubgraphContext,
    agreement: Agreement,
    revision: number | null,
  ): Promise<AgreementRevision | null> {
    if (agreement.version === null) return null;
    const [row] = await this.read(context, (tx) =>
      tx.sql<AgreementRevision>('agreement-revision', REVISION, [
        agreement.id,
        revision ?? agreement.revision,
      ]),
    );
    return row ? Object.assign(new AgreementRevision(), row) : null;
  }

  /** What a revision says otherwise than an earlier one; null where there is no such one. */
  async changes(
    context: SubgraphContext,
    { agreementId, revision, terms }: AgreementRevision,
    since: number | null,
    language: AgreementLanguage,
  ): Promise<AgreementRevisionChange[] | null> {
    const earlier = since ?? revision - 1;
    if (earlier < 1 || earlier >= revision) return null;
    const [before] = await this.read(context, (tx) =>
      tx.sql<AgreementRevision>('agreement-revision', REVISION, [agreementId, earlier]),
    );
    if (!before) return null;
    const changes = changesBetween(before.terms, terms);
    const nameOf = await this.names(context, [before.terms, terms]);
    return changes.map((change) => ({
      ...change,
      item: change.item || null,
      sentence: changeSentence(change, { language, nameOf }),
    }));
  }

  /** How those are called whom a text names by their ids. */
  private async names(
    context: SubgraphContext,
    contents: readonly AgreementContent[],
  ): Promise<(id: string) => string> {
    const ids = contents.flatMap(({ providerId, recipientId, clauses }) => [
      providerId,
      recipientId,
      ...clauses.onwardRecipientIds,
    ]);
    const rows = await this.read(context, (tx) =>
      tx.sql<{ id: string; name: string }>(
        'agreement-names',
        'select id, name from organisation where id = any($1)',
        [[...new Set(ids)]],
      ),
    );
    const byId = new Map(rows.map(({ id, name }) => [id, name]));
    return (id) => byId.get(id) ?? id;
  }

  /** The revision with its signatures and their keys, sealed by this instance, to be verified anywhere. */
  async bundle(context: SubgraphContext, revision: AgreementRevision): Promise<string> {
    const { agreementId, revisionHash, terms: content } = revision;
    const ids = [content.providerId, content.recipientId, ...content.clauses.onwardRecipientIds];
    const { organisations, rows } = await this.read(context, async (tx) => ({
      organisations: await tx.sql<{ id: string; name: string }>(
        'bundle-organisations',
        'select id, name from organisation where id = any($1) order by array_position($1, id)',
        [ids],
      ),
      rows: await tx.sql<SignatureRow>('bundle-signatures', SIGNATURES, [agreementId, revisionHash]),
    }));
    const signatures = rows.map(signatureIn);
    return bundleText(
      { organisations, content, hash: revisionHash, signatures, keys: keysOf(rows) },
      this.signer(),
    );
  }

  private read<T>({ viewer }: SubgraphContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.database.transaction(viewer?.organisationId ?? null, work);
  }
}

/** Before the hash covered the id of the agreement, what else it covers stood beside the terms. */
const REVISION = `
  select r.agreement_id as "agreementId", r.revision, r.revision_hash as "revisionHash", r.written_at as "writtenAt",
         jsonb_build_object('kind', a.kind, 'providerId', a.provider_id, 'recipientId', a.recipient_id,
                            'revision', r.revision) || r.terms as terms
    from agreement_revision r join agreement a on a.id = r.agreement_id
   where r.agreement_id = $1 and r.revision = $2`;

/** A signature that was taken in before there were keys has nothing that could be verified. */
const SIGNATURES = `
  select s.organisation_id as "organisationId", s.made_by as "madeBy", s.signed_at as "signedAt", s.jws, s.jwk,
         k.valid_from as "validFrom", k.valid_until as "validUntil"
    from agreement_signature s
    left join signing_key k on s.made_by = 'ORGANISATION' and k.kid = s.jwk ->> 'kid'
   where s.agreement_id = $1 and s.revision_hash = $2 and s.jws is not null
   order by s.signed_at, s.organisation_id`;

interface SignatureRow {
  readonly organisationId: string;
  readonly madeBy: SignatureMaker;
  readonly signedAt: Date;
  readonly jws: string;
  readonly jwk: PublicKey;
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
}

function signatureIn({ organisationId, madeBy, signedAt, jws }: SignatureRow): BundledSignature {
  return { organisationId, madeBy, signedAt: signedAt.toISOString(), jws };
}

/** Each once: two signatures of the instance have one key, which is added when the bundle is sealed if it is the present one. */
function keysOf(rows: readonly SignatureRow[]): BundledKey[] {
  const keys = rows.map(({ organisationId, madeBy, jwk, validFrom, validUntil }) => ({
    organisationId: madeBy === 'INSTANCE' ? null : organisationId,
    jwk,
    validFrom: validFrom?.toISOString() ?? null,
    validUntil: validUntil?.toISOString() ?? null,
  }));
  return [...new Map(keys.map((key) => [key.jwk.kid, key])).values()];
}

/** What was written is kept in the transaction that writes it. */
export async function keepRevision(
  tx: Transaction,
  viewer: Viewer,
  kept: Omit<AgreementRevision, 'writtenBy' | 'writtenAt'>,
): Promise<void> {
  const written = { writtenBy: viewer.clientId, writtenAt: new Date() };
  await tx.entities.insert(AgreementRevision, { ...kept, ...written } as never);
}
