import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `HOLDING_STATES` of the law. */
const HOLDING = `('ACCEPTED','SCHEDULED','IN_PROGRESS','ON_HOLD')`;

/**
 * Whoever moves a referral and by whatever way, its place in the service is taken and given back with it, in the same
 * transaction [Services, rule 9]. And the services subgraph is told, of the viewer's own referrals alone, to which
 * services it holds an accepted one [Services, rule 4].
 */
export class Places1764200600010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function keep_place() returns trigger language plpgsql as $$
        begin
          if new.state in ${HOLDING} and old.state not in ${HOLDING} then
            if not services.take_place(new.service_id, new.id) then
              raise exception 'No place of the service is left.';
            end if;
          elsif new.state not in ${HOLDING} and old.state in ${HOLDING} then
            perform services.give_place_back(new.id);
          end if;
          return null;
        end $$;
      create trigger keeps_place after update of state on referral for each row
        when (old.state is distinct from new.state) execute function keep_place();
      create view referrals_to_services as
        select service_id, to_id as recipient_id from referral
          where to_id = current_setting('accord.organisation', true) and state in ${HOLDING};
      grant usage on schema referrals to accord_services;
      grant select on referrals_to_services to accord_services;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
