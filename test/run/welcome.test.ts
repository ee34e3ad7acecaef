import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@jest/globals';
import { welcome } from '../../run/welcome.ts';
import { readConfig } from '../../shared/config.ts';

const codes = Array.from({ length: 24 }, (_, index) => `society${index}`);

function linesOf(environment: NodeJS.ProcessEnv): string[] {
  const link = environment.ACCORD_SANDBOX === 'off' ? null : 'x'.repeat(32);
  const text = welcome({ config: readConfig(environment), codes, readyInMs: 1234, distributed: true, link });
  return stripVTControlCharacters(text).trimEnd().split('\n');
}

test('the welcome fits on one screen of 24 lines and 100 columns', () => {
  const lines = linesOf({ PORT: '54321', MANAGEMENT_PORT: '54322' });
  expect(lines.length).toBeLessThanOrEqual(24);
  expect(lines.filter((line) => line.length > 100)).toEqual([]);
  expect(lines.join(' ')).toContain(codes.at(-1));
  expect(lines.join(' ')).toContain(`http://127.0.0.1:54321/my/${'x'.repeat(32)}?lang=en`);
});

test('outside the sandbox no password is shown', () => {
  expect(
    linesOf({ DATABASE_URL: 'postgres://me:word@localhost/accord', ACCORD_SANDBOX: 'off' }).join('\n'),
  ).not.toMatch(/word|sandbox|secret/i);
});

test('an address that means every address is not one to call', () => {
  expect(linesOf({ HOST: '0.0.0.0' }).join('\n')).not.toContain('0.0.0.0');
});
