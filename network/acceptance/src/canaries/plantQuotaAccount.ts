import type { TestCommunity } from '../harness/TestCommunity.js';
import type { CanaryBasket } from './CanaryBasket.js';

/** Tells a home of its quota account: one that holds nothing yet, so that its id stands nowhere in public. */
export async function plantQuotaAccount(community: TestCommunity, basket: CanaryBasket): Promise<void> {
  const { homeId } = basket;
  const quotaAccount = {
    accountId: `acc-${basket.hex16('account id')}`,
    salt: basket.hex16('account salt'),
  };
  await community.operator.ledger.quota.assignAccount({ homeId }, { quotaAccount });
}
