import { describe, expect, test } from '@jest/globals';
import {
  MEASURE_ATTESTATION_RULES,
  MEASURE_CHANGE_RULES,
  type MeasureAttestationFacts,
  type MeasureChangeFacts,
  mayAttestMeasure,
  mayChangeMeasure,
  mayFileMeasure,
  mayReportMeasure,
  REPORTABLE_RULES,
  type ReportableFacts,
} from '../../shared/policy/measure-life.ts';
import {
  mayReportOnPledge,
  maySignPledge,
  maySubmitPledge,
  PLEDGE_REPORT_RULES,
  PLEDGE_SIGNING_RULES,
  PLEDGE_SUBMISSION_RULES,
  type PledgeReportFacts,
  type PledgeSigningFacts,
} from '../../shared/policy/pledge-life.ts';
import {
  CONSULTATION_RULES,
  CONSULTATION_WITHDRAWAL_RULES,
  type ConsultationFacts,
  FREEZING_RULES,
  mayFreezeReport,
  mayRecordConsultation,
  mayWithdrawConsultation,
  REPORTER_RULES,
  type ReporterFacts,
} from '../../shared/policy/reporting.ts';
import type { Decision, Rule } from '../../shared/policy/rule.ts';
import { casesOf, lay, missingCases } from './cases.ts';

/** Each is allowed as it stands. The Kenya Red Cross Society reports. */
const reporter: ReporterFacts = { role: 'coordinator', type: 'NATIONAL_SOCIETY', active: true };

const change: MeasureChangeFacts = { ...reporter, organisationId: 'org_krcs', filerId: 'org_krcs' };

const attestation: MeasureAttestationFacts = {
  ...reporter,
  organisationId: 'org_krcs',
  implementerIds: ['org_krcs', 'org_unhcr'],
  attesterSubject: 'bob',
  writerSubject: 'alice',
  evidenceCount: 2,
};

const reportable: ReportableFacts = {
  isPublic: true,
  attestation: 'ATTESTED',
  status: 'COMPLETED',
  startedOn: '2013-03-01',
  endedOn: '2014-06-30',
  period: { from: '2011-12-02', until: '2015-12-07' },
  standingEvidence: 1,
};

const consultation: ConsultationFacts = {
  ...reporter,
  organisationId: 'org_krcs',
  participantIds: ['org_krcs', 'org_authority'],
  participantTypes: ['NATIONAL_SOCIETY', 'PUBLIC_AUTHORITY_SOCIAL'],
  heldOn: '2026-05-01',
  today: '2026-06-01',
};

const signing: PledgeSigningFacts = {
  ...reporter,
  role: 'signatory',
  organisationId: 'org_krcs',
  kind: 'SPECIFIC_INDIVIDUAL',
  partyIds: ['org_krcs'],
  alreadySignedIds: [],
  signedHash: 'a',
  pledgeHash: 'a',
};

const pledgeReport: PledgeReportFacts = {
  ...reporter,
  organisationId: 'org_krcs',
  signerIds: ['org_krcs'],
  finishedIds: [],
};

function casesTell<Facts>(
  name: string,
  base: Facts,
  rules: readonly Rule<Facts>[],
  decide: (facts: Facts) => Decision<Facts>,
): void {
  describe(name, () => {
    const cases = casesOf(name);

    test('every rule has a case that allows and a case that denies', () => {
      expect(
        missingCases(
          cases,
          rules.map(({ id }) => id),
        ),
      ).toEqual([]);
    });

    test.each(cases)('$says ($file)', ({ side, facts, expected }) => {
      const decision = decide(lay(base, facts));
      expect(decision.allowed ? 'allowed' : decision.rule.id).toBe(expected);
      expect(decision.allowed).toBe(side === 'ALLOW');
    });
  });
}

casesTell('measure-filing', reporter, REPORTER_RULES, mayFileMeasure);
casesTell('measure-changing', change, MEASURE_CHANGE_RULES, mayChangeMeasure);
casesTell('measure-attesting', attestation, MEASURE_ATTESTATION_RULES, mayAttestMeasure);
casesTell('measure-reporting', reportable, REPORTABLE_RULES, mayReportMeasure);
casesTell('consultation-recording', consultation, CONSULTATION_RULES, mayRecordConsultation);
casesTell(
  'consultation-withdrawal',
  { ...reporter, organisationId: 'org_krcs', recordedById: 'org_krcs' },
  CONSULTATION_WITHDRAWAL_RULES,
  mayWithdrawConsultation,
);
casesTell('pledge-submitting', signing, PLEDGE_SUBMISSION_RULES, maySubmitPledge);
casesTell('pledge-signing', signing, PLEDGE_SIGNING_RULES, maySignPledge);
casesTell('pledge-reporting', pledgeReport, PLEDGE_REPORT_RULES, mayReportOnPledge);
casesTell('report-freezing', { ...reporter, type: 'IFRC' }, FREEZING_RULES, mayFreezeReport);
