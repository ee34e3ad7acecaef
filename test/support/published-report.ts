import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonical } from '../../shared/canonical.ts';
import type { ReportContent, ReportedMeasure } from '../../shared/report/content.ts';
import type { ReportDocument } from '../../shared/report/document.ts';
import { figuresOf, totalsOf } from '../../shared/report/figures.ts';

/** A report with this one measure, frozen by nobody. */
export function reportWith(over: Partial<ReportedMeasure>): ReportDocument {
  const federation = { id: 'org_ifrc', name: 'IFRC', names: {} };
  const measure: ReportedMeasure = {
    id: 'measure_1',
    type: 'TRAINING',
    status: 'COMPLETED',
    texts: [{ language: 'en', title: 'A measure', summary: null }],
    level: 'NATIONAL',
    paragraphs: ['OP1'],
    countries: ['JO'],
    beneficiaryGroups: [],
    implementers: [federation],
    evidence: [{ kind: 'DOCUMENT', id: null, title: 'Report', url: 'https://reports.example/' }],
    startedOn: '2013-01-01',
    endedOn: '2013-12-31',
    attestedOn: '2015-01-01',
    ...over,
  };
  const [years, period] = [[2012, 2013], { from: '2012-01-01', until: '2013-12-31' }];
  const content: ReportContent = {
    format: 'accord-implementation-report/1',
    resolution: '31IC/11/R3',
    conference: 32,
    reporter: federation,
    period,
    years,
    countries: [{ iso2: 'JO', name: 'Jordan', names: { ar: 'الأردن' } }],
    measures: [measure],
    figures: figuresOf([measure], years, period),
    totals: totalsOf([measure], years, period),
    consultations: [],
    pledges: [],
  };
  return {
    conference: 32,
    version: 1,
    hash: 'f'.repeat(64),
    previousHash: null,
    frozenAt: '2015-11-01T00:00:00.000Z',
    content: JSON.parse(canonical(content)) as ReportContent,
    difference: null,
    signature: 'signature',
    publicKey: { kty: 'OKP' },
  };
}

/** False on a machine without poppler-utils. */
export const canReadPdf = (() => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** The words of a PDF in reading order, and what `pdfinfo` says of it. */
export function readPdf(bytes: Buffer): { readonly text: string; readonly about: string } {
  const folder = mkdtempSync(join(tmpdir(), 'accord-pdf-'));
  try {
    const path = join(folder, 'report.pdf');
    writeFileSync(path, bytes);
    const run = (program: string, ...args: string[]) =>
      execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return { text: run('pdftotext', path, '-'), about: run('pdfinfo', path) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
