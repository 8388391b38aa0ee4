import { createPrivateKey, randomBytes, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  priceCommitment,
  random16Hex,
  signTradingTicket,
  tradingTag,
  type NetworkDescription,
  type QuotaResource,
  type TradingSide,
} from '@acequia/protocol';
import type { Committed } from '@acequia/protocol/fabric';
import { newAccountId } from '../harness/openPeriod.js';
import { openTrader } from '../harness/openTrader.js';
import type { TestCommunity } from '../harness/TestCommunity.js';
import type { Seat, Stall } from './Stall.js';

/** How many accounts of the operator's pay pseudonyms at once. */
const PURSES = 8;
/** An endorser under the load of a whole auction is behind for longer than one that is idle. */
const LAG_MS = 15_000;

/** Where a seat is, and what it costs there. */
export interface SeatPlan {
  readonly side: TradingSide;
  readonly auctionId: string;
  /** Whose tag it gets; it need not be a home of the ledger, for no ticket names one. */
  readonly home: string;
  /** Tokens a lot that it seals. */
  readonly price: number;
}

/** Opens pseudonyms, gives them tokens and tickets as the community's registrar does, and trades for them. */
export class TradingFloor {
  readonly #network: NetworkDescription;
  readonly #community: TestCommunity;
  readonly #journals: string;
  readonly #registrarKey: KeyObject;
  readonly #secret = randomBytes(32);
  readonly #stalls: Stall[] = [];

  /** @param journals folder for the pseudonyms' submission journals; absolute. */
  constructor(network: NetworkDescription, community: TestCommunity, journals: string) {
    this.#network = network;
    this.#community = community;
    this.#journals = journals;
    this.#registrarKey = createPrivateKey(readFileSync(community.operator.connection.keyFile));
  }

  /** Certifies so many pseudonyms and connects them; each opens an account of its own. */
  async open(count: number): Promise<Stall[]> {
    const stalls = await Promise.all(
      Array.from({ length: count }, async () => {
        const journalDir = join(this.#journals, random16Hex());
        const trader = await openTrader(this.#network, { journalDir, patience: { lag: LAG_MS } });
        const stall = { ...trader, accountId: newAccountId(), quotaAccountId: newAccountId(), fold: [] };
        this.#stalls.push(stall);
        return stall;
      }),
    );
    await Promise.all(stalls.map(({ client, accountId }) => client.ledger.token.openAccount({ accountId })));
    return stalls;
  }

  /** Pays each of them so many tokens, several at once. @param amount minor units. */
  async fund(stalls: readonly Stall[], amount: number): Promise<void> {
    const enough = String(amount * Math.ceil(stalls.length / PURSES));
    const purses = await this.#community.treasury.purses(Math.min(PURSES, stalls.length), enough);
    await Promise.all(
      stalls.map(async (stall, index) => {
        const purse = purses[index % purses.length];
        stall.fold.push((await purse?.pay(stall.accountId, String(amount))) ?? '');
      }),
    );
  }

  /** The ticket of a pseudonym for an auction, and a price that it seals. */
  seat(stall: Stall, { side, auctionId, home, price }: SeatPlan): Seat {
    const tag = tradingTag(this.#secret, home, auctionId);
    const { keyHash, quotaAccountId } = stall;
    const ticket = signTradingTicket(
      { auctionId, side, tag, keyHash, quotaAccountId },
      { channel: this.#network.channel },
      this.#registrarKey,
    );
    const opening = { unitPrice: String(price), salt: random16Hex() };
    const commitment = priceCommitment({ side, auctionId, tag }, opening);
    return { stall, auctionId, ticket, tag, opening, commitment };
  }

  /** @param bond C of the market for each lot. */
  async offer(
    { stall, ticket, commitment }: Seat,
    market: { readonly periodId: string; readonly resource: QuotaResource },
    lots: number,
    bond: number,
  ): Promise<Committed> {
    const { accountId, client, fold } = stall;
    return await client.ledger.market.offer({
      ...market,
      ticket,
      lots,
      maxPriceHash: commitment,
      accountId,
      bond: String(bond),
      fold: fold.splice(0),
    });
  }

  /** @param bond that of the offer: C for each lot that is wanted. */
  async bid({ stall, ticket, commitment }: Seat, lots: number, bond: number): Promise<Committed> {
    const { accountId, client, fold } = stall;
    return await client.ledger.market.bid({
      ticket,
      lots,
      commitment,
      accountId,
      bond: String(bond),
      fold: fold.splice(0),
    });
  }

  async deposit({ stall, auctionId, opening }: Seat): Promise<Committed> {
    return await stall.client.ledger.market.depositMaxPrice({ auctionId, ...opening });
  }

  async reveal({ stall, auctionId, tag, opening }: Seat): Promise<Committed> {
    return await stall.client.ledger.market.revealBid({ auctionId, tag, ...opening });
  }

  /** What a pseudonym's account can spend, as it is told itself. */
  async balance({ accountId, client }: Stall): Promise<number> {
    return Number((await client.ledger.token.getBalance({ accountId })).amount);
  }

  close(): void {
    for (const { client } of this.#stalls.splice(0)) client.close();
  }
}
