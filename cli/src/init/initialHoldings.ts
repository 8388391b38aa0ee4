import { splitIntoCoins, type Holding } from '@acequia/protocol';
import type { InitState } from './initStateSchema.js';
import { lotsOf } from './lotsOf.js';
import { quotasOf } from './quotasOf.js';

/**
 * What every account holds when the period opens. They stand in the order of their ids, which are random: their places must not
 * tell which of them are of one home.
 */
export function initialHoldings({ file, homes }: Pick<InitState, 'file' | 'homes'>): Holding[] {
  return homes
    .flatMap(({ accountId, coins }, i): Holding[] => {
      const home = file.homes[i];
      if (home === undefined) throw new RangeError('no such home');
      return quotasOf(file).flatMap((resource) => {
        const own = coins.filter((coin) => coin.resource === resource);
        const { main } = splitIntoCoins(
          lotsOf(file, home, resource),
          own.map(({ lots }) => lots),
        );
        return [{ accountId, resource, lots: main }, ...own];
      });
    })
    .toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
}
