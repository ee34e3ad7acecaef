import type { JWK } from 'jose';
import { canonical } from '../canonical.ts';
import type { ReportContent } from './content.ts';
import type { ReportDifference } from './difference.ts';
import { figuresOf, totalsOf } from './figures.ts';
import { hashOfContent, isGenuineSeal, type ReportSeal } from './seal.ts';

/** A report as it is published: what was frozen, by whom and when, and what anybody needs to check it. */
export interface ReportDocument extends ReportSeal {
  readonly content: ReportContent;
  /** What it changed in the version before; null for the first. */
  readonly difference: ReportDifference | null;
  /** JWS in its compact form over the seal: conference, version, hash, previousHash and frozenAt. */
  readonly signature: string;
  readonly publicKey: JWK;
}

/** The published bytes: canonical JSON and a line end. */
export function documentText(document: ReportDocument): string {
  return `${canonical(document)}\n`;
}

/** What is wrong with a published report, one sentence each; nothing when it holds. Needs nothing but the report. */
export async function faultsOf(document: ReportDocument): Promise<string[]> {
  const { conference, version, hash, previousHash, frozenAt, content, signature, publicKey } = document;
  const { measures, years, period } = content;
  const seal = { conference, version, hash, previousHash, frozenAt };
  const checks: readonly (readonly [boolean, string])[] = [
    [hashOfContent(content) === hash, 'Its content is not what was hashed.'],
    [content.conference === conference, 'Its content is of another Conference.'],
    [
      await isGenuineSeal(seal, signature, publicKey),
      'Its signature is not by this key, or not over this hash.',
    ],
    [
      canonical(figuresOf(measures, years, period)) === canonical(content.figures),
      'A figure is not the number of its measures.',
    ],
    [
      canonical(totalsOf(measures, years, period)) === canonical(content.totals),
      'A total is not the number of its measures.',
    ],
  ];
  return checks.filter(([holds]) => !holds).map(([, says]) => says);
}
