import type { Budgets } from '../limits/budgets.ts';

/** So often may one address open a page of a link in a minute, and so often may it come with a link that opens nothing. */
const ATTEMPTS_A_MINUTE = 600;
const FAILURES_A_MINUTE = 20;

/**
 * How often one address may try. A token cannot be guessed; this keeps trying from costing anybody else. Behind one address a
 * whole camp may stand, so a link that opens does so however many others there failed: only their failing is answered
 * shorter. The address is counted, never the token.
 */
export class Attempts {
  constructor(
    private readonly budgets: Budgets,
    /** What one address may spend in a minute, in the coin of the budgets. */
    private readonly quota: number,
  ) {}

  async mayTry(address: string): Promise<boolean> {
    return this.take(`link of ${address}`, ATTEMPTS_A_MINUTE);
  }

  async mayFail(address: string): Promise<boolean> {
    return this.take(`failed link of ${address}`, FAILURES_A_MINUTE);
  }

  private async take(name: string, times: number): Promise<boolean> {
    return (await this.budgets.take(name, Math.ceil(this.quota / times))).isEnough;
  }
}
