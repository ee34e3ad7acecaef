import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What another organisation asks the owner of a service to change, and what came of it. */
export class ChangeRequests1764200600003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table change_request (
        id text primary key,
        service_id text not null references service,
        organisation_id text not null,
        by text not null,
        reason text not null,
        proposal jsonb not null,
        service_version integer not null,
        state text not null default 'PENDING',
        requested_at timestamptz not null,
        answered_at timestamptz,
        answer text,
        check ((state = 'PENDING') = (answered_at is null)));
      create index change_request_of_service on change_request (service_id, requested_at desc, id desc);
      create index change_request_sent on change_request (organisation_id, requested_at desc, id desc);
      grant select, insert, update (state, answered_at, answer) on change_request to accord_services;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
