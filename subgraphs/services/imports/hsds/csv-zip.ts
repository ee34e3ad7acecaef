import { createWriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openPromise, type ZipFile } from 'yauzl';
import { FileFault } from '../file-fault.ts';

/** Bytes of all tables together: a zip of a few kilobytes may say that it holds more than the disk. */
const LARGEST = 20 * 2 ** 30;
const MOST_FILES = 200;

/** Unpacks the files of a zip into a folder that is there, by their names alone, whatever folders they were in. */
export async function unpack(path: string, folder: string): Promise<void> {
  const zip = await opened(path);
  const names = new Set<string>();
  let left = LARGEST;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = basename(entry.fileName);
      if (entry.fileName.endsWith('/') || entry.fileName.startsWith('__MACOSX/') || name.startsWith('.'))
        continue;
      if (names.size >= MOST_FILES)
        throw new FileFault(basename(path), `More than ${MOST_FILES} files are no datapackage.`);
      if (names.has(name.toLowerCase()))
        throw new FileFault(basename(path), `There are two files ${name} in it.`);
      names.add(name.toLowerCase());
      const bounded = new Transform({
        transform(chunk: Buffer, _encoding, next) {
          left -= chunk.length;
          next(
            left < 0 ? new FileFault(basename(path), `It holds more than ${LARGEST / 2 ** 30} GB.`) : null,
            chunk,
          );
        },
      });
      await pipeline(await zip.openReadStreamPromise(entry), bounded, createWriteStream(join(folder, name)));
    }
  } catch (error) {
    throw error instanceof FileFault ? error : broken(path);
  } finally {
    zip.close();
  }
}

async function opened(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error;
    throw broken(path);
  }
}

function broken(path: string): FileFault {
  return new FileFault(basename(path), 'This is no zip, or it was cut off.');
}
