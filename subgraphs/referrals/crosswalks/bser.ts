import { type Crosswalk, none } from './crosswalk.ts';
import { fhir } from './fhir.ts';

export const BSER_STATUS_SYSTEM = 'http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS';

const SAID_BY_TASK_STATUS = none('BSeR has no business status for it; Task.status alone says it.');

/**
 * HL7 Bidirectional Services eReferral: FHIR R4 with a business status of its own
 * (HL7/bser 7f97143, input/fsh/codesystems/TaskBusinessStatusCS.fsh), as law.md, section 5, sets it.
 */
export const bser: Crosswalk = {
  ...fhir,
  states: {
    DRAFT: SAID_BY_TASK_STATUS,
    SENT: '2.0',
    RECEIVED: SAID_BY_TASK_STATUS,
    ACCEPTED: '3.0',
    DECLINED: '4.0',
    WAITLISTED: SAID_BY_TASK_STATUS,
    SCHEDULED: '5.1.1',
    IN_PROGRESS: SAID_BY_TASK_STATUS,
    ON_HOLD: SAID_BY_TASK_STATUS,
    COMPLETED: '7.0',
    NOT_DELIVERED: SAID_BY_TASK_STATUS,
    CANCELLED: '6.0',
    WITHDRAWN_BY_PERSON: '6.0',
    REROUTED: SAID_BY_TASK_STATUS,
    EXPIRED: SAID_BY_TASK_STATUS,
    CLOSED: '7.0',
    ENTERED_IN_ERROR: SAID_BY_TASK_STATUS,
  },
};
