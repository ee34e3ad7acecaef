import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that holds package.json, whatever the current folder is and wherever this file was moved to. */
export const projectFolder: string = folderWithPackage(import.meta.dirname);

function folderWithPackage(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder)
    throw new Error('Accord cannot find its own package.json; run it from a whole checkout.');
  return folderWithPackage(parent);
}
