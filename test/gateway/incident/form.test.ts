import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { formTextsIn } from '../../../gateway/incident/texts.ts';
import { LANGUAGES, wordsIn } from '../../../shared/words/words.ts';
import { type Accord, startAccord } from '../../support/accord.ts';
import { chromiumPath, openBrowser } from '../../support/browser.ts';
import { WEAKEST_CONTRAST } from '../../support/contrast.ts';

/** Where to keep pictures of the pages, for whoever wants to look at them. */
const PICTURES = process.env.ACCORD_PICTURES;
const STAFF = 'sandbox-krcs';
const COORDINATOR = 'sandbox-krcs-coordinator';
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const onMachinesWithChromium = chromiumPath ? describe : describe.skip;

let accord: Accord;
const tokens: string[] = [];
beforeAll(async () => {
  accord = await startAccord({ environment: { LOG_LEVEL: 'trace' } });
}, 120_000);
afterAll(() => accord?.stop());

interface Issued {
  readonly token: string;
  readonly incidentLink: { readonly id: string };
}

async function issue(team: string, over: object = {}): Promise<Issued> {
  const { data } = await accord.graphql(
    `mutation ($input: IssueIncidentLinkInput!) { issued: issueIncidentLink(input: $input) { token incidentLink { id } userErrors { message } } }`,
    { client: COORDINATOR, variables: { input: { team, country: 'KE', ...over } } },
  );
  const { issued } = data as { issued: Issued };
  tokens.push(issued.token);
  return issued;
}

/** What came in by a team's link, as a caseworker finds it. */
async function drafts(team: string): Promise<Record<string, unknown>[]> {
  const { data } = await accord.graphql(
    `{ accessIncidents(first: 100, filter: { states: [DRAFT] }) { nodes { kind occurredOn country { iso2 } admin1 severity impacts description
       actionTaken reporter } } }`,
    { client: STAFF },
  );
  const { nodes } = (data as { accessIncidents: { nodes: Record<string, unknown>[] } }).accessIncidents;
  return nodes.filter(({ reporter }) => reporter === team);
}

const send = (token: string, fields: Record<string, string>, language = 'en') =>
  fetch(`${accord.url}/incident/${token}?lang=${language}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      entry: 'one',
      kind: 'VISIT_DENIED',
      occurredOn: yesterday,
      country: 'KE',
      ...fields,
    }),
  });

onMachinesWithChromium('the form of a team on a small phone without scripts', () => {
  let browser: Browser;
  let page: Page;
  let token: string;
  beforeAll(async () => {
    token = (await issue('Looked at')).token;
    browser = await openBrowser();
    const phone = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 360, height: 640 },
    });
    page = await phone.newPage();
  }, 60_000);
  afterAll(() => browser?.close());

  const open = (language: string, of = token) => page.goto(`${accord.url}/incident/${of}?lang=${language}`);
  const look = async (name: string) => {
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/incident-${name}.png`, fullPage: true });
  };
  const status = () => page.getByRole('status').textContent();

  test('the browser is told to run, keep, index, frame and send on nothing of it', async () => {
    const answer = await open('en');
    expect(answer?.headers()).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'x-frame-options': 'DENY',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      ),
    });
    const body = (await answer?.body()) ?? Buffer.alloc(0);
    expect(body.length).toBeLessThan(25_000);
    expect(body.toString()).not.toMatch(/<script|javascript:| on\w+=|<img|<link/i);
    expect(await page.evaluate('document.styleSheets.length')).toBe(1);
  });

  test.each(LANGUAGES)(
    'it fits into 360 pixels, is read aloud right, and is tapped with a thumb, in %s',
    async (language) => {
      await open(language);
      const root = page.locator('html');
      expect([await root.getAttribute('lang'), await root.getAttribute('dir')]).toEqual([
        language,
        wordsIn(language).direction,
      ]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      for (const target of await page.locator('button:visible, select, textarea, label.c').all())
        expect(((await target.boundingBox())?.height ?? 0) >= 44).toBe(true);
      for (const field of await page.locator('select, textarea, input:not([type=hidden])').all())
        expect(
          await field.evaluate((element: { labels?: { length: number } }) => element.labels?.length),
        ).toBe(1);
      expect(await page.locator('h1').count()).toBe(1);
      expect(await page.evaluate(WEAKEST_CONTRAST)).toBeGreaterThanOrEqual(7);
      await look(language);
    },
  );

  test('what is wrong is said beside its field, in the language of the page, and nothing that was typed is lost', async () => {
    const texts = formTextsIn('ar');
    await open('ar');
    await page.locator('[name=description]').fill('\nThe gate <b>"stayed"</b>\nshut & so on');
    await page.getByLabel(texts.impacts.STAFF_HARMED).check();
    await page.locator('[name=country]').selectOption('');
    await page.getByRole('button', { name: texts.file, exact: true }).click();
    expect(await status()).toBe(texts.outcomes.faulty);
    for (const name of ['kind', 'occurredOn', 'country'] as const) {
      const field = page.locator(`[name=${name}]`);
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      const note = page.locator(`#${await field.getAttribute('aria-describedby')}`);
      expect(await note.textContent()).toContain(texts.faults[name]);
    }
    expect(await page.locator('[name=description]').inputValue()).toBe(
      '\nThe gate <b>"stayed"</b>\nshut & so on',
    );
    expect(await page.getByLabel(texts.impacts.STAFF_HARMED).isChecked()).toBe(true);
    await look('faulty-ar');
  });

  test('another language keeps what was typed, and files nothing', async () => {
    await open('en');
    await page.locator('[name=kind]').selectOption('GOODS_BLOCKED');
    await page.locator('[name=occurredOn]').fill(yesterday);
    await page.locator('[name=admin1]').fill('Busia');
    await page.getByRole('button', { name: 'Français' }).click();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    expect(await page.locator('[name=kind]').inputValue()).toBe('GOODS_BLOCKED');
    expect(await page.locator('[name=occurredOn]').inputValue()).toBe(yesterday);
    expect(await page.locator('[name=admin1]').inputValue()).toBe('Busia');
    await page.getByRole('button', { name: 'Envoyer' }).click();
    expect(await status()).toBe(formTextsIn('fr').outcomes.filed);
    expect(await drafts('Looked at')).toMatchObject([{ kind: 'GOODS_BLOCKED', admin1: 'Busia' }]);
  });

  test('a phone number and a name are warned of with the reason; then it is filed, a caseworker finds it, and the page shows none of it', async () => {
    const { token: own } = await issue('Warned');
    const texts = formTextsIn('en');
    await open('en', own);
    await page.locator('[name=kind]').selectOption('ARREST_AT_OR_NEAR_SERVICE');
    await page.locator('[name=occurredOn]').fill(yesterday);
    await page.locator('[name=severity]').selectOption('3');
    await page.locator('[name=description]').fill('They took the migrant Amina Hassan.');
    await page.locator('[name=actionTaken]').fill('Her brother: +254 712 345 678.');
    await page.getByRole('button', { name: texts.file, exact: true }).click();
    expect(await status()).toBe(texts.outcomes.warned);
    const said = (await page.textContent('main')) ?? '';
    for (const kind of ['NAME_OF_MIGRANT', 'PHONE_NUMBER'] as const)
      expect(said).toContain(texts.warnings[kind]);
    expect(await drafts('Warned')).toEqual([]);
    await look('warned-en');
    await page.locator('[name=actionTaken]').fill('Her family knows.');
    await page.getByRole('button', { name: texts.fileDespite }).click();
    expect(await status()).toBe(texts.outcomes.filed);
    expect(await drafts('Warned')).toEqual([
      {
        kind: 'ARREST_AT_OR_NEAR_SERVICE',
        occurredOn: yesterday,
        country: { iso2: 'KE' },
        admin1: null,
        severity: 3,
        impacts: [],
        description: 'They took the migrant Amina Hassan.',
        actionTaken: 'Her family knows.',
        reporter: 'Warned',
      },
    ]);
    await look('filed-en');
    for (const again of [() => page.reload(), () => open('en', own)]) {
      await again();
      const html = await page.content();
      for (const told of ['Amina', 'Her family', 'incident_']) expect(html).not.toContain(told);
    }
    expect(await drafts('Warned')).toHaveLength(1);
  });

  test('the places that a coordinator named are chosen from, and bring country and region along', async () => {
    const [place, ...others] = await placesOfOwner();
    const { token: own } = await issue('At a place', { country: null, placeIds: [place?.id] });
    await open('es', own);
    expect(await page.content()).not.toContain(others[0]?.name ?? 'nothing');
    await page.locator('[name=kind]').selectOption('VISIT_DELAYED');
    await page.locator('[name=occurredOn]').fill(yesterday);
    await page.locator('[name=placeId]').selectOption(place?.id ?? '');
    await page.getByRole('button', { name: 'Enviar' }).click();
    expect(await drafts('At a place')).toMatchObject([{ country: { iso2: place?.country } }]);
  });

  async function placesOfOwner(): Promise<{ id: string; name: string; country: string }[]> {
    const { data } = await accord.graphql('{ table: accessPlaceTable }', { client: STAFF });
    const [, , ...lines] = (data as { table: string }).table.trim().split('\n');
    return lines
      .map((line) => line.split(','))
      .map(([id = '', name = '', , country = '']) => ({ id, name, country }));
  }
});

test('a form that is sent twice, also at the same moment, is filed once', async () => {
  const { token } = await issue('Twice');
  const answers = await Promise.all([1, 2, 3].map(() => send(token, { description: 'A closed gate.' })));
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
  expect((await send(token, { description: 'A closed gate.' })).status).toBe(303);
  expect(await drafts('Twice')).toHaveLength(1);
});

test('line ends count as typed, and the longest text that is allowed comes in whole, in any script', async () => {
  const { token } = await issue('Long');
  const description = 'س\n'.repeat(2_500);
  expect((await send(token, { description: description.replaceAll('\n', '\r\n') })).status).toBe(303);
  expect(await drafts('Long')).toMatchObject([{ description }]);
  const longer = await send(token, { description: `${description}س` });
  expect(longer.status).toBe(422);
  expect(await longer.text()).toContain(description);
});

test('unknown, revoked and over are the same bytes, to open and to file, and what was typed is given back', async () => {
  const [revoked, over] = [
    await issue('Revoked'),
    await issue('Over', { expiresAt: new Date(Date.now() + 1_500).toISOString() }),
  ];
  await accord.graphql(
    'mutation ($id: ID!) { revokeIncidentLink(input: { id: $id }) { incidentLink { id } } }',
    {
      client: STAFF,
      variables: { id: revoked.incidentLink.id },
    },
  );
  await new Promise((past) => setTimeout(past, 1_600));
  const bytes = async (answer: Response) => {
    const { 'x-request-id': _id, date: _date, ...headers } = Object.fromEntries(answer.headers);
    return { status: answer.status, headers, text: await answer.text() };
  };
  for (const ask of [
    (token: string) => fetch(`${accord.url}/incident/${token}`),
    (token: string) => send(token, { description: 'Not to be lost' }),
    (token: string) => send(token, { country: 'XX' }),
    (token: string) => send(token, { speak: 'fr' }),
  ]) {
    const unknown = await bytes(await ask('never-issued-never-issued-never-'));
    expect(unknown.status).toBe(404);
    for (const { token } of [revoked, over]) expect(await bytes(await ask(token))).toEqual(unknown);
  }
  expect(await (await send(revoked.token, { description: 'Not to be lost' })).text()).toContain(
    'Not to be lost',
  );
  expect(await drafts('Revoked')).toEqual([]);
});

test('to open the page, also by a HEAD, files nothing; what is no form is refused', async () => {
  const { token } = await issue('Opened');
  for (const method of ['GET', 'HEAD'])
    expect((await fetch(`${accord.url}/incident/${token}?kind=VISIT_DENIED`, { method })).status).toBe(200);
  const json = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"kind":"VISIT_DENIED"}',
  };
  expect((await fetch(`${accord.url}/incident/${token}`, json)).status).toBe(422);
  expect(await drafts('Opened')).toEqual([]);
});

test('no token stands in a log, a figure or a header', async () => {
  await fetch(`${accord.url}/incident/${tokens[0]}/none`);
  await fetch(`${accord.url}/incident/${tokens[0]}`, { method: 'DELETE' });
  const metrics = await (await fetch(`${accord.managementUrl}/metrics`)).text();
  expect(metrics).toContain('/incident/:token');
  const answer = await fetch(`${accord.url}/incident/${tokens[0]}`);
  for (const text of [accord.said(), metrics, JSON.stringify([...answer.headers])])
    expect(tokens.filter((token) => text.includes(token))).toEqual([]);
});
