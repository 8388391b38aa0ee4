import {
  drawsInSlot,
  hourlyDraws,
  powerDraws,
  slotOf,
  type PowerQuota,
  type QuotaResource,
} from '@acequia/protocol';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { AcceptedInterval } from '../readModel/queries/ReadingQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import { homeReadings } from './homeReadings.js';
import { powerEntitlement } from './powerEntitlement.js';

/**
 * What a home drew and was entitled to of contracts of power.
 *
 * @param accountIds all accounts that held the home's quota in the course of the period.
 * @param intervals accepted intervals; those that start outside of the period are left out.
 * @param resources which of the period's contracts; those that are none of power are left out.
 */
export function measurePower(
  model: ReadModel,
  accountIds: readonly string[],
  period: PeriodView,
  intervals: readonly AcceptedInterval[],
  resources: readonly QuotaResource[] = period.contracts.map(({ resource }) => resource),
): PowerQuota[] {
  const community = model.registry.community();
  const slots = resources.flatMap((resource) => {
    const slot = slotOf(resource);
    return slot === undefined ? [] : [{ resource, slot }];
  });
  if (community === undefined || slots.length === 0) return [];
  const draws = hourlyDraws(
    powerDraws(homeReadings(period, intervals, 'energy'), period),
    community.timeZone,
  );
  return slots.map(({ resource, slot }) => ({
    resource,
    draws: drawsInSlot(draws, slot),
    entitlement: powerEntitlement(model, accountIds, period, resource),
  }));
}
