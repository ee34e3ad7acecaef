import { JourneyClient } from './client.ts';
import * as questions from './questions.ts';
import { type Column, columnOf, type ReadReferral } from './sight.ts';

interface FoundService {
  readonly id: string;
  readonly name: string;
  readonly names: readonly { readonly language: string; readonly text: string }[];
  readonly version: number;
  /** The directory it was imported from; null where its provider wrote it here. */
  readonly source: string | null;
  readonly status: string;
  readonly legalStatusCondition: string;
  readonly provider: { readonly id: string; readonly code: string; readonly name: string };
}

export interface LedgerLine {
  readonly number: number;
  readonly viewer: { readonly name: string };
  readonly purpose: string | null;
  readonly released: readonly string[];
  readonly refused: readonly { readonly category: string | null; readonly reason: string }[];
}

/** What happened, for the screen and for the test that checks it. */
export interface Journey {
  readonly service: FoundService;
  readonly referralId: string;
  readonly before: readonly Column[];
  readonly after: readonly Column[];
  readonly withdrawn: readonly Column[];
  /** The owner's ledger of the person, newest first. */
  readonly ledger: readonly LedgerLine[];
}

/** Zarqa, degrees, WGS 84. */
const NEAR_ZARQA = { latitude: 32.07, longitude: 36.09, withinKm: 25 };
const CONSENTED = ['ROUTING', 'TRIAGE', 'LOCATION_COARSE', 'IDENTITY', 'CONTACT'];

type Say = (sentence: string) => void;

/** A Jordanian caseworker refers a person to UNHCR for legal aid, and the person takes the consent back. */
export async function journey(base: string, say: Say): Promise<Journey> {
  const [jordan, unhcr, iom, border] = await Promise.all(
    ['sandbox-jnrcs', 'sandbox-unhcr', 'sandbox-iom', 'sandbox-border-guard-north'].map((client) =>
      JourneyClient.signIn(base, client),
    ),
  );
  if (!jordan || !unhcr || !iom || !border) throw new Error('Nobody signed in.');
  const watching = { UNHCR: unhcr, IOM: iom, 'Border guard': border };

  const service = await findService(jordan);
  say(`Found, by need, place and language: “${service.name}” of ${service.provider.name}.`);
  await assure(unhcr, service);
  say(
    'UNHCR takes its imported entry over: referrals come through Accord, it is firewalled, and all of it is so today.',
  );
  const personRef = await register(jordan);
  say('A person is registered with a case code: no name, no nationality, no status.');
  const consentId = await consent(jordan, personRef, service.provider.id);
  say('Consent recorded: for UNHCR by name, for legal aid, without health.');
  const referralId = await send(jordan, personRef, service.id);
  say('The referral is sent.');

  const before = await look(watching, referralId);
  const accepted = await accept(unhcr, referralId);
  say(`UNHCR accepts: the referral is ${accepted}.`);
  const after = await look(watching, referralId);
  await jordan.do('withdraw the consent', questions.WITHDRAW_CONSENT, { input: { id: consentId } });
  say('The person takes the consent back.');
  const withdrawn = await look(watching, referralId);
  const { ledger } = await jordan.do<{ ledger: { nodes: LedgerLine[] } }>(
    'read the ledger',
    questions.LEDGER,
    {
      person: personRef,
    },
  );
  return { service, referralId, before, after, withdrawn, ledger: ledger.nodes };
}

async function findService(jordan: JourneyClient): Promise<FoundService> {
  const filter = {
    needs: ['INTERNATIONAL_PROTECTION'],
    types: ['LEGAL_AID'],
    languages: ['ar'],
    country: 'JO',
    firewallStatus: ['FIREWALLED', 'UNKNOWN'],
  };
  const { services } = await jordan.do<{ services: { nodes: FoundService[] } }>(
    'search services',
    questions.FIND_SERVICE,
    { filter, near: NEAR_ZARQA },
  );
  const ofUnhcr = services.nodes.filter(({ provider }) => provider.code === 'unhcr');
  // One of the real directory, once that was imported; until then the sandbox has one.
  const service = ofUnhcr.find(({ source }) => source === 'services-advisor') ?? ofUnhcr[0];
  if (!service)
    throw new Error('No legal aid of UNHCR near Zarqa: neither imported nor of the sandbox world.');
  return service;
}

/** An imported entry is years old and nobody has vouched for it: no referral goes there until its owner does. */
async function assure(unhcr: JourneyClient, { id, version }: FoundService): Promise<void> {
  const { reviseService } = await unhcr.do<{ reviseService: { service: { version: number } } }>(
    'revise its service',
    questions.REVISE_SERVICE,
    { input: { id, expectedVersion: version, referralMethod: 'ACCORD' } },
  );
  await unhcr.do('assure its service', questions.ASSURE_SERVICE, {
    input: {
      id,
      expectedVersion: reviseService.service.version,
      firewallStatus: 'FIREWALLED',
      firewallEvidence: 'UNHCR policy on the protection of personal data, 2022',
    },
  });
}

async function register(jordan: JourneyClient): Promise<string> {
  const input = {
    caseCode: `JO-${Date.now().toString(36)}`,
    triage: { ageBand: 'AGE_18_59', languages: ['ar'], householdSize: 3 },
    locationCoarse: { country: 'JO', admin1: 'Amman' },
    contact: { phone: '+962700000000', safeContact: 'Call between nine and noon; say it is the library.' },
    health: { physical: 'needs insulin' },
  };
  const { registerPerson } = await jordan.do<{ registerPerson: { person: { ref: string } } }>(
    'register a person',
    questions.REGISTER_PERSON,
    { input },
  );
  return registerPerson.person.ref;
}

async function consent(jordan: JourneyClient, personRef: string, recipientId: string): Promise<string> {
  const input = {
    personRef,
    recipientIds: [recipientId],
    purposes: ['LEGAL_AID'],
    categories: CONSENTED,
    givenBy: 'SELF',
    manner: 'ORAL_WITNESSED',
    language: 'ar',
    interpreter: false,
    noticeVersion: '1',
  };
  const { recordConsent } = await jordan.do<{ recordConsent: { consent: { id: string } } }>(
    'record the consent',
    questions.RECORD_CONSENT,
    { input },
  );
  return recordConsent.consent.id;
}

async function send(jordan: JourneyClient, personRef: string, serviceId: string): Promise<string> {
  const draft = { personRef, serviceId, serviceType: 'LEGAL_AID', urgency: 'URGENT' };
  const { draftReferral } = await jordan.do<{ draftReferral: { referral: { id: string; version: number } } }>(
    'draft the referral',
    questions.DRAFT_REFERRAL,
    { input: draft },
  );
  const { id, version } = draftReferral.referral;
  await jordan.do('send the referral', questions.SEND_REFERRAL, { input: { id, expectedVersion: version } });
  return id;
}

async function accept(unhcr: JourneyClient, referralId: string): Promise<string> {
  const { referral } = await unhcr.do<{ referral: { version: number } }>(
    'read the referral',
    questions.READ_REFERRAL,
    {
      id: referralId,
    },
  );
  const input = { id: referralId, expectedVersion: referral.version, receiverCode: 'U-2026-17' };
  const { acceptReferral } = await unhcr.do<{ acceptReferral: { referral: { state: string } } }>(
    'accept the referral',
    questions.ACCEPT_REFERRAL,
    { input },
  );
  return acceptReferral.referral.state;
}

async function look(watching: Record<string, JourneyClient>, id: string): Promise<Column[]> {
  return Promise.all(
    Object.entries(watching).map(async ([name, client]) =>
      columnOf(name, await client.ask<{ referral: ReadReferral | null }>(questions.READ_REFERRAL, { id })),
    ),
  );
}
