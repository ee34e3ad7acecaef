import type { MigrationInterface, QueryRunner } from 'typeorm';

const VIEWER = `(select current_setting('accord.organisation', true))`;
const SHOWN_HASH = `(select decode(coalesce(current_setting('accord.person_link', true), ''), 'hex'))`;

/** Tables with rows about a person, and the column that says about whom. */
const OF_PERSON = {
  person: 'id',
  person_category: 'person_id',
  person_lookup: 'person_id',
  consent: 'person_id',
  withholding: 'person_id',
  referral: 'person_id',
  erasure_order: 'person_id',
  person_link: 'person_id',
} as const;

/**
 * The link that a person holds, by a keyed hash of its token. Whoever comes with it is no organisation. So the second wall
 * gives in two steps: to nobody who shows a hash, the one row of that hash; and then the owner's rows, narrowed for the
 * rest of the transaction to the one person whose link it is, for reading and for writing alike.
 */
export class PersonLinks1764200400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table person_link (
        owner_id text not null, id text not null, person_id text not null,
        token_hash bytea not null, issued_at timestamptz not null, issued_by text not null,
        expires_at timestamptz not null, revoked_at timestamptz,
        primary key (owner_id, id),
        foreign key (owner_id, person_id) references person);
      create index person_link_by_hash on person_link (token_hash);
      create index person_link_of_person on person_link (owner_id, person_id);

      alter table person_link enable row level security; alter table person_link force row level security;
      create policy reads on person_link for select using (owner_id = ${VIEWER});
      create policy shows_hash on person_link for select using (token_hash = ${SHOWN_HASH});
      create policy issues on person_link for insert with check (owner_id = ${VIEWER});
      create policy revokes on person_link for update using (owner_id = ${VIEWER});
      create policy erases on person_link for delete using (owner_id = ${VIEWER});
      grant select, insert, update (revoked_at) on person_link to accord_referrals;

      -- A function, so that the planner guesses the same of it whatever table it stands on.
      create function is_person_in_hand(person_id text) returns boolean
        language plpgsql stable parallel safe as $$
        declare in_hand text := current_setting('accord.person', true);
        begin return in_hand is null or in_hand = '' or in_hand = person_id; end $$;
      ${Object.entries(OF_PERSON)
        .map(
          ([table, person]) =>
            `create policy person_in_hand on ${table} as restrictive using (is_person_in_hand(${person}));`,
        )
        .join('\n')}

      -- The link of an erased person is gone like one that never was.
      create function forget_person_link() returns trigger language plpgsql security definer
        set search_path = referrals, pg_temp as $$
        begin
          delete from person_link where owner_id = new.owner_id and person_id = new.id;
          return null;
        end $$;
      create trigger forget_person_link after update of wrapped_key on person for each row
        when (old.wrapped_key is not null and new.wrapped_key is null) execute function forget_person_link();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
