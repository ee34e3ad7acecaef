import { AccordError } from '../../shared/errors.ts';
import { INCIDENT_IMPACTS, INCIDENT_KINDS } from '../../shared/policy/incident-words.ts';
import type { AccessIncidentFilter, FileIncidentInput } from './access-incident.inputs.ts';
import {
  checkCountry,
  checkLength,
  checkOrder,
  checkSeenDay,
  knownWord,
  refuseUnless,
} from './input-checks.ts';

/** One for each field or two; each refuses with the field and says what would be right. */
const CHECKS: readonly ((input: FileIncidentInput) => void)[] = [
  ({ kind }) => knownWord(kind, INCIDENT_KINDS, 'kind'),
  ({ occurredOn }) => checkSeenDay(occurredOn, 'occurredOn'),
  ({ country }) => checkCountry(country),
  ({ admin1 }) => checkLength(admin1, 200, 'admin1'),
  ({ severity }) =>
    refuseUnless(
      severity == null || (severity >= 0 && severity <= 3),
      'severity',
      'A severity is 0, 1, 2 or 3; leave it out when it is unknown.',
    ),
  ({ impacts }) => {
    for (const [index, word] of impacts.entries()) knownWord(word, INCIDENT_IMPACTS, `impacts.${index}`);
    refuseUnless(new Set(impacts).size === impacts.length, 'impacts', 'Each impact is named once.');
  },
  ({ description }) => checkLength(description, 5_000, 'description'),
  ({ actionTaken }) => checkLength(actionTaken, 5_000, 'actionTaken'),
  ({ reporter }) => checkLength(reporter, 200, 'reporter'),
  ({ reporterContact }) => checkLength(reporterContact, 200, 'reporterContact'),
  ({ namedStaff }) => {
    refuseUnless(namedStaff.length <= 50, 'namedStaff', 'At most 50 of the staff are named.');
    for (const [index, name] of namedStaff.entries()) checkLength(name, 200, `namedStaff.${index}`);
  },
];

/** Errors: VALIDATION_FAILED, with the first field that cannot be right. */
export function checkIncident(input: FileIncidentInput): void {
  for (const check of CHECKS) check(input);
}

/** Everything that cannot be right, for a form that is to be mended at one go. */
export function faultsIn(input: FileIncidentInput): AccordError[] {
  return CHECKS.flatMap((check) => {
    try {
      check(input);
      return [];
    } catch (error) {
      if (error instanceof AccordError) return [error];
      throw error;
    }
  });
}

const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;

/** Errors: VALIDATION_FAILED: what can find nothing is a slip, and is not answered as if there were nothing. */
export function checkIncidentFilter({ country, from, until }: AccessIncidentFilter): void {
  if (country != null) checkCountry(country);
  for (const [field, month] of [['from', from] as const, ['until', until] as const])
    refuseUnless(month == null || MONTH.test(month), field, 'A month is written as 2026-03.');
  checkOrder(from, until, 'until');
}
