import { expect, test } from '@jest/globals';
import pg from 'pg';
import { type Template, testDatabase } from './database.ts';

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test('two test databases share nothing', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
  await ask(one.url, 'create table seen ()');
  await expect(ask(other.url, 'select from seen')).rejects.toThrow('does not exist');
  await Promise.all([one.stop(), other.stop()]);
});

test('a template is filled once, whoever asks at the same time', async () => {
  let filled = 0;
  const template: Template = {
    name: 'counted',
    fill: async (url) => {
      filled += 1;
      await ask(url, 'create table seen as select 1 as one');
    },
  };
  const copies = await Promise.all([testDatabase(template), testDatabase(template), testDatabase(template)]);
  for (const copy of copies) expect(await ask(copy.url, 'select * from seen')).toEqual([{ one: 1 }]);
  expect(filled).toBe(1);
  await Promise.all(copies.map((copy) => copy.stop()));
});
