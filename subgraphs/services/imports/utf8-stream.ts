import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

const NEWLINE = 0x0a;
/** Longer without a line end, a piece is cut between two characters. */
const LONGEST_PIECE = 1 << 20;

/**
 * Any text as UTF-8, without its byte order mark and in constant memory: UTF-16 by its mark; in UTF-8 each line that is
 * none is read as Windows-1252, for files that were pasted together.
 */
export async function* utf8Of(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let wide: TextDecoder | null = null;
  let begun = false;
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    if (!begun) {
      if (rest.length < 3) continue;
      begun = true;
      wide = wideDecoder(rest);
      if (!wide) rest = withoutMark(rest);
    }
    if (wide) {
      yield Buffer.from(wide.decode(rest, { stream: true }));
      rest = Buffer.alloc(0);
      continue;
    }
    const end = cutOf(rest);
    if (end === 0) continue;
    yield* asUtf8(rest.subarray(0, end));
    rest = rest.subarray(end);
  }
  if (!begun) rest = withoutMark(rest);
  if (wide) yield Buffer.from(wide.decode());
  else if (rest.length > 0) yield* asUtf8(rest);
}

function wideDecoder(bytes: Buffer): TextDecoder | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be');
  return null;
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** Behind the last line end; in a piece without one, before a character that may go on. */
function cutOf(bytes: Buffer): number {
  const line = bytes.lastIndexOf(NEWLINE) + 1;
  if (line > 0 || bytes.length < LONGEST_PIECE) return line;
  let end = bytes.length;
  while (end > 0 && ((bytes[end - 1] as number) & 0xc0) === 0x80) end -= 1;
  return Math.max(end - 1, 1);
}

function* asUtf8(bytes: Buffer): Generator<Buffer> {
  if (isUtf8(bytes)) {
    yield bytes;
    return;
  }
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, from);
    const to = end === -1 ? bytes.length : end + 1;
    const line = bytes.subarray(from, to);
    yield isUtf8(line) ? line : Buffer.from(new TextDecoder('windows-1252').decode(line));
    from = to;
  }
}
