import { Community } from './Community.js';
import type { Receipt } from './Receipt.js';

/** The quota accounts of the tests. */
export const [A, B, C] = ['a', 'b', 'c'].map((digit) => `acc-${digit.repeat(32)}`) as [
  string,
  string,
  string,
];
export const MONTH = 30 * 86_400;

type Fields = Readonly<Record<string, unknown>>;

/** A community whose operator opens, changes and closes its quota. */
export class QuotaScene {
  readonly community = new Community();
  readonly origin = this.community.origin;

  async start(): Promise<void> {
    await this.community.start();
  }

  run(
    fn: 'openPeriod' | 'moveLots' | 'adjustContract' | 'addProducedLots' | 'closePeriod',
    request: Fields,
  ): Promise<Receipt> {
    return this.community.ledger.run(this.community.operator, 'quota', fn, request);
  }

  /** What anybody may read of September 2016. */
  async ask(
    fn: 'getPeriod' | 'getHoldings' | 'checkEquation9' | 'listProducedLots',
    by = this.community.auditor,
  ): Promise<unknown> {
    return (await this.community.ledger.run(by, 'quota', fn, { periodId: '2016-09' })).result;
  }

  holding(accountId: string, lots: number, resource = 'energy'): Fields {
    return { accountId, resource, lots };
  }

  /** September 2016 with 10 lots of 1 kWh on two accounts. */
  month(changes: Fields = {}): Fields {
    return {
      periodId: '2016-09',
      start: this.origin,
      end: this.origin + MONTH,
      contracts: [{ resource: 'energy', lotSize: '1000', lots: 10 }],
      holdings: [this.holding(A, 4), this.holding(B, 6)],
      ...changes,
    };
  }
}
