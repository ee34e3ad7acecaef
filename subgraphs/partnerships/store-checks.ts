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
    says: 'An attested measure has evidence, and was attested by another person than the one who wrote it.',
    breaks: `select m.id as key from partnerships.measure m
              where m.attestation = 'ATTESTED'
                and (jsonb_array_length(m.evidence) = 0 or m.attested_by is null or m.attested_by = m.written_by)`,
  },
  {
    says: 'A signed pledge bears the signature of every party, a closed one the final report of every signer.',
    breaks: `select p.id as key from partnerships.pledge p
              where p.state in ('SIGNED', 'CLOSED')
                and exists (select from unnest(p.party_ids) as party(id)
                             where not exists (select from partnerships.pledge_signature s
                                                where s.pledge_id = p.id and s.organisation_id = party.id))
                 or p.state = 'CLOSED'
                and exists (select from partnerships.pledge_signature s
                             where s.pledge_id = p.id
                               and not exists (select from partnerships.pledge_report r
                                                where r.pledge_id = p.id and r.is_final
                                                  and r.organisation_id = s.organisation_id))`,
  },
  {
    says: 'A frozen report is what was hashed, and its versions form a chain.',
    breaks: `select r.id as key from partnerships.implementation_report r
               left join partnerships.implementation_report before
                      on before.conference = r.conference and before.version = r.version - 1
              where r.hash <> encode(sha256(convert_to(r.content, 'UTF8')), 'hex')
                 or r.previous_hash is distinct from before.hash
                 or (r.version > 1 and before.id is null)`,
  },
  {
    says: 'What is closed or merged is party to no agreement in force, and has no unit that is active.',
    breaks: `select o.id as key from partnerships.organisation o
              where o.closed_at is not null
                and (exists (select from partnerships.agreement a
                              where a.state = 'ACTIVE' and o.id in (a.provider_id, a.recipient_id))
                     or exists (select from partnerships.organisation u where u.parent_id = o.id and u.active))`,
  },
  {
    says: 'A parent is an organisation that is nobody’s child.',
    breaks: `select o.id as key from partnerships.organisation o
               join partnerships.organisation parent on parent.id = o.parent_id where parent.parent_id is not null`,
  },
  {
    says: 'What an organisation signed itself, it signed with a key of its own that was valid at that moment.',
    breaks: `select s.agreement_id as key from partnerships.agreement_signature s
              where s.made_by = 'ORGANISATION'
                and not exists (select from partnerships.signing_key k
                                 where k.kid = s.jwk ->> 'kid' and k.organisation_id = s.organisation_id
                                   and k.valid_from <= s.signed_at
                                   and (k.valid_until is null or s.signed_at <= k.valid_until))`,
  },
  idempotencyCheck('partnerships', [
    'select kid from partnerships.signing_key',
    'select id from partnerships.agreement',
    'select id from partnerships.organisation',
    'select id from partnerships.focal_point',
    'select id from partnerships.consultation',
    'select id from partnerships.measure',
    'select id from partnerships.pledge',
    'select id from partnerships.implementation_report',
  ]),
];
