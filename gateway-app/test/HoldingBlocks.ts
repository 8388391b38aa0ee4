import {
  escrowHolder,
  privateRecords,
  publicRecords,
  random16Hex,
  toWallTime,
  type QuotaResource,
} from '@acequia/protocol';
import type { LedgerBlock } from '@acequia/protocol/fabric';
import { privatePut, put, remove, toHome } from './LedgerBuilder.js';
import { accountOf, community, period, type SampleLedger } from './SampleLedger.js';
import type { SampleSale } from './SampleSale.js';
import { traderOf } from './traderOf.js';

/** Blocks of who holds which lots, as the contracts write them, on the sample community's ledger. */
export class HoldingBlocks {
  readonly #ledger: SampleLedger;

  constructor(ledger: SampleLedger) {
    this.#ledger = ledger;
  }

  /** Gives a home coins beside its main account. @returns their accounts. */
  coins(homeId: string, resource: QuotaResource, lots: readonly number[]): string[] {
    const coins = lots.map(() => `acc-${random16Hex()}`);
    this.#ledger.builder.add({
      function: 'quota:openPeriod',
      writes: coins.map((accountId, i) =>
        put(publicRecords.holding, [period.periodId, resource, accountId], {
          accountId,
          resource,
          lots: lots[i] ?? 0,
        }),
      ),
    });
    this.assign(homeId, coins);
    return coins;
  }

  /** Tells a home which accounts are its own: a main one, and coins. */
  assign(homeId: string, coins: readonly string[], accountId = accountOf(homeId)): LedgerBlock {
    const quotaAccount = { accountId, coins: [...coins], salt: random16Hex() };
    return this.#ledger.builder.add({
      function: 'quota:assignAccount',
      collections: [toHome(homeId, [privatePut(privateRecords.quotaAccount, [], quotaAccount)])],
    });
  }

  /** A period with contracts of power beside the sample's, before anybody holds any. */
  contractPower(lotSize: string, lots: number, ...resources: readonly QuotaResource[]): LedgerBlock {
    const contracts = [...period.contracts, ...resources.map((resource) => ({ resource, lotSize, lots }))];
    return this.#ledger.builder.add({
      function: 'quota:openPeriod',
      writes: [put(publicRecords.period, [period.periodId], { ...period, contracts })],
    });
  }

  /** What an account of the sample community holds from a ledger time on; else from now on. */
  hold(accountId: string, resource: QuotaResource, lots: number, from?: number): LedgerBlock {
    return this.#ledger.builder.add({
      function: 'market:settle',
      ...(from !== undefined && { timeMs: toWallTime(community.clock, from) }),
      writes: [
        put(publicRecords.holding, [period.periodId, resource, accountId], { accountId, resource, lots }),
      ],
    });
  }

  /** Moves all lots of a seller's quota account into escrow, as a bid does. */
  escrow(auctionId: string, { seller, lots }: SampleSale, resource: QuotaResource, at: number): LedgerBlock {
    const { tag, quotaAccountId } = traderOf(auctionId, seller);
    const holders = [
      { accountId: quotaAccountId, resource, lots: 0 },
      { accountId: escrowHolder(auctionId, tag), resource, lots },
    ];
    return this.#ledger.builder.add({
      function: 'market:bid',
      timeMs: toWallTime(community.clock, at),
      writes: holders.map((holder) =>
        put(publicRecords.holding, [period.periodId, resource, holder.accountId], holder),
      ),
    });
  }

  /** Empties a seller's escrow, as settling an auction does: its record is gone, and what nobody bought is the seller's again. */
  clearEscrow(
    auctionId: string,
    { seller, lots: back }: SampleSale,
    resource: QuotaResource,
    at: number,
  ): LedgerBlock {
    const { tag, quotaAccountId } = traderOf(auctionId, seller);
    const { periodId } = period;
    const holder = { accountId: quotaAccountId, resource, lots: back };
    return this.#ledger.builder.add({
      function: 'market:settle',
      timeMs: toWallTime(community.clock, at),
      writes: [
        remove(publicRecords.holding, [periodId, resource, escrowHolder(auctionId, tag)]),
        ...(back > 0 ? [put(publicRecords.holding, [periodId, resource, quotaAccountId], holder)] : []),
      ],
    });
  }
}
