import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The clock finds open referrals to an organisation that was closed or merged into another: of those under way it sees no
 * others. It learns to whom one goes, and still nothing of about whom.
 */
export class ClosedRecipients1764300400003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      grant select (to_id) on referral to accord_referrals_clock;
      create policy clock_closed on referral for select to accord_referrals_clock
        using (state in ('ACCEPTED','SCHEDULED','IN_PROGRESS','ON_HOLD')
               and to_id in (select id from partnerships.organisations_closed));
      create index referral_open_to on referral (to_id)
        where state in ('SENT','RECEIVED','WAITLISTED','ACCEPTED','SCHEDULED','IN_PROGRESS','ON_HOLD');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
