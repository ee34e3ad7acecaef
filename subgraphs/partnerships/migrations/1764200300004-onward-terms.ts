import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an agreement in force says of passing on, and whom all its parties have authorised in writing. */
export class OnwardTerms1764200300004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table onward_authorisation (
        agreement_id text not null references agreement,
        recipient_id text not null references organisation,
        organisation_id text not null references organisation,
        authorised_by text not null,
        authorised_at timestamptz not null,
        primary key (agreement_id, recipient_id, organisation_id));
      create view onward_terms_in_force as
        select id, state, valid_from, valid_until, purposes, categories, clauses ->> 'onward' as onward,
               array(select jsonb_array_elements_text(clauses -> 'onwardRecipientIds')) as onward_recipient_ids,
               array(select recipient_id from onward_authorisation o
                      where o.agreement_id = agreement.id and o.organisation_id in (provider_id, agreement.recipient_id)
                      group by o.recipient_id having count(*) = 2) as authorised_recipient_ids
          from agreement
         where kind = 'DATA_SHARING' and state = 'ACTIVE' and valid_from <= now() and now() < valid_until;
      grant select, insert, delete on onward_authorisation to accord_partnerships;
      grant select on onward_terms_in_force to accord_referrals;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
