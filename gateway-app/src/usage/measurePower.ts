import { drawsInSlot, powerDraws, slotOf, type PowerQuota } from '@acequia/protocol';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { AcceptedInterval } from '../readModel/queries/ReadingQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import { homeReadings } from './homeReadings.js';
import { powerEntitlement } from './powerEntitlement.js';

/**
 * What a home drew and was entitled to of each of a period's contracts of power.
 *
 * @param accountIds the accounts that hold the home's quota in the period.
 * @param intervals accepted intervals; those that start outside of the period are left out.
 */
export function measurePower(
  model: ReadModel,
  accountIds: readonly string[],
  period: PeriodView,
  intervals: readonly AcceptedInterval[],
): PowerQuota[] {
  const community = model.registry.community();
  const contracts = period.contracts.flatMap(({ resource }) => {
    const slot = slotOf(resource);
    return slot === undefined ? [] : [{ resource, slot }];
  });
  if (community === undefined || contracts.length === 0) return [];
  const draws = powerDraws(homeReadings(period, intervals, 'energy'), period);
  return contracts.map(({ resource, slot }) => ({
    resource,
    draws: drawsInSlot(draws, slot, community.timeZone),
    entitlement: powerEntitlement(model, accountIds, period, resource),
  }));
}
