import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ledgerFormats } from '../../../shared/ledger/ledger-tables.ts';

/** Entries say how they were hashed, so that old ones stay as they are and new ones can be proven one by one. */
export class LedgerFormat1764100000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ledgerFormats('referrals'));
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
