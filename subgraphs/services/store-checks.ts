import { idempotencyCheck, type StoreCheck } from '../../shared/store-check.ts';

/** What holds among services, their places, and the log of their changes. */
export const storeChecks: readonly StoreCheck[] = [
  {
    says: 'A service is written down in the log of changes.',
    breaks: `select id as key from services.service
              where not exists (select from services.change where service_id = service.id)`,
  },
  {
    says: 'A service is offered only at places of its own organisation.',
    breaks: `select p.id as key from services.service_at_location p
               join services.service s on s.id = p.service_id join services.location l on l.id = p.location_id
              where s.organisation_id <> l.organisation_id`,
  },
  {
    says: 'A service belongs to a registered organisation.',
    breaks: `select id as key from services.service
              where organisation_id not in (select id from partnerships.organisations_known)`,
  },
  idempotencyCheck('services', ['select id from services.service']),
];
