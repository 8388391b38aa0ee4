import type { DeliveryRecord, Holding, PeriodRecord } from '@acequia/protocol';
import { TokenBooks } from './TokenBooks.js';

/** A market's lots: as its contract has them, and as accounts and the market hold them (Eq. 9). */
export interface LotSums {
  readonly periodId: string;
  readonly resource: string;
  readonly contracted: number;
  readonly held: number;
}

/** Where everything is, from a ledger's public records alone. Tokens and currency in minor units. */
export interface LedgerSums {
  /** Of accounts, open holds and open vouchers. */
  readonly tokens: bigint;
  /** What the market keeps: bonds of auctions that are not settled, and sales that are not paid out. */
  readonly inMarket: bigint;
  /** All that were ever made, less those burned. */
  readonly supply: bigint;
  /** Of accounts and open withdrawals, and of the reserve. */
  readonly currency: bigint;
  readonly reserve: bigint;
  /** Currency that came in at the bank and was not paid out. */
  readonly banked: bigint;
  /** What the reserve has over what buying all tokens back would cost; below zero it does not cover. */
  readonly surplus: bigint;
  readonly lots: readonly LotSums[];
  /** The smallest of all amounts, bonds, proceeds and lots on record; 0 when none is below it. */
  readonly least: bigint;
}

/** Records that say how much of something there is, and where. */
const AMOUNTS = [
  ...['balance', 'credit', 'currencyBalance', 'currencyCredit', 'hold', 'voucher', 'withdrawal'],
  ...['auction', 'bid', 'delivery', 'holding'],
];
const FIELDS = ['amount', 'bond', 'proceeds', 'lots'];

/**
 * Adds up a ledger's public records, with nothing of the contracts: tokens and inMarket must be the supply, currency and reserve
 * what is at the bank, lots held those contracted, and nothing below zero.
 *
 * @param world state by raw key.
 */
export function auditLedger(world: ReadonlyMap<string, Uint8Array>): LedgerSums {
  const books = new TokenBooks(world);
  const { tokens, currency, banked, reserve, surplus } = books;
  return {
    tokens,
    inMarket: inMarket(books),
    supply: reserve.supply,
    currency,
    reserve: reserve.currency,
    banked,
    surplus,
    lots: lotSums(books),
    least: least(books),
  };
}

function inMarket(books: TokenBooks): bigint {
  const settled = books.of('settlement');
  const released = books.of('deliveryRelease');
  let sum = 0n;
  for (const [id, { bond = '0' }] of books.of('auction')) if (!settled.has(id)) sum += BigInt(bond);
  for (const { auctionId = '', bond = '0' } of books.of('bid').values()) {
    if (!settled.has(auctionId)) sum += BigInt(bond);
  }
  for (const [key, { bond, proceeds }] of books.of<DeliveryRecord>('delivery')) {
    if (!released.has(key)) sum += BigInt(bond) + BigInt(proceeds);
  }
  return sum;
}

function lotSums(books: TokenBooks): LotSums[] {
  const holdings = [...books.of<Holding>('holding')];
  return [...books.of<PeriodRecord>('period').values()].flatMap(({ periodId, contracts }) =>
    contracts.map(({ resource, lots }) => ({
      periodId,
      resource,
      contracted: lots,
      held: holdings
        .filter(([key]) => key.startsWith(`${periodId}/${resource}/`))
        .reduce((sum, [, holding]) => sum + holding.lots, 0),
    })),
  );
}

function least(books: TokenBooks): bigint {
  let smallest = 0n;
  for (const type of AMOUNTS) {
    for (const record of books.of(type).values()) {
      for (const field of FIELDS) {
        const amount = BigInt(record[field] ?? 0);
        if (amount < smallest) smallest = amount;
      }
    }
  }
  return smallest;
}
