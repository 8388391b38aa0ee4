import { CodedError, computeBill, tariffAt, type ComputedBill, type TariffRecord } from '@acequia/protocol';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import { chargedIntervals } from './chargedIntervals.js';
import { measureHome } from './measureHome.js';
import { measurePower } from './measurePower.js';
import { requireReadings } from './requireReadings.js';

/** A home's bill for a period as the read model gives it. */
export interface HomeBill extends ComputedBill {
  readonly tariffId: string;
}

/**
 * Computes a home's bill, as the community does to issue it and the home to check it.
 *
 * @param lateBefore for a note: what was accepted after the close but before this ledger time counts too.
 * @throws CodedError TARIFF_MISSING, QUOTA_ACCOUNT_MISSING, PAYLOAD_MISSING (accepted readings that are not there or were
 *   purged: the sum would be too low).
 */
export function billHome(
  model: ReadModel,
  homeId: string,
  period: PeriodView,
  lateBefore?: number,
): HomeBill {
  const tariff = tariffOf(model, period);
  if (tariff === undefined)
    throw new CodedError('TARIFF_MISSING', `no tariff is valid in ${period.periodId}`);
  const accountIds = model.quota.quotaAccounts(homeId, period);
  if (accountIds.length === 0) {
    throw new CodedError(
      'QUOTA_ACCOUNT_MISSING',
      `${homeId} has not been told which accounts hold its quota`,
    );
  }
  requireReadings(model, homeId, period);
  const intervals = chargedIntervals(model, homeId, period, lateBefore);
  const measured = measureHome(model, accountIds, period, intervals, period);
  const power =
    tariff.power === undefined
      ? []
      : measurePower(model, model.quota.powerAccounts(homeId, period), period, intervals);
  return { tariffId: tariff.tariffId, ...computeBill(tariff, measured, power) };
}

/**
 * The tariff of a period. What is published behind its close, dated back, changes no price of it any more; only where
 * none was valid the first such one is taken.
 */
function tariffOf(
  { billing }: ReadModel,
  { start, closedBlock, closedPosition }: PeriodView,
): TariffRecord | undefined {
  return (
    tariffAt(billing.tariffs(closedBlock, closedPosition), start) ??
    billing.tariffs().find(({ validFrom }) => validFrom <= start)
  );
}
