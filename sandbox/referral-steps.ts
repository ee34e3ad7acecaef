import type { Purpose } from '../shared/policy/purposes.ts';
import { REFERRAL_LIFE } from '../shared/policy/referral-life.ts';
import type { Role } from '../shared/policy/roles.ts';
import type { Item } from './loaded-items.ts';
import type { WorldReferral, WorldReferralStep } from './person-schema.ts';
import { momentOf } from './relative-date.ts';
import type { Said } from './stage.ts';

/** Whoever says the verbs of a world. */
interface Teller {
  providerOf(service: string): string | undefined;
  serviceIdOf(service: string): Promise<string | null>;
  letExpire(noun: 'referral', owner: string, id: string): Promise<null>;
  say(
    code: string | undefined,
    role: Role,
    verb: string,
    input: object,
    key: string,
    purpose?: Purpose,
    person?: number,
  ): Promise<Said | null>;
}

type Step = (item: Item, key: string) => Promise<Said | null>;

/** The verbs of its life, each said by whose turn it is; once it goes another way, the turn is the new provider's. */
export function referralSteps(
  teller: Teller,
  owner: string,
  { service, purpose, steps }: WorldReferral,
): Step[] {
  let provider = teller.providerOf(service);
  return steps.flatMap((step): Step[] => {
    const actor = REFERRAL_LIFE[step.verb].by.includes('RECIPIENT') ? provider : owner;
    const says =
      (person: number): Step =>
      async (item, key) => {
        const details = await detailsOf(teller, step, item);
        const input = { id: item.id, expectedVersion: item.version, ...details };
        return teller.say(
          actor,
          'caseworker',
          VERBS[step.verb] ?? `${step.verb}Referral`,
          input,
          key,
          purpose,
          person,
        );
      };
    if (step.verb === 'expire') return [({ id }) => teller.letExpire('referral', owner, id as string)];
    if (step.verb === 'markInError') return [says(0), says(1)];
    if (step.verb === 'reroute') provider = teller.providerOf(step.service);
    return [says(0)];
  });
}

/** Those that are not called after the step. */
const VERBS: Partial<Record<WorldReferralStep['verb'], string>> = { markInError: 'markReferralInError' };

/** What comes with the verb, as the verb wants to hear it. */
async function detailsOf(teller: Teller, step: WorldReferralStep, { begunAt }: Item): Promise<object> {
  if (step.verb === 'reroute')
    return { serviceId: await teller.serviceIdOf(step.service), serviceType: step.serviceType };
  const { verb: _verb, ...details } = step;
  return 'scheduledFor' in details
    ? { ...details, scheduledFor: momentOf(details.scheduledFor, begunAt) }
    : details;
}
