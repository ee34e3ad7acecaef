import { RELEASING_STATES } from '../../shared/policy/consent.ts';
import { CONSENT_MONTHS, ENDED_CONSENTS } from '../../shared/policy/consent-life.ts';
import { HOLDING_STATES } from '../../shared/policy/places.ts';
import { REFERRAL_LIFE } from '../../shared/policy/referral-life.ts';
import { idempotencyCheck, type StoreCheck } from '../../shared/store-check.ts';
import { withoutConsentChecks } from './without-consent-checks.ts';

const words = (list: readonly string[]) => list.map((word) => `'${word}'`).join(', ');
/** States that a person's withdrawal ends. */
const OPEN = words(REFERRAL_LIFE.withdraw.from);

/** What holds among persons, consents, referrals and their events. The ledger has a verifier of its own. */
export const storeChecks: readonly StoreCheck[] = [
  {
    says: 'A place of a service is held only by a referral that was accepted and has not ended.',
    breaks: `select referral_id as key from services.place_taken t
              where not exists (select from referrals.referral r where r.id = t.referral_id
                                   and r.state in (${words(HOLDING_STATES)}))`,
  },
  {
    says: 'A referral is what its latest event made it, and no event is missing since it was drafted.',
    breaks: `select r.id as key from referrals.referral r
              where (select count(*) from referrals.referral_event e
                      where e.owner_id = r.owner_id and e.referral_id = r.id
                        and e.version between 2 and r.version) <> r.version - 1
                 or coalesce((select e.state from referrals.referral_event e where e.owner_id = r.owner_id
                                 and e.referral_id = r.id order by e.version desc limit 1), 'DRAFT') <> r.state`,
  },
  {
    says: 'A consent is what its latest event made it, and no event is missing.',
    breaks: `select c.id as key from referrals.consent c
              where (select (count(*), min(revision), max(revision)) from referrals.consent_event e
                      where e.owner_id = c.owner_id and e.consent_id = c.id)
                    is distinct from (c.revision::bigint, 1, c.revision)
                 or not exists (select from referrals.consent_event e where e.owner_id = c.owner_id
                                   and e.consent_id = c.id and e.revision = c.revision and e.state = c.state)`,
  },
  {
    says: 'A consent covers what its latest event says.',
    breaks: `select c.id as key from referrals.consent c
               join referrals.consent_event e on e.owner_id = c.owner_id and e.consent_id = c.id
                and e.revision = c.revision
              where (to_jsonb(c.recipient_ids), to_jsonb(c.purposes), to_jsonb(c.categories), c.valid_until) is distinct from
                (e.scope->'recipientIds', e.scope->'purposes', e.scope->'categories', (e.scope->>'validUntil')::timestamptz)`,
  },
  {
    says: 'A consent that has ended stays ended.',
    breaks: `select e.consent_id as key from referrals.consent_event e
              where e.state in (${words(ENDED_CONSENTS)}) and exists (select from referrals.consent_event later
                 where later.owner_id = e.owner_id and later.consent_id = e.consent_id and later.revision > e.revision)`,
  },
  {
    says: 'No event of a consent opens more than the one before, but for the time when it was given or renewed.',
    breaks: `select e.consent_id as key from referrals.consent_event e
               join referrals.consent_event before on before.owner_id = e.owner_id
                and before.consent_id = e.consent_id and before.revision = e.revision - 1
              where not (e.scope->'recipientIds' <@ (before.scope->'recipientIds')
                         and e.scope->'purposes' <@ (before.scope->'purposes')
                         and e.scope->'categories' <@ (before.scope->'categories'))
                 or (e.verb not in ('give', 'renew')
                     and (e.scope->>'validUntil')::timestamptz > (before.scope->>'validUntil')::timestamptz)`,
  },
  {
    says: 'A consent that releases says who gave it, how and when.',
    breaks: `select id as key from referrals.consent
              where state in (${words(RELEASING_STATES)}) and num_nulls(given_by, manner, given_at) > 0`,
  },
  {
    says: 'A consent that the person or the owner ended carries no open referral.',
    breaks: `select r.id as key from referrals.referral r
               join referrals.consent c on c.owner_id = r.owner_id and c.id = r.consent_id
              where c.state not in (${words([...RELEASING_STATES, 'EXPIRED'])}) and r.state in (${OPEN})`,
  },
  {
    says: `A consent lasts ${CONSENT_MONTHS} months at most from when it was given or last renewed.`,
    breaks: `select c.id as key from referrals.consent c
               left join lateral (select max(at) as at from referrals.consent_event e
                 where e.owner_id = c.owner_id and e.consent_id = c.id and e.verb in ('record', 'give', 'renew')) said on true
              where c.state in (${words(RELEASING_STATES)}) and c.valid_until at time zone 'UTC'
                > coalesce(said.at, c.valid_from) at time zone 'UTC' + interval '${CONSENT_MONTHS} months'`,
  },
  {
    says: 'What a person is found by is hashed with the key that the person is sealed under, and its value is still kept.',
    breaks: `select l.person_id as key from referrals.person_lookup l
               left join referrals.person p on p.owner_id = l.owner_id and p.id = l.person_id
               left join referrals.person_category c
                 on c.owner_id = l.owner_id and c.person_id = l.person_id and c.category = l.category
              where p.key_id is distinct from l.key_id or c.person_id is null`,
  },
  {
    says: 'What was sent has its clocks, and what was not has none.',
    breaks: `select id as key from referrals.referral
              where num_nulls(sent_at, acknowledge_by, act_by) not in (0, 3)
                 or (state = 'SENT' and sent_at is null)
                 or (state = 'COMPLETED' and completed_at is null)`,
  },
  {
    says: 'A referral that was rerouted has the one that took its place.',
    breaks: `select id as key from referrals.referral r
              where state = 'REROUTED' and not exists (select from referrals.referral child
                 where child.owner_id = r.owner_id and child.rerouted_from = r.id)`,
  },
  ...withoutConsentChecks,
  {
    says: 'Nothing sealed is left of a person whose key was destroyed.',
    breaks: `select p.id as key from referrals.person p
               join referrals.person_category k on k.owner_id = p.owner_id and k.person_id = p.id
              where p.wrapped_key is null`,
  },
  {
    says: 'A person holds one link that stands at most, and an erased one holds none.',
    breaks: `select p.id as key from referrals.person p
               join referrals.person_link l on l.owner_id = p.owner_id and l.person_id = p.id
              group by p.owner_id, p.id
             having count(*) filter (where l.revoked_at is null) > 1 or p.wrapped_key is null`,
  },
  {
    says: 'A referral entered in error was marked by two persons.',
    breaks: `select id as key from referrals.referral where state = 'ENTERED_IN_ERROR' and error_marked_by is null`,
  },
  {
    says: 'A notice is about something of the organisation that is told.',
    breaks: `select n.id as key from referrals.notice n where not exists (
               select from referrals.referral s where s.owner_id = n.organisation_id and s.id = n.subject_id
               union all select from referrals.consent s where s.owner_id = n.organisation_id and s.id = n.subject_id
               union all select from referrals.erasure_order s where s.owner_id = n.organisation_id and s.id = n.subject_id)`,
  },
  idempotencyCheck('referrals', [
    'select id from referrals.person',
    'select id from referrals.consent',
    'select id from referrals.referral',
    'select id from referrals.erasure_order',
    'select id from referrals.emergency_release',
  ]),
];
