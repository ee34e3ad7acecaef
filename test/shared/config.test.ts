import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import { ConfigError, readConfig } from '../../shared/config.ts';

const KEY = 'k'.repeat(43);

function complaints(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.sentences;
    throw error;
  }
}

test('without any variable it is a sandbox on this machine, with a database of its own', () => {
  const config = readConfig({});
  expect(config).toMatchObject({
    sandbox: true,
    host: '127.0.0.1',
    port: 4000,
    databaseUrl: null,
    builtInIssuer: true,
  });
  expect(config.issuer).toBe('http://127.0.0.1:4000/oidc');
});

test('an empty variable is an absent one', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 4000, databaseUrl: null });
});

test('beside an issuer of its own name the sandbox is off until asked for', () => {
  const DATABASE_URL = 'postgres://someone:word@localhost/accord';
  const OIDC_ISSUER = 'https://issuer.example/oidc';
  expect(readConfig({ OIDC_ISSUER }).sandbox).toBe(false);
  expect(readConfig({ OIDC_ISSUER, ACCORD_SANDBOX: 'on' }).sandbox).toBe(true);
  expect(readConfig({ DATABASE_URL }).sandbox).toBe(true);
});

test('the sandbox never runs in production', () => {
  const production = { ACCORD_ENV: 'production', OIDC_ISSUER: 'https://issuer.example' };
  expect(readConfig(production).sandbox).toBe(false);
  expect(complaints({ ...production, ACCORD_SANDBOX: 'on' })).toEqual([
    expect.stringMatching(/^ACCORD_SANDBOX is on/),
  ]);
});

test('production refuses every secret that docker-compose.yml gives the sandbox', () => {
  const secrets = {
    DATABASE_URL: 'postgres://accord:sandbox-only@postgres/accord',
    GATEWAY_KEY: 'sandbox-only-sandbox-only-sandbox-only-sand',
    LEDGER_KEY: 'sandbox-only-sandbox-only-sandbox-only-sand',
    REPORT_KEY: 'sandbox-only-sandbox-only-sandbox-only-sand',
    VAULT_KEYS: 'k1:sandbox-only-sandbox-only-sandbox-only-sand',
    RECEIPT_KEYS: 'r1:sandbox-only-sandbox-only-sandbox-only-sand',
  };
  const given = { ACCORD_ENV: 'production', OIDC_ISSUER: 'https://issuer.example', ...secrets };
  expect(complaints(given).map((sentence) => sentence.split(' ')[0])).toEqual(Object.keys(secrets));
  expect(complaints({ ...given, ACCORD_ENV: 'development' })).toEqual([]);
});

test('production needs an issuer other than the built-in one', () => {
  expect(complaints({ ACCORD_ENV: 'production' })).toEqual([
    expect.stringMatching(/^OIDC_ISSUER is missing/),
  ]);
});

test('every bad variable has a sentence of its own, which does not repeat its value', () => {
  const found = complaints({
    PORT: 'eighty',
    ACCESS_URL: 'ftp://x',
    DATABASE_URL: 'mysql://me:secretword@h',
    LEDGER_KEY: 'short',
  });
  expect(found.map((sentence) => sentence.split(' ')[0]).sort()).toEqual([
    'ACCESS_URL',
    'DATABASE_URL',
    'LEDGER_KEY',
    'PORT',
  ]);
  expect(found.join()).not.toMatch(/secretword|short|eighty/);
});

test.each([
  ['GATEWAY_WORKERS', ['0', '65', '1.5', 'many'], ['1', '64']],
  ['DRAIN_SECONDS', ['-1', '601', 'long'], ['0', '0.5', '600']],
  ['DRAIN_NOTICE_SECONDS', ['-1', '301'], ['0', '300']],
  ['SHED_ABOVE_DELAY_MS', ['-1', '0.5', 'slow'], ['0', '250']],
  ['SHED_SETTLE_SECONDS', ['-1', '601'], ['0', '60']],
])('%s has its bounds, and says them', (name, bad, good) => {
  for (const value of bad)
    expect(complaints({ [name]: value })).toEqual([expect.stringMatching(`^${name} must be `)]);
  for (const value of good) expect(complaints({ [name]: value })).toEqual([]);
});

test('two parts may not be given one port', () => {
  expect(complaints({ PORT: '4010' })).toEqual([
    'PORT and MANAGEMENT_PORT are both 4010; give each its own.',
  ]);
});

test('no secret is seen in a printed configuration', () => {
  const config = readConfig({ DATABASE_URL: 'postgres://me:secretword@h/db', GATEWAY_KEY: KEY });
  expect(`${inspect(config)}${JSON.stringify(config)}${config.databaseUrl}`).not.toContain('secretword');
  expect(`${inspect(config.keys.gateway())}`).toBe('[secret]');
  expect(config.keys.gateway().reveal()).toBe(KEY);
});

test('a key that is not given is made once, for its owner alone', () => {
  const home = mkdtempSync(join(tmpdir(), 'accord-keys-'));
  try {
    const first = readConfig({ ACCORD_HOME: home }).keys.vault().reveal();
    expect(readConfig({ ACCORD_HOME: home }).keys.vault().reveal()).toBe(first);
    expect(complaints({ VAULT_KEYS: first })).toEqual([]);
    expect(statSync(join(home, 'keys', 'vault')).mode & 0o777).toBe(0o600);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
