import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { LANGUAGES, wordsIn } from '../../../shared/words/words.ts';
import { type Accord, startAccord } from '../../support/accord.ts';
import { chromiumPath, openBrowser } from '../../support/browser.ts';

/** Where to keep pictures of the pages, for whoever wants to look at them. */
const PICTURES = process.env.ACCORD_PICTURES;

let accord: Accord;
beforeAll(async () => {
  accord = await startAccord();
  // The clock freezes the months in its first moments.
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await (await fetch(`${accord.url}/countries/GR?lang=en`)).text()).includes('Incidents, rounded'))
      break;
    await pause(200);
  }
}, 120_000);
afterAll(() => accord?.stop());

const source = async (path: string, language = 'en') => {
  const answer = await fetch(`${accord.url}/countries/${path}`, { headers: { 'accept-language': language } });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

test('the browser is told to run, fetch, frame and send nothing', async () => {
  const { headers, status } = await source('GR');
  expect(status).toBe(200);
  expect(headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'none'/,
  );
  expect(headers.get('content-security-policy')).not.toContain('unsafe');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('set-cookie')).toBeNull();
});

test('no script, no form, no picture from elsewhere, and nobody’s token', async () => {
  const { text } = await source('GR');
  expect(text).not.toMatch(/<script|<form|<img|<iframe|javascript:|\son\w+=/i);
});

test.each(['gr', 'GR'])('%s is the country; what is none is not found, and is not repeated', async (word) => {
  expect((await source(word)).text).toContain('Greece');
  for (const none of ['ZZ', 'ABC', '%3Cb%3Ex']) {
    const { status, text } = await source(none);
    expect(status).toBe(404);
    expect(text).not.toContain('<b>x');
  }
});

test('what is confidential in the sandbox stands on no page: no reporter, no staff, no finding, no fresh or unreleased incident', async () => {
  for (const country of ['GR', 'KE', 'JO', 'IT']) {
    const { text } = await source(country);
    for (const secret of [
      'Head of the visiting team',
      'Volunteer of the branch',
      'held for a night',
      'Four times as many',
      'second wing',
      'Papers were asked',
      'turned away at the gate',
      'Pre-removal centre',
      '39.1',
    ])
      expect(text).not.toContain(secret);
  }
});

test('it says what is missing: gaps, safeguards, laws, and what stands in the way, with few incidents left out', async () => {
  const { text } = await source('GR');
  expect(text).toContain('A visit to a place of detention was refused.');
  expect(text).toContain('does not conform in: irrespective of legal status');
  expect(text).toContain('without consultation');
  expect(text).toMatch(/3 of 20 safeguards are there in law and in practice/);
  expect(text).toMatch(/Restriction of movement, \d{4}-\d\d: \d/);
  expect(text).not.toMatch(/Violence against personnel, \d{4}-\d\d: \d/);
});

test('how many safeguards were there at the end of earlier years is told of those in which any was assessed', async () => {
  const { data } = await accord.graphql(
    '{ borderProcedures(first: 1, country: "KE") { nodes { id type safeguards { safeguard assessment { id } } } } }',
  );
  const [procedure] = (
    data as {
      borderProcedures: {
        nodes: { id: string; safeguards: { safeguard: string; assessment: object | null }[] }[];
      };
    }
  ).borderProcedures.nodes;
  const year = new Date().getUTCFullYear() - 2;
  const free = procedure?.safeguards.filter(({ assessment }) => assessment === null) ?? [];
  for (const [index, { safeguard }] of free.slice(0, 2).entries()) {
    const input = {
      procedureId: procedure?.id,
      safeguard,
      inLaw: 'YES',
      inPractice: index === 0 ? 'YES' : 'NO',
      evidence: 'Seen.',
      assessedOn: `${year}-05-01`,
    };
    await accord.graphql(
      'mutation ($input: AssessSafeguardInput!) { assessSafeguard(input: $input) { userErrors { message } } }',
      { client: 'sandbox-krcs-coordinator', variables: { input } },
    );
  }
  const { text } = await source('KE');
  expect(text).toContain(`<p>${year}: 1 of 20 safeguards`);
  expect(text).not.toContain(`<p>${year - 1}: `);
});

const onMachinesWithChromium = chromiumPath ? describe : describe.skip;

onMachinesWithChromium('in a browser without scripts', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
    page = await context.newPage();
  });
  afterAll(() => browser?.close());

  test.each(LANGUAGES)('it is read in %s, and nothing is refused by its own policy', async (language) => {
    const faults: string[] = [];
    page.on('console', (message) => faults.push(message.text()));
    await page.goto(`${accord.url}/countries/GR?lang=${language}`);
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/country-${language}.png`, fullPage: true });
    expect(await page.locator('html').getAttribute('dir')).toBe(wordsIn(language).direction);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('svg[role=img]').first().isVisible()).toBe(true);
    expect(await page.locator('table').count()).toBeGreaterThan(1);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    expect(faults).toEqual([]);
  });

  test('another language is one tap away', async () => {
    await page.goto(`${accord.url}/countries/GR?lang=en`);
    await page.getByRole('link', { name: wordsIn('ar').name }).click();
    expect(new URL(page.url()).searchParams.get('lang')).toBe('ar');
  });
});
