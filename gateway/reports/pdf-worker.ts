import { parentPort } from 'node:worker_threads';
import type { PdfAnswer, PdfOrder } from './pdf-workshop.ts';
import { ReportPdf } from './report-pdf.ts';

// A second's work would keep every other request waiting: it is done beside them. Loaded when the first PDF is asked for.
const pdf = new ReportPdf();

parentPort?.on('message', ({ id, shown, frozenAt }: PdfOrder) => {
  parentPort?.postMessage(written(id, () => pdf.write(shown, new Date(frozenAt))));
});

function written(id: number, write: () => Buffer): PdfAnswer {
  try {
    return { id, bytes: write() };
  } catch (error) {
    return { id, fault: error instanceof Error ? error.message : String(error) };
  }
}
