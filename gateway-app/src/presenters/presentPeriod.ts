import { fromAmount, toAmount, type Contract, type Equation9 } from '@acequia/protocol';
import type { PeriodView as PeriodRow } from '../readModel/queries/QuotaQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';

/** A period, its contracts, and paper 000 Eq. 9 per resource: what all accounts hold together is what was contracted. */
export interface PeriodView {
  readonly periodId: string;
  readonly start: number;
  readonly end: number;
  readonly closedAt?: number;
  readonly contracts: readonly Contract[];
  /** Amounts in base units. */
  readonly equation9: Equation9;
  /** Accounts that hold lots; whose they are is private. */
  readonly accounts: number;
}

export function presentPeriod(model: ReadModel, period: PeriodRow): PeriodView {
  const { periodId, start, end, closedAt, contracts } = period;
  const holdings = model.quota.holdings(periodId);
  return {
    periodId,
    start,
    end,
    ...(closedAt === undefined ? {} : { closedAt }),
    contracts,
    equation9: contracts.map(({ resource, lotSize, lots }) => {
      const held = holdings
        .filter((holding) => holding.resource === resource)
        .reduce((sum, holding) => sum + BigInt(holding.lots), 0n);
      const size = toAmount(lotSize);
      return {
        resource,
        contract: fromAmount(BigInt(lots) * size),
        held: fromAmount(held * size),
        holds: held === BigInt(lots),
      };
    }),
    accounts: new Set(holdings.map(({ accountId }) => accountId)).size,
  };
}
