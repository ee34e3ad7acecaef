import type { Language } from '../../shared/words/words.ts';
import type { ToldReceipt } from './door.ts';
import { type Html, html } from './html.ts';
import { pageOf } from './layout.ts';
import type { PageTexts } from './page-texts.ts';
import { dayIn, textsIn } from './texts.ts';

interface Named {
  readonly 'dpv:hasName': string;
}
interface Titled {
  readonly 'dct:title': string;
}

/** As much of a receipt (subgraphs/referrals/receipts) as is read out. */
interface ReceiptText {
  readonly 'dct:created': string;
  readonly 'dct:description'?: string;
  readonly 'dpv:hasRecordOfActivity'?: {
    readonly 'dpv:hasDataController': Named;
    readonly 'dpv:hasConsentStatus': Titled & { readonly 'dpv:hasDuration': { readonly 'dct:date': string } };
    readonly 'dpv:hasProcess': readonly {
      readonly 'dpv:hasPurpose': Titled;
      readonly 'dpv:hasPersonalData': readonly Titled[];
      readonly 'dpv:hasRecipient': readonly Named[];
    }[];
  };
}

export interface ReceiptPlaces {
  readonly file: string;
  readonly back: string;
  readonly check: string;
  inLanguage(language: Language): string;
}

/** A receipt to be read and kept. It says what the signed text says, and the neutral one says as little here. */
export function receiptPage(receipt: ToldReceipt, language: Language, places: ReceiptPlaces): string {
  const texts = textsIn(language);
  const told = JSON.parse(receipt.content) as ReceiptText;
  return pageOf({
    language,
    title: texts.receipt.heading,
    languages: texts.languages,
    inLanguage: (one) => places.inLanguage(one),
    main: html`<h1>${texts.receipt.heading}</h1>${told['dct:description'] === undefined ? null : html`<p>${told['dct:description']}</p>`}
<dl><dt>${texts.receipt.day}</dt><dd>${dayIn(language, told['dct:created'])}</dd>
<dt>${texts.receipt.number}</dt><dd dir="ltr">${receipt.id}</dd>${recordOf(told, language, texts)}</dl>
<p><label for="t">${texts.receipt.text}</label><textarea id="t" rows="6" readonly>${receipt.jws}</textarea></p>
<a class="b" href="${places.file}">${texts.receipt.save}</a><a class="b" href="${places.check}">${texts.receipt.check}</a>
<a class="b" href="${places.back}">${texts.back}</a>`,
  });
}

function recordOf(
  { 'dpv:hasRecordOfActivity': record }: ReceiptText,
  language: Language,
  texts: PageTexts,
): Html | null {
  if (!record) return null;
  const processes = record['dpv:hasProcess'];
  const status = record['dpv:hasConsentStatus'];
  const [first] = processes;
  return html`<dt>${texts.receipt.what}</dt><dd>${status['dct:title']}</dd>
<dd>${texts.keptBy}: <bdi>${record['dpv:hasDataController']['dpv:hasName']}</bdi></dd>
<dt>${texts.consents.recipients}</dt>${first?.['dpv:hasRecipient'].map((one) => html`<dd><bdi>${one['dpv:hasName']}</bdi></dd>`) ?? null}
<dt>${texts.consents.categories}</dt>${first?.['dpv:hasPersonalData'].map((one) => html`<dd>${one['dct:title']}</dd>`) ?? null}
<dt>${texts.consents.purposes}</dt>${processes.map((one) => html`<dd>${one['dpv:hasPurpose']['dct:title']}</dd>`)}
<dt>${texts.consents.until}</dt><dd>${dayIn(language, status['dpv:hasDuration']['dct:date'])}</dd>`;
}
