import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A consent may be asked for before anybody gives it, so who gave it and how may not be known yet; each of its events keeps
 * what was said at it. For the role that serves, the row only narrows: a second wall behind the policy.
 */
export class ConsentLife1764200200001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table consent alter given_by drop not null, alter manner drop not null, add interpreter_code text,
        add check (state not in ('GIVEN', 'RENEWED') or num_nulls(given_by, manner) = 0);

      alter table consent_event add verb text, add told jsonb;
      alter table consent_event no force row level security;
      update consent_event e set verb = case
          when e.revision = 1 then 'record'
          when e.state = 'WITHDRAWN' then 'withdraw' when e.state = 'REVOKED' then 'revoke'
          when e.state = 'RENEWED' and e.scope->>'validUntil' > before.scope->>'validUntil' then 'renew'
          when e.state = 'RENEWED' and before.state = 'GIVEN' then 'renew'
          else 'narrow' end
        from consent_event before
       where before.owner_id = e.owner_id and before.consent_id = e.consent_id
         and before.revision = greatest(e.revision - 1, 1);
      alter table consent_event force row level security, alter verb set not null;

      revoke update on consent from accord_referrals;
      -- Whose it is and about whom never changes.
      grant update (state, revision, recipient_ids, purposes, categories, statistics, acknowledges_reporting_risk,
        given_by, child_assent, manner, language, interpreter, interpreter_code, notice_version, given_at,
        valid_from, valid_until) on consent to accord_referrals;

      create function consent_only_narrows() returns trigger language plpgsql as $$
        begin
          if old.state in ('REFUSED', 'WITHDRAWN', 'REVOKED', 'EXPIRED', 'INVALIDATED') then
            raise exception 'a consent that has ended never changes';
          end if;
          if new.revision <> old.revision + 1 then
            raise exception 'each change of a consent is its next revision';
          end if;
          if not (new.recipient_ids <@ old.recipient_ids and new.purposes <@ old.purposes
                  and new.categories <@ old.categories) then
            raise exception 'a consent is never widened';
          end if;
          if old.state in ('GIVEN', 'RENEWED') and ((new.statistics and not old.statistics)
              or (new.acknowledges_reporting_risk and not old.acknowledges_reporting_risk)
              or (new.valid_until > old.valid_until and new.state <> 'RENEWED')) then
            raise exception 'a consent that was given is never widened';
          end if;
          return new;
        end $$;
      create trigger consent_only_narrows before update on consent for each row
        when (current_user = 'accord_referrals') execute function consent_only_narrows();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
