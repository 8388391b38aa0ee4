import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEST_CHANNEL } from '@acequia/chaincode/testing';
import type { Coin, CommunityBook, RegistrarKeys } from '@acequia/gateway-app/testing';
import {
  coinDenominations,
  random16Hex,
  shuffled,
  splitIntoCoins,
  type AuctionSummary,
  type PeriodRecord,
} from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import { TownHome } from './TownHome.js';
import { TownLedger } from './TownLedger.js';
import { TownRegistrar } from './TownRegistrar.js';

const DAY = 86_400;
const RESOURCE = 'energy';
/** How often homes look what is due, seconds: careless ones so seldom that what was to wait for times of its own is due at once. */
const LOOK = 600;
const CARELESS_LOOK = 2400;
const TERMS = {
  excessPrice: '333',
  depositRatioBp: 5000,
  deadEndPenaltyBp: 1000,
  biddingSeconds: 7200,
  revealSeconds: 3600,
  claimSeconds: 14 * DAY,
  disputeSeconds: 7 * DAY,
  maxLots: 50,
};
const account = (): string => `acc-${random16Hex()}`;

export interface TownParts {
  readonly book: CommunityBook;
  readonly keys: RegistrarKeys;
  /** Lots of each home. */
  readonly entitlements: readonly number[];
  /** Whether all do what links pseudonyms: a habit of each home's in all that the ledger shows. */
  readonly isCareless?: boolean;
}

/** A community whose homes trade for a month as pseudonyms, to the end, on the contracts in memory. */
export class TradingTown {
  readonly ledger = new TownLedger();
  readonly homes: readonly string[];
  /** Accounts of homes' own, by their ids: the ledger has them as what an organisation opened. */
  readonly own = new Map<string, string>();
  readonly registrar: TownRegistrar;
  readonly period: PeriodRecord;
  readonly #folder = mkdtempSync(join(tmpdir(), 'acequia-town-'));
  readonly #operator: CommunityLedger;
  readonly #service = account();
  readonly #households: readonly TownHome[];
  readonly #isCareless: boolean;
  #turn = 0;
  readonly #coins = new Map<string, readonly Coin[]>();
  readonly #holdings: { readonly accountId: string; readonly resource: 'energy'; readonly lots: number }[] =
    [];

  constructor({ book, keys, entitlements, isCareless = false }: TownParts) {
    this.#isCareless = isCareless;
    this.homes = entitlements.map((_, i) => `SH${i + 1}`);
    for (const [i, lots] of entitlements.entries()) this.#split(i, lots, Math.min(...entitlements));
    const { origin, operator } = this.ledger.community;
    const lots = this.#holdings.reduce((sum, holding) => sum + holding.lots, 0);
    const contracts = [{ resource: RESOURCE, lotSize: '1000', lots }] as const;
    this.period = { periodId: '2016-09', start: origin, end: origin + 30 * DAY, contracts: [...contracts] };
    this.#operator = this.ledger.as(operator);
    const common = { ledger: this.ledger, period: this.period, serviceAccountId: this.#service, isCareless };
    this.registrar = new TownRegistrar({
      ...common,
      book,
      keys: { ...keys, ticketKey: operator.privateKey, place: { channel: TEST_CHANNEL } },
      token: this.#operator.token,
      coins: this.#coins,
    });
    this.#households = this.homes.map(
      (homeId) => new TownHome({ ...common, homeId, folder: this.#folder, registrar: this.registrar }),
    );
  }

  /** Founds the community, opens the month, and gives each home tokens that it pays in. */
  async found(): Promise<void> {
    const { community } = this.ledger;
    const { token, quota, market, registry } = this.#operator;
    await community.start();
    const [treasury, fund] = [account(), account()];
    for (const accountId of [treasury, fund, this.#service]) await token.openAccount({ accountId });
    const named = { name: 'Smart City Token', symbol: 'SCT', decimals: 2 };
    const supply = await token.publish({ ...named, supply: '100000000', treasury, fund });
    await quota.openPeriod({ ...this.period, holdings: this.#holdings });
    await market.setMarket({ periodId: this.period.periodId, resource: RESOURCE, ...TERMS });
    let fold = [`${supply.transactionId}-supply`];
    for (const [i, home] of this.#households.entries()) {
      const homeId = this.homes[i] ?? '';
      const { mspId, keyHash } = home.identity;
      if (i > 1) await registry.enrolHome({ homeId, mspId });
      await registry.enrolParty({ mspId, keyHash, role: 'household', homeId });
      const to = await home.open();
      this.own.set(to, homeId);
      await token.transfer({ from: treasury, to, amount: '1010000', fold });
      fold = [];
      await home.deposit('1000000');
    }
  }

  /** An auction of so many lots, by a home that is drawn; all but one of the others take part. Of careless homes two buy by turns. */
  async playAuction(lots: number): Promise<void> {
    this.#turn += 1;
    const [buyer, , ...others] = this.#isCareless ? this.#byTurns() : shuffled(this.#households);
    await buyer?.begin({ lots });
    const { market } = this.#operator;
    const { periodId } = this.period;
    const bidding = async (): Promise<AuctionSummary | undefined> =>
      (await market.listAuctions({ periodId, resource: RESOURCE, limit: 100 })).find(
        ({ phase }) => phase !== 'settled',
      );
    await this.#passUntil(async () => (await bidding()) !== undefined);
    const auction = await bidding();
    if (auction === undefined) throw new Error('it was just there');
    for (const home of others) await home.begin({ lots: randomInt(2, 31), auction });
    await this.#passUntil(async () => (await bidding()) === undefined);
    await this.#pass(CARELESS_LOOK);
    this.ledger.community.pass(15 * 3600 + randomInt(3600));
  }

  /** Lets all claims run out: sellers are paid, and what they have comes home. */
  async finish(): Promise<void> {
    const { community } = this.ledger;
    const { claimSeconds, disputeSeconds } = TERMS;
    community.pass(this.period.end + claimSeconds + disputeSeconds - community.now);
    await this.#pass(3 * CARELESS_LOOK);
    for (const home of this.#households) await home.purse.withdraw('5000');
    await this.registrar.payOut();
    for (const home of this.#households) await home.deposit('100');
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }

  /** Careless homes have coins of a size of their own. */
  #split(i: number, entitlement: number, least: number): void {
    const sizes = this.#isCareless ? Array.from({ length: 8 }, () => 20 + i) : coinDenominations(least, 8);
    const { main, coins } = splitIntoCoins(entitlement + (this.#isCareless ? 300 : 0), sizes);
    const own = coins.map((lots) => ({ accountId: account(), lots }));
    this.#coins.set(this.homes[i] ?? '', own);
    this.#holdings.push(
      ...[{ accountId: account(), lots: main }, ...own].map(
        (held) => ({ ...held, resource: RESOURCE }) as const,
      ),
    );
  }

  async #passUntil(isDone: () => Promise<boolean>): Promise<void> {
    for (let passed = 0; passed < DAY; passed += LOOK) {
      if (await isDone()) return;
      await this.#pass(LOOK);
    }
    throw new Error('the auction does not go on');
  }

  /** Time goes on, and all look twice what is due: careless homes in one order, others in any. */
  async #pass(seconds: number): Promise<void> {
    const { community } = this.ledger;
    const step = this.#isCareless ? CARELESS_LOOK : LOOK;
    for (let passed = 0; passed < seconds; passed += step) {
      community.pass(step);
      await this.registrar.payOut();
      for (let look = 0; look < 2; look += 1) {
        for (const home of this.#isCareless ? this.#households : shuffled(this.#households))
          await home.round();
      }
    }
  }

  /** The last two pay most, so that there is trade. */
  #byTurns(): readonly TownHome[] {
    const last = this.#households.slice(-2);
    return [...(this.#turn % 2 === 0 ? last : last.toReversed()), ...this.#households.slice(0, -2)];
  }
}
