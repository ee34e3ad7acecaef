import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { CsvError, type Options, parse } from 'csv-parse';
import { FileFault } from './file-fault.ts';
import { utf8Of } from './utf8-stream.ts';

export interface CsvRow {
  /** Of its last line, the first being 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Characters in one row. A cell that never ends is no cell. */
const LONGEST_ROW = 2_000_000;
const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * The rows of a CSV file, one after the other and in constant memory, whatever program wrote it: UTF-8, UTF-16 or Windows-1252,
 * commas, semicolons or tabs. Blank rows are passed over. Throws `FileFault` where a quote never closes or a row never ends. `tap` sees
 * the bytes as they are.
 */
export async function* csvRows(
  path: string,
  tap: (bytes: Buffer) => void = () => undefined,
): AsyncGenerator<CsvRow> {
  const file = createReadStream(path);
  async function* tapped(): AsyncGenerator<Buffer> {
    for await (const chunk of file) {
      tap(chunk as Buffer);
      yield chunk as Buffer;
    }
  }
  const pieces = utf8Of(tapped());
  const first = await pieces.next();
  if (first.done) return;
  const parser = parse(optionsFor(delimiterOf(first.value)));
  const written = feed(parser, first.value, pieces);
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      yield { line: info.lines, cells: record };
    }
    await written;
  } catch (error) {
    if (error instanceof CsvError) throw faultOf(basename(path), error);
    throw error;
  } finally {
    parser.destroy();
    file.destroy();
    await written.catch(() => undefined);
  }
}

function optionsFor(delimiter: string): Options {
  return {
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    info: true,
    max_record_size: LONGEST_ROW,
  };
}

async function feed(
  parser: ReturnType<typeof parse>,
  first: Buffer,
  rest: AsyncIterable<Buffer>,
): Promise<void> {
  const closed = new Promise<void>((resolve) => parser.once('close', resolve));
  const write = async (piece: Buffer) => {
    if (parser.destroyed || parser.write(piece)) return;
    await Promise.race([new Promise<void>((resolve) => parser.once('drain', resolve)), closed]);
  };
  await write(first);
  for await (const piece of rest) {
    if (parser.destroyed) return;
    await write(piece);
  }
  if (!parser.destroyed) parser.end();
}

/** Which of them the first line has most of. */
function delimiterOf(piece: Buffer): string {
  const [line = ''] = piece.subarray(0, 20_000).toString('utf8').split(/\r?\n/, 1);
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

const SAYS: Readonly<Record<string, string>> = {
  CSV_MAX_RECORD_SIZE: `A row with more than ${LONGEST_ROW / 1e6} million characters is none: a quote may not be closed.`,
  CSV_QUOTE_NOT_CLOSED: 'A quote is never closed: the file may be cut off.',
  CSV_INVALID_CLOSING_QUOTE: 'A quote is closed in the middle of a cell.',
  INVALID_OPENING_QUOTE: 'A quote is opened in the middle of a cell.',
};

function faultOf(file: string, error: CsvError): FileFault {
  const lines = (error as unknown as { lines?: number }).lines;
  const where = lines === undefined ? file : `${file}, line ${lines}`;
  return new FileFault(where, SAYS[error.code] ?? 'This is no CSV from here on.');
}
