import { readConfig } from '../shared/config.ts';
import { FileKeys, vaultKeys } from '../shared/vault/file-keys.ts';
import { keyCounts, retire, rotate } from './vault-rotation.ts';
import { withDatabase } from './with-database.ts';

/**
 * `npm run vault -- status` counts the persons under each master key. `rotate` makes a new one and wraps every person's
 * data key with it, while all goes on running; killed, it is run again. `retire KEY` removes one that wraps nobody.
 * Where VAULT_KEYS gives the keys, put the new one last, restart every part, put it first, restart, and then rotate.
 */
const [command = '', keyId = ''] = process.argv.slice(2);
const config = readConfig();
try {
  if (command === 'status') await withDatabase(config, (client) => status(client));
  else if (command === 'rotate') await withDatabase(config, rotateAll);
  else if (command === 'retire' && keyId !== '') await withDatabase(config, retireOne);
  else {
    console.error('Usage: npm run vault -- status | rotate | retire KEY');
    process.exitCode = 2;
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

type Client = Parameters<typeof rotate>[0];

async function status(client: Client): Promise<void> {
  const keys = vaultKeys(config.keys);
  for (const count of await keyCounts(client, keys)) {
    const current = count.keyId === keys.currentKeyId ? ', current' : '';
    console.log(`${count.keyId}: ${count.persons} persons${current}${count.held ? '' : ', NOT HELD'}`);
  }
}

async function rotateAll(client: Client): Promise<void> {
  const { keyId, rewrapped } = await rotate(client, vaultKeys(config.keys), (count) =>
    console.log(`${count} persons rewrapped`),
  );
  console.log(`${rewrapped} persons rewrapped in all. The current key is ${keyId}.`);
  await status(client);
}

async function retireOne(client: Client): Promise<void> {
  const keys = vaultKeys(config.keys);
  if (!(keys instanceof FileKeys)) throw new Error('VAULT_KEYS gives the keys: remove it there.');
  await retire(client, keys, keyId);
  console.log(`${keyId} is retired.`);
}
