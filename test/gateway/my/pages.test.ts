import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { LANGUAGES, wordsIn } from '../../../shared/words/words.ts';
import { type Accord, startAccord } from '../../support/accord.ts';
import { chromiumPath, openBrowser } from '../../support/browser.ts';
import { WEAKEST_CONTRAST } from '../../support/contrast.ts';
import { HOW_GIVEN } from '../../support/how-given.ts';
import { MARKS } from '../../support/marked-person.ts';
import {
  OWNER,
  RECIPIENT,
  readBy,
  type SharedPerson,
  say,
  sharedPerson,
} from '../../support/shared-person.ts';

/** Where to keep pictures of the pages, for whoever wants to look at them. */
const PICTURES = process.env.ACCORD_PICTURES;

const onMachinesWithChromium = chromiumPath ? describe : describe.skip;

onMachinesWithChromium('the person’s page on a small phone without scripts', () => {
  let accord: Accord;
  let browser: Browser;
  let phone: BrowserContext;
  let page: Page;
  let person: SharedPerson;

  beforeAll(async () => {
    accord = await startAccord();
    person = await sharedPerson(accord);
    browser = await openBrowser();
    phone = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 480 } });
    page = await phone.newPage();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await accord?.stop();
  });

  const pathsOf = ({ token, consent }: SharedPerson) => ({
    record: `/my/${token}`,
    withdraw: `/my/${token}/withdraw?consent=${consent}`,
    receipt: `/my/${token}/receipt?consent=${consent}&revision=1&format=ISO_27560`,
    neutral: `/my/${token}/receipt?consent=${consent}&revision=1&format=NEUTRAL`,
    check: '/receipts',
    gone: '/my/opens-nothing',
  });
  const PAGES = ['record', 'withdraw', 'receipt', 'neutral', 'check', 'gone'] as const;
  const open = async (name: (typeof PAGES)[number], language?: string) => {
    const path = pathsOf(person)[name];
    const lang = language ? `${path.includes('?') ? '&' : '?'}lang=${language}` : '';
    const answer = await page.goto(`${accord.url}${path}${lang}`);
    if (PICTURES)
      await page.screenshot({ path: `${PICTURES}/${name}-${language ?? 'own'}.png`, fullPage: true });
    return answer;
  };

  test.each(PAGES)(
    'the browser is told to keep, index, frame and send on nothing of it: %s',
    async (name) => {
      const headers = (await open(name))?.headers() ?? {};
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex, nofollow',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'content-type': 'text/html; charset=utf-8',
      });
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      );
      expect(headers['set-cookie']).toBeUndefined();
    },
  );

  test.each(PAGES)('it is small, asks for nothing beside itself, and holds no script: %s', async (name) => {
    const asked: string[] = [];
    const listen = (request: { url(): string }) => asked.push(request.url());
    page.on('request', listen);
    const answer = await open(name);
    page.off('request', listen);
    const body = (await answer?.body()) ?? Buffer.alloc(0);
    expect(body.length).toBeLessThan(12_000);
    expect(asked.filter((url) => !url.endsWith('/favicon.ico'))).toHaveLength(1);
    expect(body.toString()).not.toMatch(/<script|javascript:| on\w+=|<img|<link/i);
    expect(await page.evaluate('document.styleSheets.length')).toBe(1);
  });

  describe.each(LANGUAGES)('in %s', (language) => {
    test.each(PAGES)(
      'it fits into 320 pixels, is read aloud right, and is tapped with a thumb: %s',
      async (name) => {
        await open(name, language);
        const root = page.locator('html');
        if (name !== 'gone') {
          expect(await root.getAttribute('lang')).toBe(language);
          expect(await root.getAttribute('dir')).toBe(wordsIn(language).direction);
        }
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
        for (const target of await page.locator('a, button').all()) {
          const box = await target.boundingBox();
          expect({ text: await target.textContent(), tall: (box?.height ?? 0) >= 44 }).toMatchObject({
            tall: true,
          });
        }
        // Everything that is filled in has a label, every page one heading and a title.
        for (const field of await page.locator('textarea').all()) {
          expect(await page.locator(`label[for="${await field.getAttribute('id')}"]`).count()).toBe(1);
        }
        if (name !== 'gone') expect(await page.locator('h1').count()).toBe(1);
        expect(await page.title()).not.toBe('');
      },
    );

    test('every word is told apart from its ground, and what has the focus is seen', async () => {
      for (const name of PAGES) {
        await open(name, language);
        expect({ name, weakest: ((await page.evaluate(WEAKEST_CONTRAST)) as number) >= 7 }).toEqual({
          name,
          weakest: true,
        });
      }
      await open('record', language);
      await page.keyboard.press('Tab');
      const outline = await page.evaluate(
        'getComputedStyle(document.activeElement).outlineStyle + " " + getComputedStyle(document.activeElement).outlineWidth',
      );
      expect(outline).toBe('solid 4px');
    });

    test('it says who, what, what for and when, and never a value', async () => {
      await open('record', language);
      const text = (await page.textContent('body')) ?? '';
      const words = wordsIn(language);
      for (const said of ['UNHCR', 'Jordan', words.categories.MIGRATION_STATUS, words.purposes.LEGAL_AID]) {
        expect(text).toContain(said);
      }
      for (const name of PAGES) {
        const body = ((await (await open(name, language))?.body()) ?? '').toString();
        expect(Object.values(MARKS).filter((mark) => body.includes(mark))).toEqual([]);
        expect(body).not.toContain(person.ref);
      }
    });
  });

  test('it speaks the language of the consent until another is chosen', async () => {
    await open('record');
    expect(await page.locator('html').getAttribute('lang')).toBe('ar');
    await page.getByRole('link', { name: 'Français' }).click();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    await page.getByRole('link', { name: 'Retirer cet accord' }).click();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
  });

  test('what a phone shows of it in its list of pages tells of nothing', async () => {
    for (const name of PAGES) {
      await open(name, 'en');
      expect(await page.title()).toMatch(/^(Your page|Receipt|Check a receipt)$/);
    }
  });

  test('the neutral receipt’s page names no organisation and no category', async () => {
    const body = ((await (await open('neutral', 'en'))?.body()) ?? '').toString();
    const { categories, purposes } = wordsIn('en');
    expect(body).not.toMatch(/UNHCR|Jordan|Crescent|Cross|legal|asylum|migra|health/i);
    for (const word of [...Object.values(categories), ...Object.values(purposes)])
      expect(body).not.toContain(word);
  });

  test('a receipt that was saved is found genuine on the page, and a bent one is not', async () => {
    await open('receipt', 'en');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save as a file' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('receipt.txt');
    const saved = await new Response((await download.createReadStream()) as never).text();
    await open('receipt', 'en');
    await page.getByRole('link', { name: 'Anyone can check here' }).click();
    await page.getByLabel('The text of the receipt').fill(saved);
    await page.getByRole('button', { name: 'Check' }).click();
    expect(await page.getByRole('status').textContent()).toContain('Genuine: it was signed here');
    await page.getByLabel('The text of the receipt').fill(saved.replace('.', '.x'));
    await page.getByRole('button', { name: 'Check' }).click();
    expect(await page.getByRole('status').textContent()).toContain('Not genuine');
  });

  test('what an organisation is called cannot write into the page', async () => {
    const { html } = await import('../../../gateway/my/html.ts');
    expect(html`<p title="${'"><script>'}">${"<b>'&"}</p>`.text).toBe(
      '<p title="&#34;&#62;&#60;script&#62;">&#60;b&#62;&#39;&#38;</p>',
    );
  });

  test('two taps take a consent back, and the recipient’s next question finds nothing', async () => {
    const other = await sharedPerson(accord, 'en');
    await page.goto(`${accord.url}/my/${other.token}`);
    await page.getByRole('link', { name: 'Take this back' }).click();
    expect(await readBy(accord, RECIPIENT, other)).toContain(MARKS.IDENTITY);
    await page.getByRole('button', { name: 'Yes, take it back' }).click();
    expect(await readBy(accord, RECIPIENT, other)).not.toContain(MARKS.IDENTITY);
    expect(await page.getByRole('status').textContent()).toContain('Done.');
    const text = (await page.textContent('main')) ?? '';
    expect(text).toContain(wordsIn('en').states.WITHDRAWN);
    expect(text).toContain('Has to answer by');
    expect(await page.getByRole('link', { name: 'Take this back' }).count()).toBe(0);
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/withdrawn-en.png`, fullPage: true });
    await page.goBack();
    await page.reload();
    expect(page.url()).toMatch(/\/my\/[\w-]+(\?|$)/);
  });

  test('everything is taken back at once where more than one consent stands', async () => {
    const other = await sharedPerson(accord, 'es');
    const [row] = await consentsOf(other);
    await say(accord, 'recordConsent', 'RecordConsentInput', {
      personRef: other.ref,
      recipientIds: row,
      purposes: ['LEGAL_AID'],
      categories: ['ROUTING'],
      ...HOW_GIVEN,
      language: 'es',
    });
    await page.goto(`${accord.url}/my/${other.token}`);
    await page.getByRole('link', { name: 'Retirar todo' }).click();
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/withdraw-all-es.png`, fullPage: true });
    await page.getByRole('button', { name: 'Sí, retirarlo' }).click();
    expect(await page.getByRole('link', { name: /^Retirar/ }).count()).toBe(0);
    expect(await readBy(accord, RECIPIENT, other)).not.toContain(MARKS.IDENTITY);
  });

  async function consentsOf({ token }: SharedPerson): Promise<string[][]> {
    const query = 'query ($token: String!) { myRecord(token: $token) { consents { recipients { id } } } }';
    const { data } = await accord.graphql(query, { variables: { token } });
    const { myRecord } = data as { myRecord: { consents: { recipients: { id: string }[] }[] } };
    return myRecord.consents.map(({ recipients }) => recipients.map(({ id }) => id));
  }

  test('the owner’s staff find the withdrawal where they look', async () => {
    const { data } = await accord.graphql(
      '{ erasureOrders(box: SENT, first: 10) { nodes { cause to { name } overdue } } }',
      { client: OWNER, purpose: 'LEGAL_AID' },
    );
    expect(JSON.stringify(data)).toContain('CONSENT_WITHDRAWN');
  });
});
