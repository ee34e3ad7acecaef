import { VITAL_INTEREST_CATEGORIES } from '../../shared/policy/emergency.ts';
import { FAMILY_LINKS_TYPES } from '../../shared/policy/service-types.ts';
import type { StoreCheck } from '../../shared/store-check.ts';

const words = (list: Iterable<string>) => [...list].map((word) => `'${word}'`).join(', ');

/** What holds among releases in vital interest, sought persons and what was received. */
export const withoutConsentChecks: readonly StoreCheck[] = [
  {
    says: 'A release in vital interest is for the recipient of its referral, an emergency about its person, and within the law’s categories.',
    breaks: `select e.id as key from referrals.emergency_release e
               join referrals.referral r on r.owner_id = e.owner_id and r.id = e.referral_id
              where (r.to_id, r.person_id, r.urgency) <> (e.recipient_id, e.person_id, 'EMERGENCY')
                 or not e.categories <@ array[${words(VITAL_INTEREST_CATEGORIES)}]
                 or not e.erased <@ e.categories`,
  },
  {
    says: 'What a release in vital interest carries is its own referral, and it was approved before that was sent.',
    breaks: `select r.id as key from referrals.referral r
               join referrals.emergency_release e on e.owner_id = r.owner_id and e.id = r.emergency_release_id
              where e.referral_id <> r.id or r.consent_id is not null or (e.approved_at <= r.sent_at) is not true`,
  },
  {
    says: 'What was sent stood on a consent, on a release in vital interest, or is of a sought person in a family links case.',
    breaks: `select r.id as key from referrals.referral r
               join referrals.person p on p.owner_id = r.owner_id and p.id = r.person_id
              where r.sent_at is not null and num_nonnulls(r.consent_id, r.emergency_release_id) = 0
                and not (p.sought and r.service_type in (${words(FAMILY_LINKS_TYPES)}))`,
  },
  {
    says: 'What is said to be received came by a referral to its owner that was sent.',
    breaks: `select v.recipient_person_id as key from referrals.person_provenance v
              where not exists (select from referrals.referral r where r.owner_id = v.owner_id and r.id = v.referral_id
                  and r.person_id = v.person_id and r.to_id = v.recipient_id and r.sent_at is not null)`,
  },
];
