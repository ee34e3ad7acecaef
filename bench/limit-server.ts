import { createServer } from 'node:http';
import pg from 'pg';
import { PAGE } from './question.ts';

/**
 * The local limit: what a server by hand would do if nobody had to be protected. `node:http`, `pg`, one prepared
 * statement in which PostgreSQL builds the whole answer, no GraphQL, no policy, no vault, no ledger; the token is read
 * and not verified. Its `data` are the same bytes as Accord's.
 */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 16 });

/** Joined strings and `row_to_json`, because `json_agg` and `json_build_object` put blanks between their parts. */
const INBOX = `
  select '{"data":{"referrals":{"nodes":[' || coalesce(string_agg(row_to_json(node)::text, ','), '') || ']}}}' as answer
  from (
    select r.id, r.state, r.version, r.urgency, r.service_type as "serviceType",
      ${instant('r.sent_at')} as "sentAt",
      (select row_to_json(x) from (select s.id, s.name, s.type, s.needs, s.languages,
        (select row_to_json(y) from (select o.id, o.code, o.name, o.type, o.country) y) as provider,
        (select row_to_json(y) from (select a.id, a.state, a.ground, a.settings,
          ${instant('a.valid_from')} as "validFrom",
          ${instant('a.valid_until')} as "validUntil") y) as "accessAgreement") x) as service,
      (select row_to_json(x) from (select triage.value as triage, place.value as "locationCoarse",
        who.value as identity, contact.value as contact) x) as person,
      p.disclosure
    from referrals.referral r
    join services.service s on s.id = r.service_id
    join partnerships.organisation o on o.id = s.organisation_id
    left join access.access_agreement a on a.id = s.access_agreement_id
    join bench.plain_referral p on p.id = r.id
    ${category('triage', 'TRIAGE')}
    ${category('place', 'LOCATION_COARSE')}
    ${category('who', 'IDENTITY')}
    ${category('contact', 'CONTACT')}
    where r.to_id = $1 and r.state <> 'DRAFT'
    order by r.sent_at desc, r.id desc limit ${PAGE}) node`;

function category(alias: string, name: string): string {
  return `left join bench.plain_category ${alias} on ${alias}.owner_id = r.owner_id
      and ${alias}.person_id = r.person_id and ${alias}.category = '${name}'`;
}

function instant(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

const organisations = new Map<string, string>();

/** The organisation in a token's claims, remembered. */
function organisationOf(authorization: string): string {
  const known = organisations.get(authorization);
  if (known !== undefined) return known;
  const claims = authorization.split('.')[1] ?? '';
  const { org } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { org: string };
  organisations.set(authorization, org);
  return org;
}

async function inbox(authorization: string): Promise<string> {
  const { rows } = await pool.query<{ answer: string }>({
    name: 'inbox',
    text: INBOX,
    values: [organisationOf(authorization)],
  });
  return rows[0]?.answer ?? '';
}

const server = createServer((request, response) => {
  request.resume();
  request.once('end', async () => {
    try {
      const answer = request.url === '/readyz' ? 'ok' : await inbox(request.headers.authorization ?? '');
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(answer),
      });
      response.end(answer);
    } catch {
      response.writeHead(500).end();
    }
  });
});
server.listen(Number(process.env['PORT']), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
