import { createServer } from 'node:http';
import pg from 'pg';

/**
 * The local limit: a server written by hand that answers this one question from the same rows with one SQL statement.
 * It believes the caller's word for who it is, checks nothing, opens nothing and records nothing.
 * Started as `limit-server.ts PORT`, with the database in DATABASE_URL.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 12 });

const RELEASED = ['ROUTING', 'TRIAGE', 'IDENTITY', 'CONTACT', 'LOCATION_COARSE'];
const WITHHELD = [
  'LOCATION_PRECISE',
  'ORIGIN',
  'MIGRATION_STATUS',
  'HEALTH',
  'PROTECTION',
  'FAMILY',
  'BELIEF',
  'NARRATIVE',
];
const DISCLOSURE = JSON.stringify({
  released: RELEASED,
  withheld: WITHHELD.map((category) => ({ category, reason: 'AGREEMENT' })),
});

const STATEMENT = `
  select json_build_object('id', r.id, 'state', r.state, 'urgency', r.urgency, 'serviceType', r.service_type,
      'sentAt', to_char(r.sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'service', json_build_object('name', s.name, 'type', s.type, 'provider', json_build_object('name', o.name),
        'accessAgreement', json_build_object('state', a.state, 'ground', a.ground)),
      'person', json_build_object('ref', p.ref,
        'triage', json_build_object('ageBand', p.triage -> 'ageBand', 'languages', p.triage -> 'languages', 'householdSize', p.triage -> 'householdSize'),
        'locationCoarse', json_build_object('country', p.location_coarse -> 'country', 'admin1', p.location_coarse -> 'admin1'),
        'identity', json_build_object('caseCode', p.identity -> 'caseCode', 'name', p.identity -> 'name'),
        'contact', json_build_object('phone', p.contact -> 'phone')),
      'disclosure', $2::json) as node
    from referrals.referral r
    join services.service s on s.id = r.service_id
    join partnerships.organisation o on o.id = s.organisation_id
    join access.access_agreement a on a.id = s.access_agreement_id
    join bench.plain_person p on p.owner_id = r.owner_id and p.person_id = r.person_id
   where r.to_id = $1 and r.state <> 'DRAFT'
   order by r.sent_at desc, r.id desc limit 20`;

createServer(async (request, response) => {
  for await (const _chunk of request);
  const { rows } = await pool.query<{ node: object }>({
    name: 'inbox',
    text: STATEMENT,
    values: [request.headers['x-organisation'], DISCLOSURE],
  });
  const body = JSON.stringify({ data: { referrals: { nodes: rows.map(({ node }) => node) } } });
  response
    .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    .end(body);
}).listen(Number(process.argv[2]), '127.0.0.1');
