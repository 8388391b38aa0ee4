import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodedError } from '@acequia/protocol';
import { KeyStore } from '@acequia/protocol/keystore';
import type { CertificateIssuer } from '@acequia/protocol/x509';
import { expect } from 'chai';
import { pino } from 'pino';
import { Killed } from '../../test/AuctionDesk.js';
import { certificateIssuer } from '../../test/certificateIssuer.js';
import { cipher } from '../../test/homeKeysOn.js';
import { TokenScene } from '../../test/TokenScene.js';
import { NOON, TODAY } from '../../test/tradingScene.js';
import { beginTrades } from '../trading/beginTrades.js';
import type { TradeEntry } from '../trading/tradeEntry.js';
import type { TraderLedger } from '../trading/Pseudonyms.js';
import { LedgerPseudonyms } from './LedgerPseudonyms.js';
import { mostToSend } from './mostToSend.js';
import { ownAccounts } from './ownAccounts.js';
import { PseudonymBook } from './PseudonymBook.js';

const DAY = 86_400;
const refuse = async (): Promise<never> => Promise.reject(new Error('nobody trades here'));
const market: TraderLedger['market'] = {
  offer: refuse,
  bid: refuse,
  closeBidding: refuse,
  depositMaxPrice: refuse,
  revealBid: refuse,
  closeReveals: refuse,
  settle: refuse,
  releaseDelivery: refuse,
  disputeBreach: refuse,
  getAuction: refuse,
};

function newTrade(): TradeEntry {
  const intent = { periodId: '2016-09', lots: 12, quantity: '120', price: '2' };
  const [trade] = beginTrades(
    { at: NOON, side: 'buy', resource: 'water', reason: 'trade', intent },
    { periodEnd: TODAY + 11 * DAY, auctions: [], coins: [], known: new Set(), left: 1 },
  );
  if (trade === undefined) throw new Error('nothing was begun');
  return trade;
}

describe('LedgerPseudonyms', () => {
  let folder: string;
  let issuer: CertificateIssuer;
  let scene: TokenScene;
  let book: PseudonymBook;
  let pseudonyms: LedgerPseudonyms;
  let ended: string[];
  let wallClock: number;
  let now: number;
  /** How much later it is whenever somebody looks at the ledger's clock: by more than homes wait, unless a test says so. */
  let pace: number;
  let affords: boolean;

  /** The agent starts, with what is on the disk. */
  const start = async (): Promise<void> => {
    book = new PseudonymBook({
      store: new KeyStore(join(folder, 'keys'), cipher),
      send: async (outgoing) => scene.send(outgoing),
    });
    pseudonyms = new LedgerPseudonyms({
      book,
      clients: {
        of: async () => Promise.resolve({ market, token: scene.token }),
        end: async (requestHash) => Promise.resolve(void ended.push(requestHash)),
      },
      ledger: {
        token: { getFees: async () => Promise.resolve({ transferFeeBp: scene.transferFeeBp, rewardBp: 0 }) },
      },
      affords: async (_tradeId, tokens) => Promise.resolve(affords && tokens <= 1001n),
      serviceAccountId: scene.home,
      wallClock: () => wallClock,
      now: () => (now += pace),
      log: pino({ level: 'silent' }),
    });
    await book.load();
    await book.resume();
  };
  /** Does something again and again, with letters and payments coming in between; killed, the agent starts anew. */
  const until = async (done: () => Promise<boolean>): Promise<number> => {
    let kills = 0;
    for (let round = 0; round < 60; round += 1) {
      try {
        if (await done()) return kills;
        for (const body of scene.answers) await book.handle({ from: 'community', body });
        scene.pay();
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        kills += 1;
        await startAgain();
      }
    }
    throw new Error('it comes to no end');
  };
  const startAgain = async (): Promise<void> => {
    try {
      await start();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      await startAgain();
    }
  };
  const over = (trade: TradeEntry): TradeEntry => ({ ...trade, phase: 'over' });
  const isTidy = async (trade: TradeEntry): Promise<boolean> => {
    await pseudonyms.tidy([over(trade)]);
    return book.list().every(({ isOver }) => isOver);
  };
  const refusal = async (call: Promise<unknown>): Promise<unknown> => {
    const error: unknown = await call.catch((reason: unknown) => reason);
    return error instanceof CodedError ? error.code : error;
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'acequia-ledger-pseudonyms-'));
    issuer = certificateIssuer(folder);
    scene = new TokenScene(issuer, 1000n);
    ended = [];
    wallClock = Date.now();
    [now, pace] = [NOON, 1801];
    affords = true;
    await start();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('are one a trade, with an account of their own and what is to be set aside, and bring it home', async () => {
    const trade = newTrade();
    expect(pseudonyms.ticket(trade)).to.equal(undefined);
    expect(await pseudonyms.of(trade)).to.equal(undefined);
    expect(await pseudonyms.isEmpty(trade)).to.equal(true);
    await until(async () => pseudonyms.prepare(trade, 36n));
    expect(await pseudonyms.prepare(trade, 36n)).to.equal(true);
    const pseudonym = await pseudonyms.of(trade);
    expect(pseudonym?.ticket).to.deep.equal(pseudonyms.ticket(trade));
    expect([...scene.accounts]).to.deep.equal([[pseudonym?.accountId, 36n]]);
    expect([scene.letters, scene.service]).to.deep.equal([2, 964n]);
    expect(await pseudonyms.isEmpty(trade)).to.equal(false);
    await pseudonyms.bringHome(trade);
    await pseudonyms.bringHome(trade);
    expect([await pseudonyms.isEmpty(trade), scene.service]).to.deep.equal([true, 1000n]);
    // As long as a trade goes on nothing is let go of; when nobody remembers it, all is.
    await pseudonyms.tidy([trade]);
    expect(ended).to.deep.equal([]);
    expect(ownAccounts(book.list()).bought).to.have.length(1);
    await until(async () => isTidy(trade));
    expect(ended).to.have.length(1);
    await pseudonyms.tidy([]);
    expect(book.list()).to.deep.equal([]);
  });

  it('are asked for and paid once, and emptied, whenever the agent is killed', async () => {
    let kills = 0;
    for (let after = 1; after <= 10; after += 1) {
      rmSync(join(folder, 'keys'), { recursive: true, force: true });
      scene = new TokenScene(issuer, 1000n);
      await start();
      scene.killAfter = after;
      const trade = newTrade();
      kills += await until(async () => pseudonyms.prepare(trade, 37n));
      expect([scene.letters, scene.service], `killed after ${String(after)}`).to.deep.equal([2, 963n]);
      kills += await until(async () => isTidy(trade));
      expect([scene.letters, scene.service, [...scene.accounts.values()]]).to.deep.equal([2, 1000n, [0n]]);
    }
    // Two letters, the account and the transfer: before and after each.
    expect(kills).to.equal(8);
  });

  it('come to nothing where the community refuses them or their tokens, with its reason', async () => {
    scene.refuseWith = 'COIN_NONE_FREE';
    const [first, second] = [newTrade(), newTrade()];
    expect(await refusal(until(async () => pseudonyms.prepare(first, 36n)))).to.equal('COIN_NONE_FREE');
    scene.refuseWith = undefined;
    scene.answers.length = 0;
    affords = false;
    const poor = until(async () => pseudonyms.prepare(second, 36n));
    expect(await refusal(poor)).to.equal('SERVICE_BALANCE_INSUFFICIENT');
    expect(scene.letters).to.equal(1);
    affords = true;
    const short = until(async () => pseudonyms.prepare(second, 1001n));
    expect(await refusal(short)).to.equal('SERVICE_BALANCE_INSUFFICIENT');
    await pseudonyms.tidy([over(first), over(second)]);
    expect(book.list().every(({ isOver }) => isOver)).to.equal(true);
    expect([scene.service, ended.length]).to.deep.equal([1000n, 2]);
  });

  it('bring home what comes after their trade was let go of, all of it', async () => {
    const trade = newTrade();
    await until(async () => {
      await pseudonyms.prepare(trade, 36n);
      return scene.letters === 2;
    });
    expect(scene.service).to.equal(964n);
    // Half of it is there: the rest is waited for.
    scene.pay();
    expect(await isTidy(trade)).to.equal(false);
    expect(scene.service).to.equal(964n);
    scene.pay();
    await until(async () => isTidy(trade));
    expect(scene.service).to.equal(1000n);
  });

  it('send home each after a random while, as homes do that come back after a night', async () => {
    const trades = Array.from({ length: 5 }, newTrade);
    for (const trade of trades) await until(async () => pseudonyms.prepare(trade, 36n));
    expect(scene.service).to.equal(1000n - 5n * 36n);
    [now, pace] = [NOON, 0];
    await start();
    const times: number[] = [];
    for (; times.length < 5 && now <= NOON + 1900; now += 20) {
      const before = scene.service;
      await pseudonyms.tidy(trades.map(over));
      for (let sent = before; sent < scene.service; sent += 36n) times.push(now);
    }
    expect(scene.service).to.equal(1000n);
    // All in one second, as they were, would tell that they are of one home.
    expect(new Set(times).size).to.be.greaterThan(1);
  });

  it('say that more must be set aside than they have, and let go of what has expired', async () => {
    const trade = newTrade();
    await until(async () => pseudonyms.prepare(trade, 36n));
    expect(await refusal(pseudonyms.prepare(trade, 37n))).to.equal('BOND_CHANGED');
    wallClock += 2 * DAY * 1000;
    // Whoever asks with such a certificate is refused, or waits in vain.
    expect(await pseudonyms.of(trade)).to.equal(undefined);
    expect(await pseudonyms.isEmpty(trade)).to.equal(true);
    expect(await isTidy(trade)).to.equal(true);
    expect([...scene.accounts.values()]).to.deep.equal([36n]);
  });

  it('pay the fee of a transfer out of what they send', async () => {
    scene.transferFeeBp = 150;
    const trade = newTrade();
    await until(async () => pseudonyms.prepare(trade, 500n));
    await until(async () => isTidy(trade));
    expect([...scene.accounts.values()]).to.deep.equal([0n]);
    expect(scene.service).to.equal(1000n - 8n);
    const credit = (amount: string): { creditId: string; amount: string } => ({ creditId: 'c', amount });
    expect(mostToSend({ folded: '0', credits: [credit('1')] }, { transferFeeBp: 1 }).amount).to.equal(0n);
    const many = Array.from({ length: 201 }, () => credit('10'));
    const { amount, fold } = mostToSend({ folded: '7', credits: many }, { transferFeeBp: 0 });
    expect([amount, fold.length]).to.deep.equal([2007n, 200]);
    const large = mostToSend({ folded: '0', credits: [...many, credit('5000')] }, { transferFeeBp: 0 });
    expect(large.amount).to.equal(5000n + 199n * 10n);
  });
});
