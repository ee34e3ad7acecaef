import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { projectFolder } from '../../../shared/project-folder.ts';
import { REPORT_LANGUAGES } from '../../../shared/report/content.ts';
import { faultsOf, type ReportDocument } from '../../../shared/report/document.ts';
import { type Accord, KEYS, MODES, startAccord } from '../../support/accord.ts';
import { chromiumPath, openBrowser } from '../../support/browser.ts';
import { canReadPdf, readPdf } from '../../support/published-report.ts';

const FILES = [
  '1.json',
  ...REPORT_LANGUAGES.flatMap((lang) => [`1.html?lang=${lang}`, `1.pdf?lang=${lang}`]),
];

async function bytesOf(accord: Accord, path: string): Promise<Buffer> {
  const answer = await fetch(`${accord.url}/reports/32/${path}`);
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

/** The database is one and the same copy in both modes: what one served, the other must serve to the byte. */
const served = new Map<string, Buffer>();

/** Said to be skipped where the program that it looks with is missing; `.ci/run` installs both. */
const testWhere = (there: unknown) => (there ? test : test.skip);

describe.each(MODES)('the report to the 32nd Conference, %s', (mode) => {
  let accord: Accord;
  beforeAll(async () => {
    accord = await startAccord({ mode });
  }, 180_000);
  afterAll(() => accord?.stop());

  test.each(FILES)('anyone reads %s, twice the same bytes, as in the other mode', async (path) => {
    const [one, two] = [await bytesOf(accord, path), await bytesOf(accord, path)];
    expect(one.equals(two)).toBe(true);
    const elsewhere = served.get(path) ?? one;
    expect(one.equals(elsewhere)).toBe(true);
    served.set(path, one);
  });

  test('holds by itself, and its key is among those that are published', async () => {
    const document = JSON.parse((await bytesOf(accord, '1.json')).toString()) as ReportDocument;
    expect(await faultsOf(document)).toEqual([]);
    const { keys } = (await (await fetch(`${accord.url}/reports/keys.json`)).json()) as { keys: object[] };
    expect(keys).toContainEqual(document.publicKey);
    const { data } = await accord.graphql('{ implementationReport(conference: 32) { hash document } }');
    const { implementationReport: told } = data as {
      implementationReport: { hash: string; document: string };
    };
    expect(told.hash).toBe(document.hash);
    expect(JSON.parse(told.document)).toEqual(document);
  });

  test.each([
    ['/reports/33', 404],
    ['/reports/32/9.json', 404],
    ['/reports/32/1.xml', 404],
    ['/reports/32/01.json', 404],
    ['/reports/-1/1.json', 404],
    ['/reports/32/1.html?lang=de', 400],
    ['/reports?lang=tlh', 400],
  ])('%s is answered with %i', async (path, status) => {
    expect((await fetch(`${accord.url}${path}`)).status).toBe(status);
  });

  test('the newest is found without knowing its version, and what has not changed is not sent again', async () => {
    const newest = await fetch(`${accord.url}/reports/32?lang=es`, { redirect: 'manual' });
    expect(newest.headers.get('location')).toBe('/reports/32/1.html?lang=es');
    const file = await fetch(`${accord.url}/reports/32/latest.json`, { redirect: 'manual' });
    expect(file.headers.get('location')).toBe('/reports/32/1.json');
    const etag = (await fetch(`${accord.url}/reports/32/1.json`)).headers.get('etag') as string;
    const again = await fetch(`${accord.url}/reports/32/1.json`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });
});

describe('the report as it is read, and as it changes', () => {
  let accord: Accord;
  beforeAll(async () => {
    accord = await startAccord();
  }, 180_000);
  afterAll(() => accord?.stop());

  test('a page runs no script and fetches nothing, and its figures lead to their measures', async () => {
    const answer = await fetch(`${accord.url}/reports/32/1.html`);
    const policy = answer.headers.get('content-security-policy') as string;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const page = await answer.text();
    expect(page).not.toMatch(/<script|<img|src=|@import|url\(/i);
    for (const [, number] of page.matchAll(/href="#m(\d+)"/g)) expect(page).toContain(`id="m${number}"`);
  });

  test('Arabic runs from right to left, and a sandbox says in every language that all is made up', async () => {
    const pages = await Promise.all(REPORT_LANGUAGES.map((lang) => bytesOf(accord, `1.html?lang=${lang}`)));
    const [en, fr, es, ar] = pages.map(String);
    expect(ar).toContain('<html lang="ar" dir="rtl">');
    expect(ar).toContain('dir="rtl">مراكز مجتمعية للوافدين الجدد والجيران');
    const said = [en, fr, es, ar].map((page) => /class="sandbox">([^:]+)/.exec(page ?? '')?.[1]?.trim());
    expect(said).toEqual(['Made-up example', 'Exemple fictif', 'Ejemplo ficticio', 'مثال خيالي']);
  });

  testWhere(chromiumPath)(
    'in a browser every language has its direction, no table is cut off on a phone, and nothing is complained of',
    async () => {
      const browser = await openBrowser();
      try {
        const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
        const complaints: string[] = [];
        page.on('console', (message) => complaints.push(message.text()));
        for (const lang of REPORT_LANGUAGES) {
          await page.goto(`${accord.url}/reports/32/1.html?lang=${lang}`);
          const [direction, wide] = (await page.evaluate(
            '[getComputedStyle(document.documentElement).direction, document.documentElement.scrollWidth > innerWidth]',
          )) as [string, boolean];
          expect([lang, direction, wide]).toEqual([lang, lang === 'ar' ? 'rtl' : 'ltr', false]);
        }
        await page.goto(`${accord.url}/reports?lang=ar`);
        await page.click('text=HTML');
        expect(page.url()).toContain('/reports/32/1.html?lang=ar');
        expect(complaints).toEqual([]);
      } finally {
        await browser.close();
      }
    },
    120_000,
  );

  testWhere(canReadPdf)(
    'every measure and every figure of the JSON stands in the PDF',
    async () => {
      const { content } = JSON.parse((await bytesOf(accord, '1.json')).toString()) as ReportDocument;
      for (const lang of ['en', 'fr', 'es'] as const) {
        const { text, about } = readPdf(await bytesOf(accord, `1.pdf?lang=${lang}`));
        expect(about).toMatch(/Tagged: +yes/);
        const plain = text.replaceAll(/\s+/g, ' ');
        for (const { texts } of content.measures) {
          const title = texts.find(({ language }) => language === lang)?.title ?? '';
          expect(plain).toContain(title.replaceAll(/\s+/g, ' '));
        }
      }
    },
    60_000,
  );

  test('withdrawn after the freeze: a new version says so, the old one stays as it was', async () => {
    const before = await bytesOf(accord, '1.json');
    const content = (JSON.parse(before.toString()) as ReportDocument).content;
    const football = content.measures.find(({ texts }) => /Football/.test(texts[0]?.title ?? ''));
    const input = { id: football?.id, expectedVersion: 2 };
    const withdraw = `mutation ($input: MeasureStepInput!) { withdrawMeasure(input: $input) { userErrors { message } } }`;
    const withdrawn = await accord.graphql(withdraw, {
      client: 'sandbox-dkrc-coordinator',
      variables: { input },
    });
    expect(withdrawn.data).toEqual({ withdrawMeasure: { userErrors: [] } });
    const freeze =
      'mutation { freezeReport(input: { conference: 32 }) { implementationReport { version } userErrors { rule } } }';
    const refused = await accord.graphql(freeze, { client: 'sandbox-dkrc-coordinator' });
    expect(refused.data).toMatchObject({ freezeReport: { userErrors: [{ rule: 'federation-reports' }] } });
    const frozen = await accord.graphql(freeze, { client: 'sandbox-ifrc-coordinator' });
    expect(frozen.data).toMatchObject({ freezeReport: { implementationReport: { version: 2 } } });

    const second = JSON.parse((await bytesOf(accord, '2.json')).toString()) as ReportDocument;
    expect(await faultsOf(second)).toEqual([]);
    expect(second.previousHash).toBe((JSON.parse(before.toString()) as ReportDocument).hash);
    expect(second.difference?.measures.removed).toMatchObject([{ id: football?.id }]);
    expect((await bytesOf(accord, '1.json')).equals(before)).toBe(true);
    const page = (await bytesOf(accord, '2.html?lang=fr')).toString();
    expect(page).toContain('Changements depuis la version précédente');
    expect(page).toContain('Du football pour les nouveaux venus');
    if (canReadPdf) {
      const { text } = readPdf(await bytesOf(accord, '2.pdf?lang=es'));
      expect(text).toContain('Fútbol para recién llegados y vecinos');
    }
  }, 60_000);

  test('after a restart, with empty memory, the bytes are the same', async () => {
    const before = new Map<string, Buffer>();
    for (const path of ['1.json', '1.html?lang=ar', '1.pdf?lang=ar'])
      before.set(path, await bytesOf(accord, path));
    const folder = mkdtempSync(join(tmpdir(), 'accord-report-'));
    try {
      // Another process altogether, over the same rows: the command that writes reports to a folder.
      const environment = { ...process.env, ...KEYS, DATABASE_URL: accord.databaseUrl, ACCORD_HOME: folder };
      const run = (...args: string[]) =>
        spawnSync(process.execPath, ['--import', 'tsx', 'run/report.ts', ...args], {
          cwd: projectFolder,
          env: environment,
          encoding: 'utf8',
        });
      const written = run('32', join(folder, 'out'));
      expect(written.stderr).toBe('');
      const newest = join(folder, 'out', 'report-32-2');
      expect(readFileSync(`${newest}.json`).equals(await bytesOf(accord, '2.json'))).toBe(true);
      expect(readFileSync(`${newest}-ar.pdf`).equals(await bytesOf(accord, '2.pdf?lang=ar'))).toBe(true);
      expect(readFileSync(`${newest}-ar.html`).equals(await bytesOf(accord, '2.html?lang=ar'))).toBe(true);
      expect(run('check', `${newest}.json`).stdout).toMatch(/^The report holds: version 2/);
      const bent = join(folder, 'bent.json');
      writeFileSync(bent, readFileSync(`${newest}.json`, 'utf8').replace('"count":1', '"count":2'));
      expect(run('check', bent)).toMatchObject({ status: 1, stderr: expect.stringMatching(/NOT hold/) });
      expect(run('31').status).toBe(1);
      expect(run('thirty').status).toBe(2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 180_000);
});
