import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes a file bit by bit, waiting for the disk; a file of its name is replaced when all of it is there, or not at all. */
export async function writeFileOf(
  path: string,
  bits: AsyncIterable<string> | Iterable<string>,
): Promise<void> {
  const part = `${path}.part`;
  try {
    await pipeline(Readable.from(bits), createWriteStream(part));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
