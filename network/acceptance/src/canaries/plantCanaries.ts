import { runningMonth } from '../harness/runningMonth.js';
import { HOME_NAMES } from '../harness/HomeName.js';
import type { TestCommunity } from '../harness/TestCommunity.js';
import { CanaryBasket } from './CanaryBasket.js';
import { plantBill } from './plantBill.js';
import { plantQuotaAccount } from './plantQuotaAccount.js';
import { plantSealed } from './plantSealed.js';
import { plantReadings } from './plantReadings.js';
import { plantStatement } from './plantStatement.js';

/** Fills every kind of private record of every home with canaries, through the ledger itself. A basket a home. */
export async function plantCanaries(community: TestCommunity): Promise<CanaryBasket[]> {
  const month = await runningMonth(community);
  return await Promise.all(
    HOME_NAMES.map(async (homeId) => {
      const basket = new CanaryBasket(homeId);
      await Promise.all([
        plantReadings(community, homeId, basket).then(() => plantSealed(community, basket)),
        plantQuotaAccount(community, basket),
        plantStatement(community, month, basket),
        plantBill(community, month, basket),
      ]);
      return basket;
    }),
  );
}
