import { Worker } from 'node:worker_threads';
import type { PdfTemplate } from './report-pdf.ts';

export interface PdfOrder {
  readonly id: number;
  readonly template: PdfTemplate;
  readonly shown: object;
  /** ISO 8601: what the file says of when it was made. */
  readonly at: string;
}
export type PdfAnswer =
  | { readonly id: number; readonly bytes: Uint8Array }
  | { readonly id: number; readonly fault: string };

interface Waiting {
  readonly done: (bytes: Buffer) => void;
  readonly failed: (error: Error) => void;
}

/** Has PDFs written in a thread of its own, one after the other; a thread that ended is replaced by the next order. */
export class PdfWorkshop {
  private worker: Worker | null = null;
  private orders = 0;
  private readonly waiting = new Map<number, Waiting>();

  write(shown: object, at: string, template: PdfTemplate = 'report'): Promise<Buffer> {
    const worker = this.worker ?? this.start();
    this.orders += 1;
    const order: PdfOrder = { id: this.orders, template, shown, at };
    return new Promise((done, failed) => {
      this.waiting.set(order.id, { done, failed });
      worker.postMessage(order);
    });
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url));
    worker.unref();
    worker.on('message', (answer: PdfAnswer) => {
      const order = this.waiting.get(answer.id);
      this.waiting.delete(answer.id);
      if ('bytes' in answer) order?.done(Buffer.from(answer.bytes));
      else order?.failed(new Error(answer.fault));
    });
    worker.on('error', (error: Error) => this.giveUp(error));
    worker.on('exit', () => this.giveUp(new Error('The thread that writes PDFs has ended.')));
    this.worker = worker;
    return worker;
  }

  private giveUp(error: Error): void {
    this.worker = null;
    for (const { failed } of this.waiting.values()) failed(error);
    this.waiting.clear();
  }
}
