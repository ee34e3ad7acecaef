import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';
import { FileFault } from '../file-fault.ts';
import { isJson } from './json.ts';

/** A value of a JSON file that stands on its own, with its path in the file. */
export interface JsonItem {
  readonly place: string;
  readonly value: unknown;
  /** What it is, where the file says so. */
  readonly entity?: 'taxonomy' | 'taxonomy_term';
}

/** More bytes than this belong to no single entry: the longest real ones have 100 kB. */
const LONGEST_ENTRY = 16 << 20;
const DEEPEST = 100;
const DEEPER: Partial<Record<TokenType, number>> = {
  [TokenType.LEFT_BRACE]: 1,
  [TokenType.LEFT_BRACKET]: 1,
  [TokenType.RIGHT_BRACE]: -1,
  [TokenType.RIGHT_BRACKET]: -1,
};

/**
 * The entries of a JSON file, one after the other and in constant memory: of an array, of the `contents` of a page, of JSON lines
 * or of objects that follow each other; a single object is its own entry. A page says behind its entries what it says of itself:
 * then `place` is `page`. Throws `FileFault` where the file breaks; `bytes` are UTF-8.
 */
export async function* jsonItems(bytes: AsyncIterable<Buffer>): AsyncGenerator<JsonItem> {
  let reader: Reader | null = null;
  for await (const chunk of bytes) {
    reader ??= readerOf(chunk);
    yield* reader?.take(chunk) ?? [];
  }
  if (!reader) throw new FileFault('line 1', 'The file is empty.');
  yield* reader.end();
}

/** Null while there is nothing but blanks. */
function readerOf(chunk: Buffer): Reader | null {
  const first = /\S/.exec(chunk.toString('latin1'))?.[0];
  return first === undefined ? null : new Reader(first === '[');
}

class Reader {
  readonly #tokenizer: Tokenizer;
  readonly #parser: TokenParser;
  #found: JsonItem[] = [];
  #entries = 0;
  #sinceEntry = 0;
  #depth = 0;
  /** Line ends before the chunk at hand. */
  #lines = 0;

  constructor(private readonly isArray: boolean) {
    const separator = isArray ? undefined : '';
    this.#tokenizer = new Tokenizer({ separator });
    const paths = isArray ? ['$.*'] : ['$', '$.contents.*'];
    this.#parser = new TokenParser({ paths, keepStack: !isArray, separator });
    this.#tokenizer.onToken = (token) => {
      this.#depth += DEEPER[token.token] ?? 0;
      if (this.#depth > DEEPEST) throw new Error('Too deep.');
      this.#parser.write(token);
    };
    this.#parser.onValue = ({ value, key, parent, stack }) => {
      if (isArray) this.#entry(`[${String(key)}]`, value);
      else if (stack.length > 0) {
        // What has been read of a page is not kept: only how many there were.
        (parent as unknown as unknown[]).length = 0;
        this.#entry(`contents[${this.#entries}]`, value);
      } else this.#root(value);
    };
  }

  *take(chunk: Buffer): Generator<JsonItem> {
    this.#sinceEntry += chunk.length;
    this.#trying(chunk, () => this.#tokenizer.write(chunk));
    if (this.#sinceEntry > LONGEST_ENTRY) {
      const says = `An entry with more than ${LONGEST_ENTRY >> 20} MB is no service.`;
      throw new FileFault(`line ${this.#lines + 1}`, says);
    }
    this.#lines += linesIn(chunk, chunk.length);
    yield* this.#taken();
  }

  *end(): Generator<JsonItem> {
    try {
      if (!this.#tokenizer.isEnded) this.#tokenizer.end();
      if (!this.#parser.isEnded) this.#parser.end();
    } catch {
      throw new FileFault(`line ${this.#lines + 1}`, 'The JSON ends too early: the file was cut off here.');
    }
    yield* this.#taken();
  }

  #trying(chunk: Buffer, write: () => void): void {
    const before = this.#offset;
    try {
      write();
    } catch {
      const at = Math.max(0, this.#offset - before - 1);
      const line = this.#lines + 1 + linesIn(chunk, at);
      const column = at - (at === 0 ? -1 : chunk.lastIndexOf(0x0a, at - 1));
      const says =
        this.#depth > DEEPEST ? 'Nothing in HSDS is nested so deep.' : 'This is not JSON from here on.';
      throw new FileFault(`line ${line}, column ${column}`, says);
    }
  }

  get #offset(): number {
    return (this.#tokenizer as unknown as { offset: number }).offset;
  }

  #root(value: unknown): void {
    const isPage = isJson(value) && Array.isArray(value['contents']);
    this.#found.push({ place: isPage ? 'page' : `[${this.#entries}]`, value });
    if (!isPage) this.#entries += 1;
    this.#sinceEntry = 0;
  }

  #entry(place: string, value: unknown): void {
    this.#found.push({ place, value });
    this.#entries += 1;
    this.#sinceEntry = 0;
  }

  #taken(): JsonItem[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }
}

function linesIn(chunk: Buffer, end: number): number {
  let lines = 0;
  for (let at = chunk.indexOf(0x0a); at !== -1 && at < end; at = chunk.indexOf(0x0a, at + 1)) lines += 1;
  return lines;
}
