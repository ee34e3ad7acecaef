import { idempotencyCheck, type StoreCheck } from '../../shared/store-check.ts';

/** What holds among agreements, their revisions and their signatures. */
export const storeChecks: readonly StoreCheck[] = [
  {
    says: 'An agreement stands on its latest revision, which was kept.',
    breaks: `select a.id as key from partnerships.agreement a
               left join partnerships.agreement_revision r on r.agreement_id = a.id and r.revision = a.revision
              where r.revision_hash is distinct from a.revision_hash
                 or a.revision < (select max(revision) from partnerships.agreement_revision where agreement_id = a.id)`,
  },
  {
    says: 'Whatever is or was active bears the signatures of both parties under its revision.',
    breaks: `select a.id as key from partnerships.agreement a
              where a.state in ('SIGNED', 'ACTIVE', 'SUSPENDED', 'BREACHED')
                and (select count(*) from partnerships.agreement_signature s
                      where s.agreement_id = a.id and s.revision_hash = a.revision_hash
                        and s.organisation_id in (a.provider_id, a.recipient_id)) <> 2`,
  },
  {
    says: 'A signature is one of the two parties’, under a revision that was kept.',
    breaks: `select s.agreement_id as key from partnerships.agreement_signature s
              where not exists (select from partnerships.agreement a
                                  join partnerships.agreement_revision r on r.agreement_id = a.id
                                 where a.id = s.agreement_id and r.revision_hash = s.revision_hash
                                   and s.organisation_id in (a.provider_id, a.recipient_id))`,
  },
  {
    says: 'A parent is an organisation that is nobody’s child.',
    breaks: `select o.id as key from partnerships.organisation o
               join partnerships.organisation parent on parent.id = o.parent_id where parent.parent_id is not null`,
  },
  idempotencyCheck('partnerships', [
    'select id from partnerships.agreement',
    'select id from partnerships.organisation',
  ]),
];
