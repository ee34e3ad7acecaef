import { parentPort } from 'node:worker_threads';
import type { PdfAnswer, PdfOrder } from './pdf-workshop.ts';
import { type PdfTemplate, ReportPdf } from './report-pdf.ts';

// A second's work would keep every other request waiting: it is done beside them. Loaded when the first PDF is asked for.
const pdfs = new Map<PdfTemplate, ReportPdf>();

parentPort?.on('message', ({ id, template, shown, at }: PdfOrder) => {
  parentPort?.postMessage(written(id, () => writerOf(template).write(shown, new Date(at))));
});

function written(id: number, write: () => Buffer): PdfAnswer {
  try {
    return { id, bytes: write() };
  } catch (error) {
    return { id, fault: error instanceof Error ? error.message : String(error) };
  }
}

function writerOf(template: PdfTemplate): ReportPdf {
  const writer = pdfs.get(template) ?? new ReportPdf(template);
  pdfs.set(template, writer);
  return writer;
}
