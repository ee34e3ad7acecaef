import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compactVerify, createRemoteJWKSet } from 'jose';
import { type Accord, MODES, startAccord } from '../support/accord.ts';
import { MARKS } from '../support/marked-person.ts';
import {
  OFFICER,
  RECIPIENT,
  readBy,
  type SharedPerson,
  say,
  sharedPerson,
} from '../support/shared-person.ts';

describe.each(MODES)('the link that a person holds, %s', (mode) => {
  let accord: Accord;
  let person: SharedPerson;
  /** Every token of this run: none may be found anywhere but where it was given. */
  const tokens: string[] = [];

  beforeAll(async () => {
    accord = await startAccord({ mode, environment: { LOG_LEVEL: 'trace', TRUSTED_PROXIES: '127.0.0.1' } });
    person = await made();
  }, 180_000);

  afterAll(() => accord?.stop());

  async function made(language = 'ar'): Promise<SharedPerson> {
    const shared = await sharedPerson(accord, language);
    tokens.push(shared.token);
    return shared;
  }

  const page = (path: string, init: RequestInit = {}) =>
    fetch(`${accord.url}${path}`, { redirect: 'manual', ...init });
  const withdraw = ({ token, consent }: SharedPerson, init: RequestInit = {}) =>
    page(`/my/${token}/withdraw?consent=${consent}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
      ...init,
    });

  test('opens the page without a login', async () => {
    const answer = await page(`/my/${person.token}`);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).toContain('UNHCR');
    for (const mark of Object.values(MARKS)) expect(text).not.toContain(mark);
  });

  test('unknown, revoked, over and erased are the same bytes, on every page of it', async () => {
    const [revoked, over, erased] = [await made(), await made(), await made()];
    await say(accord, 'revokePersonLink', 'RevokePersonLinkInput', { personRef: revoked.ref });
    await say(accord, 'erasePerson', 'ErasePersonInput', { ref: erased.ref }, OFFICER);
    const { token: renewed } = await say(accord, 'issuePersonLink', 'IssuePersonLinkInput', {
      personRef: over.ref,
      expiresAt: new Date(Date.now() + 1_000).toISOString(),
    });
    tokens.push(renewed);
    await new Promise((past) => setTimeout(past, 1_100));
    for (const place of ['', '/withdraw', `/receipt?consent=${person.consent}&revision=1`]) {
      const unknown = await bytes(`/my/never-issued-never-issued-never-i${place}`);
      expect(unknown.status).toBe(404);
      for (const token of [revoked.token, over.token, renewed, erased.token]) {
        expect(await bytes(`/my/${token}${place}`)).toEqual(unknown);
      }
    }
    const refused = await withdraw({ ...person, token: 'never-issued' });
    expect(refused.status).toBe(404);
    expect((await withdraw(erased)).status).toBe(404);
  });

  test('a withdrawal by it is in force when the page answers: the next read finds nothing', async () => {
    const other = await made();
    expect(await readBy(accord, RECIPIENT, other)).toContain(MARKS.IDENTITY);
    const answer = await withdraw(other);
    const read = await readBy(accord, RECIPIENT, other);
    expect(answer.status).toBe(303);
    for (const mark of Object.values(MARKS)) expect(read).not.toContain(mark);
    for (let tap = 0; tap < 2; tap += 1) expect((await withdraw(other)).status).toBe(303);
    const confirm = await page(`/my/${other.token}/withdraw?consent=${other.consent}`);
    expect(confirm.status).toBe(303);
    expect(await (await page(`/my/${other.token}?lang=en`)).text()).toContain('You took it back');
  });

  test('to open the page that asks takes nothing back, and neither does a HEAD', async () => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await page(`/my/${person.token}/withdraw?consent=${person.consent}`, { method });
      expect(answer.status).toBe(200);
    }
    expect(await readBy(accord, RECIPIENT, person)).toContain(MARKS.IDENTITY);
  });

  test('a page elsewhere cannot make a browser withdraw: there is no cookie, and it does not know the token', async () => {
    const answer = await page(`/my/${person.token}`);
    expect(answer.headers.getSetCookie()).toEqual([]);
    const forged = await page(`/my/withdraw?consent=${person.consent}`, {
      method: 'POST',
      headers: { cookie: `token=${person.token}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: `token=${person.token}&consent=${person.consent}`,
    });
    expect(forged.status).toBe(404);
    expect(await readBy(accord, RECIPIENT, person)).toContain(MARKS.IDENTITY);
  });

  test('opens the record over the API as well, and for nobody who is signed in', async () => {
    const query = `query ($token: String!) { myRecord(token: $token) {
      owner { name } readings { organisation { name } categories } } }`;
    const asked = { variables: { token: person.token } };
    const { text } = await accord.graphql(query, asked);
    expect(text).toContain('UNHCR, the UN Refugee Agency');
    expect(text).toContain('IDENTITY');
    const signedIn = await accord.graphql(query, { ...asked, client: RECIPIENT, purpose: 'LEGAL_AID' });
    expect(signedIn.text).toContain('SCOPE_MISSING');
  });

  describe('receipts', () => {
    const saved = async (format: string) =>
      (
        await page(`/my/${person.token}/receipt?consent=${person.consent}&revision=1&format=${format}&file=1`)
      ).text();
    const verify = (body: string, type = 'application/json') =>
      page('/receipts/verify', { method: 'POST', headers: { 'content-type': type }, body });

    test.each(['ISO_27560', 'NEUTRAL'])(
      '%s is verified with the published keys alone, and by asking',
      async (format) => {
        const receipt = (await saved(format)).trim();
        const keys = createRemoteJWKSet(new URL(`${accord.url}/receipts/jwks.json`));
        const { payload } = await compactVerify(receipt, keys);
        expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({
          '@type': 'dpv:ConsentReceipt',
        });
        expect(await (await verify(JSON.stringify({ receipt }))).json()).toEqual({ valid: true });
        const bent = receipt.replace(/\.(.)/, (_all, first: string) => `.${first === 'e' ? 'f' : 'e'}`);
        expect(await (await verify(JSON.stringify({ receipt: bent }))).json()).toEqual({ valid: false });
      },
    );

    test('that one is genuine says nothing of whether the consent still stands', async () => {
      const other = await made();
      const path = `/my/${other.token}/receipt?consent=${other.consent}&revision=1&format=ISO_27560&file=1`;
      const receipt = await (await page(path)).text();
      const answer = async () =>
        bytes('/receipts/verify', { method: 'POST', body: JSON.stringify({ receipt }) });
      const before = await answer();
      await withdraw(other);
      expect(await answer()).toEqual(before);
    });

    test.each([['{}'], ['[]'], ['"x"'], ['{"receipt":7}']])(
      'what is no receipt is not valid: %s',
      async (body) => {
        expect(await (await verify(body)).json()).toEqual({ valid: false });
      },
    );

    test('what is no form and no JSON is refused, and nothing is lost', async () => {
      expect((await verify('{', 'application/json')).status).toBe(400);
      expect((await verify('x', 'text/csv')).status).toBe(415);
      expect((await verify('x'.repeat(2_000_000), 'application/x-www-form-urlencoded')).status).toBe(413);
    });
  });

  test('one address may fail so often and no more, and a link that opens does so all the same', async () => {
    const statuses = [];
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
    for (let time = 0; time < 40; time += 1) {
      statuses.push((await page(`/my/guess-${time}`, from('192.0.2.1'))).status);
    }
    expect(statuses[0]).toBe(404);
    expect(statuses.at(-1)).toBe(429);
    const refused = await page('/my/another-guess', from('192.0.2.1'));
    expect(refused.headers.get('retry-after')).toBe('60');
    expect((await page(`/my/${person.token}`, from('192.0.2.1'))).status).toBe(200);
    expect((await page('/my/another-guess', from('192.0.2.2'))).status).toBe(404);
    // The last word is the proxy's; what the asker wrote before it is not believed.
    expect((await page('/my/another-guess', from('192.0.2.2, 192.0.2.1'))).status).toBe(429);
  });

  test('no token stands in a log, a figure, a header or an error', async () => {
    await page(`/my/${person.token}/${'x'.repeat(50)}`);
    await page(`/my/${person.token}`, { method: 'DELETE' });
    await page(`/my/${person.token}%`);
    await page(`/my/${person.token}/withdraw`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: 'x',
    });
    const bad = await accord.graphql(`query ($token: Int!) { myRecord(token: $token) { language } }`, {
      variables: { token: person.token },
    });
    const metrics = await (await fetch(`${accord.managementUrl}/metrics`)).text();
    expect(metrics).toContain('/my/:token');
    const heads = [];
    for (const path of [`/my/${person.token}`, `/my/${person.token}x`, `/my/${person.token}/none`]) {
      const { headers } = await page(path);
      heads.push(JSON.stringify([...headers]));
    }
    const places = { said: accord.said(), metrics, heads: heads.join(), error: bad.text };
    expect(places.said.length).toBeGreaterThan(0);
    for (const [place, text] of Object.entries(places)) {
      expect({ place, found: tokens.filter((token) => text.includes(token)) }).toEqual({ place, found: [] });
    }
  });

  /** Status, headers and body, but for the time and the number of the request. */
  async function bytes(
    path: string,
    init: RequestInit = {},
  ): Promise<{ readonly status: number; readonly text: string }> {
    const answer = await page(path, { ...init, headers: { 'content-type': 'application/json' } });
    const { 'x-request-id': _id, date: _date, ...headers } = Object.fromEntries(answer.headers);
    return { ...{ headers }, status: answer.status, text: await answer.text() };
  }
});
