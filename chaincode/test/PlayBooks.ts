import { expect } from 'chai';
import type { LedgerSums } from './auditLedger.js';
import { expectBooks } from './expectBooks.js';
import { TokenBooks } from './TokenBooks.js';

/** The books of a random play, held against what must always be true, and whether there was ever anything in them. */
export class PlayBooks {
  /** How often there were, all at once, tokens in the market, currency of accounts, a reserve that was needed, and a fee. */
  #fullTimes = 0;

  /** Looks at them after a step, or after a block. @param world state by raw key. */
  check(world: ReadonlyMap<string, Uint8Array>, block?: number): LedgerSums {
    const sums = expectBooks(world, block);
    const { inMarket, currency, reserve, surplus } = sums;
    const { transferFeeBp = 0 } =
      new TokenBooks(world).of<{ readonly transferFeeBp: number }>('fees').get('') ?? {};
    if ([inMarket, currency, reserve - surplus].every((amount) => amount > 0n) && transferFeeBp > 0) {
      this.#fullTimes += 1;
    }
    return sums;
  }

  /** That they were not empty all the time, which would make them right whatever the contracts do. */
  expectFull(): void {
    expect(this.#fullTimes, 'times with auctions, currency, a reserve and fees at once').to.be.above(0);
  }
}
