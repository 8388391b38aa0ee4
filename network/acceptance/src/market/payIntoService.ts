import type { HomeName } from '../harness/HomeName.js';
import type { TestCommunity } from '../harness/TestCommunity.js';

/** Has a home pay tokens (minor units) into its service account with the community. @param accountId the community's. */
export async function payIntoService(
  community: TestCommunity,
  homeId: HomeName,
  { accountId: to, amount }: { readonly accountId: string; readonly amount: string },
): Promise<void> {
  const home = community.home(homeId);
  const { accountId: from, creditId } = await community.treasury.account(home, amount);
  await home.ledger.token.transfer({ from, to, amount, fold: [creditId] });
}
