import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { startAccord } from '../support/accord.ts';
import { chromiumPath, openBrowser } from '../support/browser.ts';

/** What the page did behind the reader's back: where it called, what failed, what it complained of. */
interface Conduct {
  readonly hosts: Set<string>;
  readonly failures: string[];
  readonly complaints: string[];
}

function watch(page: Page): Conduct {
  const conduct: Conduct = { hosts: new Set(), failures: [], complaints: [] };
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:') conduct.hosts.add(hostname);
  });
  page.on('requestfailed', (request) =>
    conduct.failures.push(`${request.url()} ${request.failure()?.errorText}`),
  );
  page.on('response', (response) => {
    if (response.status() >= 400) conduct.failures.push(`${response.url()} ${response.status()}`);
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) conduct.complaints.push(message.text());
  });
  page.on('pageerror', (error) => conduct.complaints.push(error.message));
  return conduct;
}

// A machine without Chromium skips this by name; CI installs one.
const onMachinesWithChromium = chromiumPath ? describe : describe.skip;

onMachinesWithChromium('the explorer in a browser that can reach this machine alone', () => {
  let accord: Awaited<ReturnType<typeof startAccord>>;
  let browser: Browser;
  let page: Page;
  let conduct: Conduct;

  beforeAll(async () => {
    accord = await startAccord();
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await accord?.stop();
  });

  beforeEach(async () => {
    page = await browser.newPage();
    conduct = watch(page);
    await page.goto(`${accord.url}/explorer`);
    await page.getByRole('region', { name: 'Operation Editor' }).getByText('FindShelter').waitFor();
    await answer().locator('.monaco-editor').first().waitFor();
  });

  const run = () => page.getByRole('button', { name: /^Execute query/ }).click();
  const answer = () => page.getByRole('region', { name: 'Result Window' });
  const openExample = async (title: string) => {
    await page.getByRole('button', { name: 'Examples' }).click();
    await page.getByRole('menuitem', { name: title }).click();
  };

  test('a visitor signs in as UNHCR, asks who it is, and hears it', async () => {
    await page.getByLabel('Ask as').selectOption('sandbox-unhcr');
    await page.getByRole('status').getByText('UN_AGENCY · caseworker').waitFor();
    await openExample('Who am I');
    await run();
    await answer().getByText('"sandbox-unhcr"').waitFor();
    expect([...conduct.hosts]).toEqual(['127.0.0.1']);
    expect(conduct.failures).toEqual([]);
    expect(conduct.complaints).toEqual([]);
  });

  test('an example about an organisation signs in as it, for its purpose', async () => {
    const asked = page.waitForRequest((request) => (request.postData() ?? '').includes('query MyInbox'));
    await page.locator('option[value="sandbox-unhcr"]').waitFor({ state: 'attached' });
    await openExample('My inbox');
    await run();
    const headers = await (await asked).allHeaders();
    expect(headers.authorization).toMatch(/^Bearer \S+/);
    expect(headers['purpose-of-use']).toBe('LEGAL_AID');
  });

  test('the public asks without a token', async () => {
    const asked = page.waitForRequest((request) => (request.postData() ?? '').includes('query FindShelter'));
    await run();
    await answer().getByText('"data"').waitFor();
    expect(await (await asked).allHeaders()).not.toHaveProperty('authorization');
    expect([...conduct.hosts]).toEqual(['127.0.0.1']);
    expect(conduct.complaints).toEqual([]);
  });

  test('a page of the sandbox says that its data are fictional', async () => {
    expect(await page.getByText('Sandbox: fictional data').isVisible()).toBe(true);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  test('the keyboard alone reaches examples and menus, in the order one reads them', async () => {
    await page.locator('option[value="sandbox-unhcr"]').waitFor({ state: 'attached' });
    await page.keyboard.press('Tab');
    expect(await focused(page.getByRole('button', { name: 'Examples' }))).toBe(true);
    await page.keyboard.press('Tab');
    expect(await focused(page.getByLabel('Ask as'))).toBe(true);
  });

  const focused = async (control: Locator) => (await control.and(page.locator(':focus')).count()) === 1;
});
