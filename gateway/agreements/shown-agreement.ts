import type { AgreementBundle, BundledSignature } from '../../shared/agreement/bundle.ts';
import { keyIdOf } from '../../shared/agreement/detached-signature.ts';
import { partOf } from '../../shared/agreement/parts.ts';
import { type Speaking, spokenItem, spokenValue } from '../../shared/agreement/spoken-part.ts';
import { AGREEMENT_PARTS, type AgreementPart } from '../../shared/agreement/words/word-table.ts';
import { type AgreementLanguage, agreementWordsIn, listed } from '../../shared/agreement/words/words.ts';
import type { AgreementState } from '../../shared/policy/agreement.ts';
import { FIREWALL_CLAUSE } from '../../shared/policy/agreement-terms.ts';

/** What is printed: the bundle, and what stands in no bundle because it moves. */
export interface PrintedAgreement {
  readonly bundle: AgreementBundle;
  /** Null: not known, as where a bundle is printed far from its instance, or an earlier revision. */
  readonly state: AgreementState | null;
  /** What it would open, as sentences; none where it is not known. */
  readonly opens: readonly string[];
  readonly sandbox: boolean;
}

/** The heading says them already. */
const PARTIES: readonly AgreementPart[] = ['provider', 'recipient'];

/** All that the template sets, in one language; it adds no word of its own. */
export function shownAgreement(
  { bundle, state, opens, sandbox }: PrintedAgreement,
  language: AgreementLanguage,
) {
  const { content, hash } = bundle;
  const words = agreementWordsIn(language);
  const names = new Map(bundle.organisations.map(({ id, name }) => [id, name]));
  const speaking: Speaking = { language, nameOf: (id) => names.get(id) ?? id };
  const { parts } = words;
  // A function does not pass to the thread that sets the text.
  const { signed: _signed, ...print } = words.print;
  const partyIds = [content.providerId, content.recipientId];
  const signatures = partyIds.map((id) => signatureOf(bundle, id, speaking));
  return {
    language,
    title: words.kinds[content.kind],
    words: print,
    parties: [
      { label: parts.provider, name: speaking.nameOf(content.providerId) },
      { label: parts.recipient, name: speaking.nameOf(content.recipientId) },
    ],
    about: [
      [print.identifier, content.agreementId ?? ''],
      [print.revision, String(content.revision)],
      ...(state === null ? [] : [[print.state, words.states[state]]]),
      [parts.validFrom, spokenValue('validFrom', content.validFrom, speaking)],
      [parts.validUntil, spokenValue('validUntil', content.validUntil, speaking)],
    ],
    warnings: [
      ...(sandbox ? [print.sandbox] : []),
      ...(signatures.every(({ signed }) => signed) ? [] : [print.draft]),
    ],
    clauses: AGREEMENT_PARTS.filter((part) => !PARTIES.includes(part)).map((part) => ({
      label: parts[part],
      values: valuesOf(bundle, part, speaking),
    })),
    opens,
    signatures,
    hash,
  };
}

/** A list of things is one line, and what has items of its own has a line for each. */
function valuesOf({ content }: AgreementBundle, part: AgreementPart, speaking: Speaking): string[] {
  const { nothing, change, firewall } = agreementWordsIn(speaking.language);
  const said = [...partOf(content, part)];
  if (part === 'firewall' && content.clauses.firewallClause === FIREWALL_CLAUSE && firewall !== null)
    return [FIREWALL_CLAUSE, firewall];
  if (said.length === 0) return [nothing];
  if (said.every(([item, value]) => item === value || item === ''))
    return [
      listed(
        said.map(([, value]) => spokenValue(part, value, speaking)),
        speaking.language,
      ),
    ];
  return said.map(([item, value]) =>
    change.item(spokenItem(part, item, speaking) ?? item, spokenValue(part, value, speaking)),
  );
}

function signatureOf({ signatures }: AgreementBundle, partyId: string, speaking: Speaking) {
  const { print, makers } = agreementWordsIn(speaking.language);
  const made: BundledSignature | undefined = signatures.find(
    ({ organisationId }) => organisationId === partyId,
  );
  const name = speaking.nameOf(partyId);
  if (!made) return { signed: false, name, how: print.notSigned, at: '', key: '', jws: '' };
  return {
    signed: true,
    name,
    how: print.signed(makers[made.madeBy]),
    at: made.signedAt,
    key: keyIdOf(made.jws) ?? '',
    jws: made.jws,
  };
}
