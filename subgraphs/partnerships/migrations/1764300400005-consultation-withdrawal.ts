import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A consultation that was not one is withdrawn by who recorded it: it stays to be read, and nothing stands on it any more. */
export class ConsultationWithdrawal1764300400005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table consultation
        add column withdrawn_at timestamptz,
        add column withdrawn_by text,
        add column withdrawal_reason text,
        add constraint withdrawn_with_a_reason
          check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawal_reason is null));
      create or replace view consultations_known as
        select id, participant_ids, country, held_on, paragraphs, is_public, withdrawn_at is not null as withdrawn
          from consultation;
      grant update (withdrawn_at, withdrawn_by, withdrawal_reason, version) on consultation to accord_partnerships;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
