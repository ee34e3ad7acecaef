import { mayReadCaseNumber } from '../../shared/policy/case-number.ts';
import { DATA_CATEGORIES } from '../../shared/policy/categories.ts';
import type { ReleaseFacts } from '../../shared/policy/facts.ts';
import type { Disclosure as Decisions } from '../../shared/policy/release.ts';
import { voiceFor } from '../../shared/policy/voice.ts';
import type { Disclosure } from './disclosure.entity.ts';
import type { ReferralRow } from './facts.ts';
import type { Referral } from './referral.entity.ts';

/** What of a referral is of category ROUTING. */
export function routingOf(row: ReferralRow): Partial<Referral> {
  return {
    serviceType: row.service_type,
    urgency: row.urgency,
    state: row.state,
    reason: row.reason as Referral['reason'],
    outcome: row.outcome as Referral['outcome'],
    draftedAt: row.drafted_at,
    sentAt: row.sent_at,
    acknowledgeBy: row.acknowledge_by,
    actBy: row.act_by,
    scheduledFor: row.scheduled_for,
    completedAt: row.completed_at,
  };
}

/** Each side's own number for the case, and never the other's. */
export function numbersOf(
  row: ReferralRow,
  { viewer }: ReleaseFacts,
): Pick<Referral, 'senderCode' | 'receiverCode'> {
  const reader = row.owner_id === viewer.organisationId ? 'SENDER' : 'RECIPIENT';
  const read = (keptBy: typeof reader) => mayReadCaseNumber({ keptBy, reader }).allowed;
  return {
    senderCode: read('SENDER') ? row.sender_code : null,
    receiverCode: read('RECIPIENT') ? row.receiver_code : null,
  };
}

/** What was released and what was not, with the word that this listener hears. */
export function disclosureOf(facts: ReleaseFacts, decisions: Decisions): Disclosure {
  const disclosure: Disclosure = { released: [], withheld: [] };
  for (const category of DATA_CATEGORIES) {
    const decision = decisions[category];
    if (decision.released) disclosure.released.push(category);
    else {
      const reason = voiceFor(facts, decision.refusal) as Disclosure['withheld'][number]['reason'];
      disclosure.withheld.push({ category, reason });
    }
  }
  return disclosure;
}
