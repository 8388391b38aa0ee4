import { publicRecords, type Equation9 } from '@acequia/protocol';
import type { QueryTransaction, RequestOf } from '../ledger/index.js';

/**
 * Eq. 9 of paper 000 for each resource of a period: the sum over the accounts against the contract, in base units.
 *
 * @throws LedgerError PERIOD_UNKNOWN.
 */
export async function checkEquation9(
  { state }: QueryTransaction,
  { periodId }: RequestOf<'quota', 'checkEquation9'>,
): Promise<Equation9> {
  const period = await state.getRequired(publicRecords.period, [periodId]);
  const holdings = await state.list(publicRecords.holding, [periodId]);
  return period.contracts.map(({ resource, lotSize, lots }) => {
    const held = holdings
      .filter(({ value }) => value.resource === resource)
      .reduce((sum, { value }) => sum + BigInt(value.lots), 0n);
    return {
      resource,
      contract: (BigInt(lots) * BigInt(lotSize)).toString(),
      held: (held * BigInt(lotSize)).toString(),
      holds: held === BigInt(lots),
    };
  });
}
