import { idempotencyCheck, type StoreCheck } from '../../shared/store-check.ts';

/** What holds among access agreements, their parties, places and signatures. */
export const storeChecks: readonly StoreCheck[] = [
  {
    says: 'The parties of an access agreement are registered, and its places are kept.',
    breaks: `select id as key from access.access_agreement
              where not party_ids <@ array(select id from partnerships.organisations_known)
                 or not place_ids <@ array(select id from access.access_place)`,
  },
  {
    says: 'Whatever is or was active bears the signature of every party under its revision.',
    breaks: `select a.id as key from access.access_agreement a
              where a.state in ('SIGNED', 'ACTIVE', 'SUSPENDED', 'BREACHED') and a.instrument <> 'VERBAL'
                and not a.party_ids <@ array(select organisation_id from access.access_signature s
                                              where s.agreement_id = a.id and s.revision_hash = a.revision_hash)`,
  },
  {
    says: 'A signature is a party’s.',
    breaks: `select s.agreement_id as key from access.access_signature s
              where not exists (select from access.access_agreement a
                                 where a.id = s.agreement_id and s.organisation_id = any (a.party_ids))`,
  },
  {
    says: 'The cut of an incident says what its whole says, and neither is without the other.',
    breaks: `select coalesce(i.id, c.id) as key
               from access.access_incident i full join access.access_incident_cut c on c.id = i.id
              where i.id is null or c.id is null
                 or (i.owner_id, i.kind, i.country, i.impacts, i.verified, to_char(i.occurred_on, 'YYYY-MM'))
                    is distinct from (c.owner_id, c.kind, c.country, c.impacts, c.verified, c.month)
                 or (i.admin1, i.severity) is distinct from (c.admin1, c.severity)`,
  },
  {
    says: 'Of the steps with an incident none is missing since it was filed.',
    breaks: `select i.id as key from access.access_incident i
              where i.version <> (select count(*) from access.incident_event e
                                   where e.incident_id = i.id and e.version <= i.version)`,
  },
  {
    says: 'A released incident was verified, and 30 days were over.',
    breaks: `select id as key from access.access_incident_cut
              where released_at is not null and (not verified or released_at < public_from)`,
  },
  {
    says: 'As many incidents came by a link as it counts, each its owner’s own.',
    breaks: `select l.id as key from access.incident_link l
              where l.filed <> (select count(*) from access.access_incident i
                                 where i.filed_by = l.id and i.owner_id = l.owner_id)`,
  },
  {
    says: 'What was decided about an incident was decided by its owner, and about one that is there.',
    breaks: `select l.incident_id || ' ' || l.other_id as key from access.incident_likeness l
              where not exists (select from access.access_incident i where i.id = l.incident_id and i.owner_id = l.owner_id)
                 or l.other_id not in (select id from access.access_incident)`,
  },
  {
    says: 'A recommendation is its visitor’s.',
    breaks: `select r.id as key from access.visit_recommendation r
              where not exists (select from access.access_visit v where v.id = r.visit_id and v.owner_id = r.owner_id)`,
  },
  {
    says: 'A verdict is about a text that is there.',
    breaks: `select id as key from access.conformity_check
              where subject_id not in (select id from access.access_agreement union select id from access.legal_instrument)`,
  },
  idempotencyCheck('access', [
    'select id from access.access_agreement',
    'select id from access.access_place',
    'select id from access.access_incident',
    'select id from access.legal_instrument',
    'select id from access.border_procedure',
    'select id from access.access_visit',
    'select id from access.incident_link',
  ]),
];
