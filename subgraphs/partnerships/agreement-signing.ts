import type { AgreementSigner } from '../../shared/agreement/agreement-signer.ts';
import type { PublicKey } from '../../shared/agreement/public-key.ts';
import type { Viewer } from '../../shared/context.ts';
import type { AgreementSignature } from './agreement-signature.entity.ts';

/** What is signed, and what came along: both null where the instance is to sign. */
interface Asked {
  readonly hash: string;
  readonly jws: string | null;
  readonly jwk: PublicKey | null;
  readonly signedAt: Date;
}

/** The party's own signature as it is kept, or the instance's in the name of its signatory. */
export async function signatureOf(
  { organisationId, clientId }: Viewer,
  { hash, jws, jwk, signedAt }: Asked,
  signer: AgreementSigner,
): Promise<Omit<AgreementSignature, 'agreementId'>> {
  const signed = { revisionHash: hash, organisationId, signedBy: clientId, signedAt };
  if (jws !== null && jwk !== null) return { ...signed, madeBy: 'ORGANISATION', jws, jwk };
  const made = await signer.signFor({ organisationId, clientId, signedAt }, hash);
  return { ...signed, madeBy: 'INSTANCE', jws: made, jwk: await signer.publicKey() };
}
