import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AgreementSigner } from '../../../shared/agreement/agreement-signer.ts';
import {
  type AgreementBundle,
  bundleText,
  faultsOfBundle,
  sealingKeyOf,
} from '../../../shared/agreement/bundle.ts';
import { type AgreementContent, hashOfAgreement } from '../../../shared/agreement/content.ts';
import { randomKey } from '../../../shared/key-file.ts';
import { projectFolder } from '../../../shared/project-folder.ts';
import { Secret } from '../../../shared/secret.ts';
import { storeChecks } from '../../../subgraphs/partnerships/store-checks.ts';
import { type Agreement, made, propose, read, TO_SIGNED, take, walk } from './agreement-steps.ts';
import { as, iom, jnrcs, openPartnerships, type PartnershipsWorld, unhcr } from './partnerships-world.ts';
import { bundleOf, newKey, register, retire, type TestKey } from './signing-steps.ts';

const ours = as(jnrcs, 'signatory');
const theirs = as(unhcr, 'signatory');

let world: PartnershipsWorld;
let key: TestKey;
beforeAll(async () => {
  world = await openPartnerships();
  key = await newKey();
  expect((await register(world, jnrcs, key)).userErrors).toEqual([]);
});
afterAll(() => world.stop());

const approved = async () => walk(world, await propose(world), TO_SIGNED.slice(0, 2));
const signedWith = async (one: TestKey, agreement: Agreement, over: object = {}) =>
  take(world, 'sign', agreement, ours, { signature: await one.sign(agreement.revisionHash), ...over });

describe('signing with a key of one’s own', () => {
  test.each(['Ed25519', 'P-256'] as const)(
    'a registered key of %s signs the hash of the revision',
    async (curve) => {
      const own = await newKey(curve);
      await world.organisation(`org_${own.kid}`, 'UN_AGENCY');
      const who = { organisationId: `org_${own.kid}` };
      expect((await register(world, who, own)).userErrors).toEqual([]);
      const agreement = await walk(world, await propose(world, { recipientId: who.organisationId }), [
        ['submit', jnrcs],
        ['approve', who],
      ]);
      const signature = await own.sign(agreement.revisionHash);
      const { userErrors } = await take(world, 'sign', agreement, as(who, 'signatory'), { signature });
      expect(userErrors).toEqual([]);
      expect(await signatures(agreement.id)).toMatchObject([{ madeBy: 'ORGANISATION', jws: signature }]);
    },
  );

  test('for an organisation without a key the instance signs, and the signature says so', async () => {
    const agreement = await approved();
    expect((await take(world, 'sign', agreement, theirs)).userErrors).toEqual([]);
    const [signature] = await signatures(agreement.id);
    expect(signature).toMatchObject({ organisationId: 'org_unhcr', madeBy: 'INSTANCE' });
    const [header = ''] = signature?.jws.split('.') ?? [];
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({
      onBehalfOf: {
        organisationId: 'org_unhcr',
        clientId: 'org_unhcr-signatory',
        signedAt: signature?.signedAt,
      },
    });
  });

  test.each([
    ['without the registered key', 'signs-with-own-key', async () => null],
    [
      'with a key that nobody registered',
      'signs-with-own-key',
      async (hash: string) => (await newKey()).sign(hash),
    ],
    ['over another hash', 'signature-genuine', () => key.sign('0'.repeat(64))],
    ['over the hash of the hash', 'signature-genuine', (hash: string) => key.sign(sha256(hash))],
    ['with another algorithm in its header', 'signature-genuine', (hash: string) => renamed(hash, 'none')],
    ['that is no JWS', 'signs-with-own-key', async () => 'not a signature'],
    ['of a megabyte', 'signs-with-own-key', async () => `${'a'.repeat(1_000_000)}..${'b'.repeat(86)}`],
  ])('a signature %s is refused', async (_what, rule, signature) => {
    const agreement = await approved();
    const { userErrors } = await take(world, 'sign', agreement, ours, {
      signature: await signature(agreement.revisionHash),
    });
    expect(userErrors).toMatchObject([{ code: 'RULE_BROKEN', rule }]);
    expect(await read(world, agreement.id)).toMatchObject({ state: 'APPROVED', signatures: [] });
  });

  test('the signature of the one party is never that of the other', async () => {
    const agreement = await approved();
    const signature = await key.sign(agreement.revisionHash);
    const { userErrors } = await take(world, 'sign', agreement, theirs, { signature });
    expect(userErrors).toMatchObject([{ rule: 'signs-with-own-key' }]);
    expect((await signedWith(key, agreement)).userErrors).toEqual([]);
  });

  test('a replaced key signs nothing more; what it signed stays good, in the rows and outside', async () => {
    await world.organisation('org_rotating', 'UN_AGENCY');
    const rotating = { organisationId: 'org_rotating' };
    const [old, next] = [await newKey(), await newKey('P-256')];
    await register(world, rotating, old);
    const first = await walk(
      world,
      await propose(world, { recipientId: 'org_rotating' }),
      TO_SIGNED.slice(0, 2).map(([verb]) => [verb, jnrcs] as const),
    );
    const half = made(await signedWith(key, first));
    const whole = made(
      await take(world, 'sign', half, as(rotating, 'signatory'), {
        signature: await old.sign(first.revisionHash),
      }),
    );
    expect(whole.state).toBe('SIGNED');
    expect((await register(world, rotating, next)).userErrors).toEqual([]);
    expect(await faultsOfBundle(JSON.parse(await bundleOf(world, rotating, whole.id)))).toEqual([]);
    const later = await walk(
      world,
      await propose(world, { recipientId: 'org_rotating' }),
      TO_SIGNED.slice(0, 2).map(([verb]) => [verb, jnrcs] as const),
    );
    const signature = await old.sign(later.revisionHash);
    const refused = await take(world, 'sign', later, as(rotating, 'signatory'), { signature });
    expect(refused.userErrors).toMatchObject([{ rule: 'signing-key-valid' }]);
    const again = await take(world, 'sign', later, as(rotating, 'signatory'), {
      signature: await next.sign(later.revisionHash),
    });
    expect(again.userErrors).toEqual([]);
  });

  test('a key that is retired leaves its organisation without one: the instance signs again', async () => {
    await world.organisation('org_retiring', 'UN_AGENCY');
    const retiring = { organisationId: 'org_retiring' };
    const own = await newKey();
    await register(world, retiring, own);
    const { signingKey } = await retire(world, retiring, own.kid);
    expect(signingKey?.validUntil).not.toBeNull();
    expect(await retire(world, retiring, own.kid)).toEqual({ signingKey, userErrors: [] });
    const agreement = await walk(world, await propose(world, { recipientId: 'org_retiring' }), [
      ['submit', jnrcs],
      ['approve', jnrcs],
    ]);
    expect((await take(world, 'sign', agreement, as(retiring, 'signatory'))).agreement?.state).toBe(
      'PARTIALLY_SIGNED',
    );
  });

  test('a key that is replaced in the moment of signing has signed before, or signs nothing', async () => {
    await world.organisation('org_moving', 'UN_AGENCY');
    const moving = { organisationId: 'org_moving' };
    let old = await newKey();
    await register(world, moving, old);
    for (let round = 0; round < 5; round += 1) {
      const next = await newKey();
      const agreement = await walk(world, await propose(world, { recipientId: 'org_moving' }), [
        ['submit', jnrcs],
        ['approve', jnrcs],
      ]);
      const signature = await old.sign(agreement.revisionHash);
      const [signed, rotated] = await Promise.all([
        take(world, 'sign', agreement, as(moving, 'signatory'), { signature }),
        register(world, moving, next),
      ]);
      expect(rotated.userErrors).toEqual([]);
      if (signed.agreement === null) expect(signed.userErrors).toMatchObject([{ rule: 'signing-key-valid' }]);
      else
        expect(await faultsOfBundle(JSON.parse(await bundleOf(world, jnrcs, agreement.id)))).toEqual([
          'org_jnrcs has not signed.',
        ]);
      old = next;
    }
  });

  test('two that register at once leave one key in use', async () => {
    await world.organisation('org_hasty', 'UN_AGENCY');
    const keys = await Promise.all([newKey(), newKey(), newKey()]);
    await Promise.all(keys.map((one) => register(world, { organisationId: 'org_hasty' }, one)));
    const query = '{ organisation(id: "org_hasty") { signingKeys { kid jwk validUntil } } }';
    const { organisation } = await world.ask<{
      organisation: { signingKeys: { validUntil: string | null }[] };
    }>(null, query);
    expect(organisation.signingKeys).toHaveLength(3);
    expect(organisation.signingKeys.filter(({ validUntil }) => validUntil === null)).toHaveLength(1);
    expect(JSON.stringify(organisation)).not.toContain('\\"d\\"');
  });
});

describe('what is registered', () => {
  test.each([
    ['no JSON', 'hello'],
    ['null', 'null'],
    ['a key of another kind', '{"kty":"RSA","n":"AQAB","e":"AQAB"}'],
    ['another curve', '{"kty":"OKP","crv":"X25519","x":"AAAA"}'],
    ['a point that is on no curve', '{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}'],
    ['a private key', '{"kty":"OKP","crv":"Ed25519","x":"AAAA","d":"AAAA"}'],
    ['a megabyte', `{"kty":"OKP","crv":"Ed25519","x":"${'A'.repeat(1_000_000)}"}`],
  ])('%s is refused with a sentence', async (_what, jwk) => {
    const { userErrors } = await register(world, iom, { ...key, jwk }, 'x');
    expect(userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', field: 'input.jwk' }]);
  });

  test('a key of another organisation, found somewhere, is refused with its proof or without', async () => {
    expect((await register(world, iom, key, await key.sign('org_jnrcs'))).userErrors).toMatchObject([
      { rule: 'key-held' },
    ]);
    expect((await register(world, iom, key, await key.sign('org_iom'))).userErrors).toMatchObject([
      { rule: 'key-new' },
    ]);
    const own = await newKey();
    expect((await register(world, iom, own, await key.sign('org_iom'))).userErrors).toMatchObject([
      { rule: 'key-held' },
    ]);
  });
});

describe('a bundle', () => {
  let id: string;
  let bundle: AgreementBundle;
  beforeAll(async () => {
    const half = made(await signedWith(key, await approved()));
    const signed = made(await take(world, 'sign', half, theirs));
    id = signed.id;
    bundle = JSON.parse(await bundleOf(world, unhcr, id)) as AgreementBundle;
  });

  test('holds, and holds exactly the content that was signed', async () => {
    expect(await faultsOfBundle(bundle)).toEqual([]);
    expect(bundle.content).toMatchObject({
      agreementId: id,
      providerId: 'org_jnrcs',
      purposes: ['LEGAL_AID'],
    });
    expect(bundle.signatures.map(({ madeBy }) => madeBy)).toEqual(['ORGANISATION', 'INSTANCE']);
  });

  test.each([
    ['a clause', (b: AgreementBundle) => ({ ...b, content: { ...b.content, categories: ['HEALTH'] } })],
    ['the hash', (b: AgreementBundle) => ({ ...b, hash: '0'.repeat(64) })],
    ['a signature left out', (b: AgreementBundle) => ({ ...b, signatures: b.signatures.slice(1) })],
    [
      'a moment',
      (b: AgreementBundle) => ({
        ...b,
        signatures: b.signatures.map((s) => ({ ...s, signedAt: '2020-01-01T00:00:00.000Z' })),
      }),
    ],
    [
      'who signed',
      (b: AgreementBundle) => ({
        ...b,
        signatures: b.signatures.map((s) => ({ ...s, organisationId: 'org_iom' })),
      }),
    ],
    [
      'a window',
      (b: AgreementBundle) => ({
        ...b,
        keys: b.keys.map((k) => ({ ...k, validUntil: '2020-01-01T00:00:00.000Z' })),
      }),
    ],
    [
      'a name',
      (b: AgreementBundle) => ({
        ...b,
        organisations: b.organisations.map((p) => ({ ...p, name: 'Another' })),
      }),
    ],
    ['the seal', (b: AgreementBundle) => ({ ...b, seal: b.signatures[0]?.jws })],
    ['the keys left out', (b: AgreementBundle) => ({ ...b, keys: [] })],
    ['its form', (b: AgreementBundle) => ({ ...b, form: 'accord-agreement-9' })],
    [
      'half of it',
      () => ({ form: 'accord-agreement-1', content: {}, keys: [{}], signatures: [{}], organisations: [] }),
    ],
  ])('with %s changed does not hold', async (_what, change) => {
    expect(await faultsOfBundle(change(bundle) as AgreementBundle)).not.toEqual([]);
  });

  test.each([
    [
      'a clause, and the hash with it',
      (b: AgreementBundle) => rehashed({ ...b.content, categories: ['HEALTH'] }, b),
    ],
    [
      'who has signed',
      (b: AgreementBundle) => ({
        ...b,
        signatures: [b.signatures[1], { ...b.signatures[1], organisationId: 'org_jnrcs' }],
      }),
    ],
    [
      'in whose name the instance signed',
      (b: AgreementBundle) => ({
        ...b,
        signatures: b.signatures.map((s) => ({ ...s, organisationId: other(s.organisationId) })),
      }),
    ],
    [
      'when the instance signed',
      (b: AgreementBundle) => ({
        ...b,
        signatures: b.signatures.map((s) => ({ ...s, signedAt: '2030-01-01T00:00:00.000Z' })),
      }),
    ],
    [
      'until when a key was valid',
      (b: AgreementBundle) => ({
        ...b,
        keys: b.keys.map((k) => ({ ...k, validUntil: '2020-01-01T00:00:00.000Z' })),
      }),
    ],
    [
      'whose key it is',
      (b: AgreementBundle) => ({ ...b, keys: b.keys.map((k) => ({ ...k, organisationId: 'org_unhcr' })) }),
    ],
    [
      'the name of a key',
      (b: AgreementBundle) => ({
        ...b,
        keys: b.keys.map((k) => ({ ...k, jwk: { ...k.jwk, kid: 'another' } })),
      }),
    ],
    [
      'a third signature',
      (b: AgreementBundle) => ({
        ...b,
        signatures: [...b.signatures, { ...b.signatures[0], organisationId: 'org_iom' }],
      }),
    ],
    [
      'a second signature of one',
      (b: AgreementBundle) => ({ ...b, signatures: [...b.signatures, b.signatures[0]] }),
    ],
  ])('sealed anew by a stranger with %s changed does not hold either', async (_what, change) => {
    const stranger = new AgreementSigner(new Secret(randomKey()));
    const { form: _form, seal: _seal, ...told } = change(bundle) as AgreementBundle;
    const forged = JSON.parse(await bundleText(told, stranger)) as AgreementBundle;
    expect(sealingKeyOf(forged)?.kid).toBe((await stranger.publicKey()).kid);
    expect(await faultsOfBundle(forged)).not.toEqual([]);
  });

  test('of what one has signed says that the other has not', async () => {
    const half = made(await signedWith(key, await approved()));
    const faults = await faultsOfBundle(JSON.parse(await bundleOf(world, jnrcs, half.id)));
    expect(faults).toEqual(['org_unhcr has not signed.']);
  });

  test('is checked by a command without a database, which names who signed and how', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'accord-bundle-'));
    const [good, bad] = [join(folder, 'good.json'), join(folder, 'bad.json')];
    writeFileSync(good, JSON.stringify(bundle));
    writeFileSync(bad, JSON.stringify({ ...bundle, hash: 'f'.repeat(64) }));
    const instance = bundle.keys.find(({ organisationId }) => organisationId === null)?.jwk.kid as string;
    try {
      expect(await check(good)).toEqual([
        0,
        expect.stringMatching(/^The agreement holds.*own key.*in the name of its signatory/s),
      ]);
      expect(await check(good, `--key=${instance}`)).toEqual([0, expect.stringContaining('holds')]);
      expect(await check(good, '--key=another')).toEqual([
        1,
        expect.stringContaining('It is sealed with the key'),
      ]);
      expect(await check(bad)).toEqual([1, expect.stringContaining('does NOT hold')]);
      expect(await command('print', good, folder)).toEqual([
        0,
        expect.stringMatching(/-1-en\.pdf\n.*-1-fr\.pdf\n/),
      ]);
      expect(readdirSync(folder).filter((name) => name.endsWith('.pdf'))).toHaveLength(2);
      expect(await check(join(folder, 'absent.json'))).toEqual([1, expect.stringContaining('ENOENT')]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 60_000);
});

test('among the rows all holds that should', async () => {
  for (const { says, breaks } of storeChecks) expect([says, await world.sql(breaks)]).toEqual([says, []]);
});

async function signatures(id: string) {
  const query =
    'query ($id: ID!) { agreement(id: $id) { signatures { organisationId signedAt madeBy jws } } }';
  type Signed = { organisationId: string; signedAt: string; madeBy: string; jws: string };
  return (await world.ask<{ agreement: { signatures: Signed[] } }>(jnrcs, query, { id })).agreement
    .signatures;
}

function rehashed(content: object, bundle: AgreementBundle): object {
  return { ...bundle, content, hash: hashOfAgreement(content as AgreementContent) };
}

const other = (id: string) => (id === 'org_jnrcs' ? 'org_unhcr' : 'org_jnrcs');

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A good signature under a header that names another algorithm. */
async function renamed(hash: string, alg: string): Promise<string> {
  const [, , signature] = (await key.sign(hash)).split('.');
  return `${Buffer.from(JSON.stringify({ alg, kid: key.kid })).toString('base64url')}..${signature}`;
}

/** The command, its exit code and what it says. */
const check = (...words: string[]) => command('check', ...words);

function command(...words: string[]): Promise<[number, string]> {
  const args = ['--import', 'tsx', 'run/agreement.ts', ...words];
  return new Promise((done) => {
    execFile(
      process.execPath,
      args,
      { cwd: projectFolder, env: { PATH: process.env['PATH'] } },
      (error, out, err) => {
        done([error ? Number(error.code) : 0, out + err]);
      },
    );
  });
}
