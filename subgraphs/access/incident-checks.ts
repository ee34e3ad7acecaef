import { INCIDENT_IMPACTS, INCIDENT_KINDS } from '../../shared/policy/incident-words.ts';
import type { FileIncidentInput } from './access-incident.inputs.ts';
import { checkCountry, checkLength, checkPastDay, knownWord, refuseUnless } from './input-checks.ts';

/** Errors: VALIDATION_FAILED, with the field. */
export function checkIncident(input: FileIncidentInput): void {
  knownWord(input.kind, INCIDENT_KINDS, 'kind');
  for (const [index, word] of input.impacts.entries()) knownWord(word, INCIDENT_IMPACTS, `impacts.${index}`);
  checkCountry(input.country);
  checkPastDay(input.occurredOn, 'occurredOn');
  refuseUnless(input.occurredOn >= '1990-01-01', 'occurredOn', 'An incident happened in 1990 or later.');
  checkLength(input.admin1, 200, 'admin1');
  const { severity } = input;
  refuseUnless(
    severity == null || (severity >= 0 && severity <= 3),
    'severity',
    'A severity is 0, 1, 2 or 3; leave it out when it is unknown.',
  );
  refuseUnless(new Set(input.impacts).size === input.impacts.length, 'impacts', 'Each impact is named once.');
  checkLength(input.description, 5_000, 'description');
  checkLength(input.actionTaken, 5_000, 'actionTaken');
  checkLength(input.reporter, 200, 'reporter');
  checkLength(input.reporterContact, 200, 'reporterContact');
  refuseUnless(input.namedStaff.length <= 50, 'namedStaff', 'At most 50 of the staff are named.');
  for (const [index, name] of input.namedStaff.entries()) checkLength(name, 200, `namedStaff.${index}`);
}
