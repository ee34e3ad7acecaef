import type { AgreementSigner } from '../../shared/agreement/agreement-signer.ts';
import { hasSigned, keyIdOf } from '../../shared/agreement/detached-signature.ts';
import { type PublicKey, publicKeyOf } from '../../shared/agreement/public-key.ts';
import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { loaderOf } from '../../shared/loader.ts';
import { mayRegisterSigningKey, mayRetireSigningKey } from '../../shared/policy/signing-key.ts';
import { keyKeepingFacts } from './facts.ts';
import { SigningKey } from './signing-key.entity.ts';
import type { RegisterSigningKeyInput, RetireSigningKeyInput } from './signing-key.inputs.ts';

const COLUMNS = `kid, organisation_id as "organisationId", jwk as "publicKey", valid_from as "validFrom",
  valid_until as "validUntil"`;

/** The one door to signing keys. They are public: a signature that only its parties could verify would prove little. */
export class SigningKeyService {
  private readonly ofOrganisation = loaderOf<string, SigningKey[]>((_context, ids) => this.load(ids));

  constructor(
    private readonly database: Database,
    private readonly signer: () => AgreementSigner,
    private readonly secret: Buffer,
  ) {}

  /** Of one organisation, the newest first. */
  async list(context: SubgraphContext, organisationId: string): Promise<SigningKey[]> {
    return (await this.ofOrganisation(context, organisationId)) ?? [];
  }

  instanceKey(): Promise<PublicKey> {
    return this.signer().publicKey();
  }

  /** Errors: VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async register(context: SubgraphContext, input: RegisterSigningKeyInput): Promise<SigningKey> {
    const publicKey = await keyIn(input.jwk);
    return this.change(context, 'registerSigningKey', input, async (tx, viewer) => {
      // One registration after the other: of two that replace the same key, the second replaces the first.
      await tx.sql(
        'signing-keys-turn',
        `select pg_advisory_xact_lock(hashtext('signing-key'), hashtext($1))`,
        [viewer.organisationId],
      );
      const facts = await keyKeepingFacts(tx, viewer, viewer.organisationId);
      const known = await find(tx, publicKey.kid);
      const names = keyIdOf(input.proof) ?? publicKey.kid;
      const held =
        names === publicKey.kid && (await hasSigned(publicKey, input.proof, viewer.organisationId));
      enforce(mayRegisterSigningKey({ ...facts, held, known: known !== null }));
      const now = await endKeys(tx, viewer.organisationId, null);
      await tx.entities.insert(SigningKey, {
        kid: publicKey.kid,
        organisationId: viewer.organisationId,
        publicKey,
        validFrom: now,
        validUntil: null,
        registeredBy: viewer.clientId,
      });
      return publicKey.kid;
    });
  }

  /** Once more changes nothing. Errors: NOT_FOUND, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  retire(context: SubgraphContext, input: RetireSigningKeyInput): Promise<SigningKey> {
    return this.change(context, 'retireSigningKey', input, async (tx, viewer) => {
      const key = await find(tx, input.kid);
      if (key === null) throw new AccordError('NOT_FOUND', { field: 'input.kid' });
      enforce(mayRetireSigningKey(await keyKeepingFacts(tx, viewer, key.organisationId)));
      await endKeys(tx, key.organisationId, key.kid);
      return key.kid;
    });
  }

  private async change(
    context: SubgraphContext,
    verb: string,
    input: object,
    work: (tx: Transaction, viewer: Viewer) => Promise<string>,
  ): Promise<SigningKey> {
    const { viewer } = context;
    if (!viewer) throw new AccordError('UNAUTHENTICATED');
    return this.database.transaction(viewer.organisationId, async (tx) => {
      const kid = await once(tx, context, this.secret, verb, input, () => work(tx, viewer));
      return (await find(tx, kid)) as SigningKey;
    });
  }

  private async load(ids: readonly string[]): Promise<Map<string, SigningKey[]>> {
    const rows = await this.database.read<SigningKey>(
      'signing-keys',
      `select ${COLUMNS} from signing_key where organisation_id = any($1) order by valid_from desc, kid`,
      [ids],
    );
    return Map.groupBy(rows.map(asKey), ({ organisationId }) => organisationId);
  }
}

async function find(tx: Transaction, kid: string): Promise<SigningKey | null> {
  const [row] = await tx.sql<SigningKey>('signing-key', `select ${COLUMNS} from signing_key where kid = $1`, [
    kid,
  ]);
  return row ? asKey(row) : null;
}

/**
 * `kid`: one key, or null for the one in use. A signature that is being made waits for this, or this for it; so the moment
 * of the end is taken after the waiting, and no signature that was kept before is later than it. Answers with it.
 */
async function endKeys(tx: Transaction, organisationId: string, kid: string | null): Promise<Date> {
  const which = 'organisation_id = $1 and valid_until is null and ($2::text is null or kid = $2)';
  await tx.sql('signing-keys-hold', `select from signing_key where ${which} for update`, [
    organisationId,
    kid,
  ]);
  const now = new Date();
  await tx.sql(
    'signing-keys-end',
    `update signing_key set valid_until = greatest($3, valid_from) where ${which}`,
    [organisationId, kid, now],
  );
  return now;
}

/** Errors: VALIDATION_FAILED. */
async function keyIn(jwk: string): Promise<PublicKey> {
  try {
    return await publicKeyOf(jwk.slice(0, LONGEST_KEY));
  } catch (error) {
    throw new AccordError('VALIDATION_FAILED', { field: 'input.jwk', says: (error as Error).message });
  }
}

const LONGEST_KEY = 4_000;

function asKey(row: SigningKey): SigningKey {
  return Object.assign(new SigningKey(), row);
}
