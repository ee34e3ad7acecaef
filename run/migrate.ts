import { readConfig } from '../shared/config.ts';
import { openDatabase } from './open-database.ts';
import { Running } from './running.ts';

/** `npm run migrate` brings the database to the state this version needs, and ends. */
const running = new Running();
try {
  await openDatabase(readConfig(), running);
  console.log('The database is up to date.');
  await running.finish();
} catch (error) {
  await running.fail(error);
}
