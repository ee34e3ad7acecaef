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
              where a.state in ('SIGNED', 'ACTIVE', 'SUSPENDED', 'BREACHED')
                and not a.party_ids <@ array(select organisation_id from access.access_signature s
                                              where s.agreement_id = a.id and s.revision_hash = a.revision_hash)`,
  },
  {
    says: 'A signature is a party’s.',
    breaks: `select s.agreement_id as key from access.access_signature s
              where not exists (select from access.access_agreement a
                                 where a.id = s.agreement_id and s.organisation_id = any (a.party_ids))`,
  },
  idempotencyCheck('access', [
    'select id from access.access_agreement',
    'select id from access.access_place',
  ]),
];
