import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { projectFolder } from '../../shared/project-folder.ts';

/** The text of a file of real data. It is not part of this repository; where it is missing, the error says where it was sought. */
export function sampleFile(name: string): string {
  const folder = process.env.ACCORD_SAMPLE_FOLDER ?? resolve(projectFolder, '../shared/data');
  const path = join(folder, name);
  if (!existsSync(path))
    throw new Error(`The sample file ${path} is missing; ACCORD_SAMPLE_FOLDER names another folder.`);
  return readFileSync(path, 'utf8');
}
