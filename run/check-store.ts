import { readConfig } from '../shared/config.ts';
import { checkedStore } from './checked-store.ts';

/** More keys than these help nobody to find the cause. */
const SHOWN = 5;

/**
 * `npm run check-store` says whether the store is whole: after a crash, after a restored backup, before an upgrade.
 * Values are opened to see that they open, and are never shown.
 */
const { held, broken } = await checkedStore(readConfig());
for (const { says, keys } of broken) {
  const more = keys.length > SHOWN ? `, and ${keys.length - SHOWN} more` : '';
  console.error(`${says}\n    Not so: ${keys.slice(0, SHOWN).join(', ')}${more}`);
}
console.log(
  broken.length === 0 ? `All ${held} checks hold.` : `${held} checks hold, ${broken.length} do not.`,
);
process.exitCode = broken.length === 0 ? 0 : 1;
