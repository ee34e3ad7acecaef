import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { projectFolder } from '../shared/project-folder.ts';
import type { World } from './world-schema.ts';

/** A person of the sandbox world with whom a newcomer can begin, and the code of the organisation that keeps it. */
export interface SamplePerson {
  readonly ref: string;
  readonly owner: string;
}

/** The first person of the world who consented to something; null when the world is not there. `url`: as its owner. */
export async function samplePerson(url: string): Promise<SamplePerson | null> {
  const text = await readFile(join(projectFolder, 'sandbox', 'world.json'), 'utf8');
  const { name, persons } = JSON.parse(text) as Pick<World, 'name' | 'persons'>;
  const person = persons.find(({ consents }) => consents.length > 0);
  if (!person) return null;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      'select id from sandbox.item where world = $1 and key = $2 and id is not null',
      [name, `person:${person.key}`],
    );
    return rows[0] ? { ref: rows[0].id, owner: person.owner } : null;
  } finally {
    await client.end();
  }
}
