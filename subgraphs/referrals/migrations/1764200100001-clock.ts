import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the clock may see, and nothing beside: whose it is, which one, in which state, and the times that make it due. No
 * person, no recipient, no number. It changes nothing either: what is due is done as the owner.
 */
export class Clock1764200100001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      grant select (owner_id, id, state, version, sent_at, acknowledge_by, act_by, completed_at) on referral
        to accord_referrals_clock;
      create policy clock on referral for select to accord_referrals_clock
        using (state in ('SENT','RECEIVED','WAITLISTED','COMPLETED'));
      grant select (owner_id, id, state, revision, valid_until) on consent to accord_referrals_clock;
      create policy clock on consent for select to accord_referrals_clock
        using (state in ('REQUESTED','DEFERRED','GIVEN','RENEWED','UNKNOWN'));
      -- A policy without a role would ask the clock about persons and recipients too.
      alter policy reads on referral to accord_referrals;
      alter policy reads on consent to accord_referrals;

      create index referral_due on referral (act_by) where state in ('SENT','RECEIVED','WAITLISTED');
      create index referral_to_close on referral (completed_at) where state = 'COMPLETED';
      create index consent_due on consent (valid_until)
        where state in ('REQUESTED','DEFERRED','GIVEN','RENEWED','UNKNOWN');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
