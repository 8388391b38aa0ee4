import { fromAmount, publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { changeHolding } from './changeHolding.js';
import { contractFor } from './contractFor.js';
import { QuotaError } from './QuotaError.js';
import { refuseClosed } from './refuseClosed.js';

/** Most lots of a contract, as its schema has it. */
const MAX_LOTS = 1_000_000_000;

/**
 * Turns energy that a home delivered into lots of its own, to use or to sell: the contract grows by what the account gets, so that
 * Eq. 9 holds (paper 000 §8, prosumers). Each piece of evidence does so once; until the period is closed, so that bills know.
 *
 * @throws QuotaError PERIOD_CLOSED, CONTRACT_UNKNOWN, CONTRACT_TOO_LARGE. @throws CodedError AMOUNT_OVERFLOW.
 * @throws LedgerError PERIOD_UNKNOWN, PRODUCED_LOTS_EXISTS.
 */
export async function addProducedLots(
  { state, now }: WriteTransaction,
  { periodId, accountId, lots, evidenceHash }: RequestOf<'quota', 'addProducedLots'>,
): Promise<void> {
  const period = await state.getRequired(publicRecords.period, [periodId]);
  await refuseClosed(periodId, state);
  const contract = contractFor(period, 'energy');
  const grown = { ...contract, lots: contract.lots + lots };
  if (grown.lots > MAX_LOTS)
    throw new QuotaError('CONTRACT_TOO_LARGE', 'the contract would have too many lots');
  fromAmount(BigInt(grown.lotSize) * BigInt(grown.lots));
  const key = [periodId, evidenceHash];
  await state.create(publicRecords.producedLots, key, {
    periodId,
    accountId,
    lots,
    evidenceHash,
    addedAt: now,
  });
  await changeHolding(state, { periodId, resource: 'energy', accountId }, lots);
  const contracts = period.contracts.map((each) => (each === contract ? grown : each));
  await state.put(publicRecords.period, [periodId], { ...period, contracts });
}
