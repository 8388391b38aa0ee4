import { MAX_AMOUNT, priceCommitment } from '@acequia/protocol';
import { expect } from 'chai';
import { expectRefused } from '../../test/expectRefused.js';
import { MarketScene, type Trader } from '../../test/MarketScene.js';
import type { Receipt } from '../../test/Receipt.js';
import { TestIdentity } from '../../test/TestIdentity.js';

const auctionId = 'a'.repeat(32);

describe('the market refuses', () => {
  let scene: MarketScene;
  let buyer: Trader;
  let seller: Trader;
  let rival: Trader;
  beforeEach(async () => {
    scene = new MarketScene();
    await scene.start();
    buyer = await scene.trader('buyer', auctionId, 'SH1', { price: 80 });
    seller = await scene.trader('seller', auctionId, 'SH2', { price: 20 });
    rival = await scene.trader('seller', auctionId, 'SH3', { price: 50 });
  });

  /** A refusal with a code that changes nothing. */
  const refuse = async (work: () => Promise<unknown>, code: string): Promise<void> => {
    await expectRefused(scene.community.ledger, work, code);
  };
  const opened = async (): Promise<void> => {
    await scene.offer(buyer, 2);
    await scene.bid(seller, 2);
    await scene.bid(rival, 2);
  };
  const run = (
    fn: 'claimBreach' | 'disputeBreach' | 'decideBreach' | 'releaseDelivery',
    by: TestIdentity,
    more = {},
  ): Promise<Receipt> =>
    scene.community.ledger.run(by, 'market', fn, { auctionId, tag: seller.tag, ...more });

  describe('a ticket', () => {
    it('that was altered, or signed by somebody who is no active operator', async () => {
      const { ticket } = buyer.ticket;
      const { operator, household, ledger } = scene.community;
      const forged = { ...buyer.ticket, ticket: { ...ticket, tag: rival.tag } };
      await refuse(() => scene.offer(buyer, 1, { ticket: forged }), 'TICKET_FORGED');
      const mine = scene.ticket(ticket, buyer.identity);
      await refuse(() => scene.offer(buyer, 1, { ticket: mine }), 'REGISTRAR_DENIED');
      await refuse(
        () => scene.offer(buyer, 1, { ticket: scene.ticket(ticket, household) }),
        'REGISTRAR_DENIED',
      );
      const second = new TestIdentity('CommunityMSP', 'admin');
      await scene.community.enrol(second, 'operator');
      const gone = { mspId: operator.mspId, keyHash: operator.keyHash, status: 'revoked' };
      await ledger.run(second, 'registry', 'setPartyStatus', gone);
      await refuse(() => scene.offer(buyer, 1), 'REGISTRAR_DENIED');
    });

    it('that was altered on its way into a bid', async () => {
      await scene.offer(buyer, 2);
      const { ticket } = seller.ticket;
      for (const change of [
        { quotaAccountId: rival.quotaAccountId },
        { tag: rival.tag },
        { keyHash: rival.identity.keyHash },
        { auctionId: 'c'.repeat(32) },
      ]) {
        const altered = { ...seller.ticket, ticket: { ...ticket, ...change } };
        await refuse(() => scene.bid(seller, 1, { ticket: altered }), 'TICKET_FORGED');
      }
    });

    it('of another, or for the other side', async () => {
      await refuse(() => scene.offer({ ...buyer, identity: seller.identity }, 1), 'TICKET_HOLDER');
      await refuse(() => scene.offer(seller, 1), 'TICKET_SIDE');
      await scene.offer(buyer, 1);
      await refuse(() => scene.bid(buyer, 1), 'TICKET_SIDE');
      await refuse(() => scene.bid({ ...seller, identity: rival.identity }, 1), 'TICKET_HOLDER');
    });

    it('for a place elsewhere in the key’s format', async () => {
      const ticket = { ...buyer.ticket, registrarKey: 'AAAA' };
      await refuse(() => scene.offer(buyer, 1, { ticket }), 'DEVICE_KEY_INVALID');
    });
  });

  describe('an offer', () => {
    it('without its bond, or from an account that is not the buyer’s', async () => {
      for (const bond of ['0', '199', '201'])
        await refuse(() => scene.offer(buyer, 2, { bond }), 'BOND_WRONG');
      await refuse(() => scene.offer(buyer, 2, { fold: [] }), 'BALANCE_INSUFFICIENT');
      await refuse(() => scene.offer(buyer, 11), 'BALANCE_INSUFFICIENT');
      await refuse(() => scene.offer(buyer, 2, { accountId: seller.accountId }), 'ACCOUNT_DENIED');
    });

    it('twice, for too many lots, or where nothing is traded', async () => {
      await refuse(() => scene.offer(buyer, 51, { bond: '5100' }), 'LOTS_EXCEEDED');
      await refuse(() => scene.offer(buyer, 1, { resource: 'energy' }), 'MARKET_UNKNOWN');
      await scene.offer(buyer, 1);
      await refuse(() => scene.offer(buyer, 1), 'AUCTION_EXISTS');
    });

    it('that overflows', async () => {
      await scene.setMarket({ excessPrice: MAX_AMOUNT.toString() });
      await refuse(() => scene.offer(buyer, 2), 'AMOUNT_OVERFLOW');
      // One such bond is an amount; the fund's share of several, or a sale's proceeds and bond, could not be paid out.
      await refuse(() => scene.offer(buyer, 1, { bond: MAX_AMOUNT.toString() }), 'AMOUNT_OVERFLOW');
      await scene.setMarket({ excessPrice: (MAX_AMOUNT / 999n).toString() });
      const sum = (MAX_AMOUNT / 999n).toString();
      await refuse(() => scene.offer(buyer, 1, { bond: sum }), 'AMOUNT_OVERFLOW');
      const tooMuch = (MAX_AMOUNT + 1n).toString();
      await refuse(() => scene.offer(buyer, 2, { bond: tooMuch }), 'INPUT_INVALID');
      await refuse(() => scene.setMarket({ excessPrice: '-1' }), 'INPUT_INVALID');
    });

    it('that would not be over before the period, or of a closed one', async () => {
      const { ledger, operator } = scene.community;
      scene.community.pass(30 * 86_400 - 900);
      await refuse(() => scene.offer(buyer, 1), 'PERIOD_TOO_SHORT');
      scene.community.pass(900);
      await ledger.run(operator, 'quota', 'closePeriod', { periodId: '2016-09' });
      await refuse(() => scene.offer(buyer, 1), 'PERIOD_CLOSED');
      await refuse(() => scene.setMarket(), 'PERIOD_CLOSED');
    });

    it('of a market that has no contract', async () => {
      await refuse(() => scene.setMarket({ resource: 'power' }), 'CONTRACT_UNKNOWN');
      await refuse(() => scene.setMarket({ periodId: '2016-10' }), 'PERIOD_UNKNOWN');
    });
  });

  describe('a bid', () => {
    it('of the buyer’s own home, a second one of a home, and a copied one', async () => {
      await scene.offer(buyer, 2);
      const own = await scene.trader('seller', auctionId, 'SH1', { price: 1 });
      await refuse(() => scene.bid(own, 1), 'BID_OWN_OFFER');
      await scene.bid(seller, 1);
      await refuse(() => scene.bid(seller, 1, { fold: [] }), 'BID_DUPLICATE');
      const again = await scene.trader('seller', auctionId, 'SH2', { price: 1 });
      await refuse(() => scene.bid(again, 1), 'BID_DUPLICATE');
      await refuse(() => scene.bid(rival, 1, { commitment: seller.commitment }), 'COMMITMENT_COPIED');
    });

    it('without bond or lots, or of more than is wanted', async () => {
      await scene.offer(buyer, 2);
      for (const bond of ['0', '199', '201'])
        await refuse(() => scene.bid(seller, 2, { bond }), 'BOND_WRONG');
      await refuse(() => scene.bid(seller, 2, { fold: [] }), 'BALANCE_INSUFFICIENT');
      await refuse(() => scene.bid(seller, 2, { accountId: rival.accountId }), 'ACCOUNT_DENIED');
      await refuse(() => scene.bid(seller, 3), 'LOTS_EXCEEDED');
      await refuse(() => scene.bid(seller, 0), 'INPUT_INVALID');
      const { operator, ledger } = scene.community;
      const move = { ...scene.market, from: scene.coin('SH2'), to: scene.coin('SH1'), lots: 9 };
      await ledger.run(operator, 'quota', 'moveLots', move);
      await refuse(() => scene.bid(seller, 2), 'LOTS_INSUFFICIENT');
      const stranger = await scene.trader('seller', auctionId, 'SH9', { price: 1 });
      await refuse(() => scene.bid(stranger, 1), 'HOLDING_UNKNOWN');
    });

    it('that comes late, by the time or by the phase', async () => {
      await scene.offer(buyer, 2);
      scene.community.pass(600);
      await refuse(() => scene.bid(seller, 1), 'PHASE_LATE');
      await scene.step('closeBidding', auctionId);
      // A client whose clock is 30 s behind, as far as endorsers let it be.
      scene.community.ledger.skewMs = -30_000;
      await refuse(() => scene.bid(seller, 1), 'PHASE_LATE');
      scene.community.ledger.skewMs = 0;
      const other = await scene.trader('seller', 'c'.repeat(32), 'SH2', { price: 1 });
      await refuse(() => scene.bid(other, 1), 'AUCTION_UNKNOWN');
    });
  });

  describe('a step', () => {
    it('before it is due, and twice', async () => {
      await opened();
      await refuse(() => scene.step('closeBidding', auctionId), 'PHASE_EARLY');
      await refuse(() => scene.step('closeReveals', auctionId), 'PHASE_EARLY');
      await refuse(() => scene.step('settle', auctionId), 'PHASE_EARLY');
      await refuse(() => scene.deposit(buyer), 'PHASE_EARLY');
      await refuse(() => scene.reveal(seller), 'PHASE_EARLY');
      await scene.endBidding(auctionId);
      await refuse(() => scene.step('closeBidding', auctionId), 'PHASE_LATE');
      await refuse(() => scene.step('closeReveals', auctionId), 'PHASE_EARLY');
      await refuse(() => scene.step('settle', auctionId), 'PHASE_EARLY');
      scene.community.pass(300);
      await refuse(() => scene.deposit(buyer), 'PHASE_LATE');
      await refuse(() => scene.reveal(seller), 'PHASE_LATE');
      await scene.step('closeReveals', auctionId);
      await refuse(() => scene.step('closeReveals', auctionId), 'PHASE_LATE');
      scene.community.ledger.skewMs = -30_000;
      await refuse(() => scene.reveal(seller), 'PHASE_LATE');
      scene.community.ledger.skewMs = 0;
      await refuse(() => scene.step('settle', 'd'.repeat(32)), 'AUCTION_UNKNOWN');
    });
  });

  describe('an opening', () => {
    beforeEach(async () => {
      await opened();
      await scene.endBidding(auctionId);
    });

    it('that was altered, is somebody else’s, or comes again', async () => {
      await refuse(() => scene.reveal(seller, { unitPrice: '19' }), 'OPENING_WRONG');
      await refuse(() => scene.reveal(seller, { salt: '0'.repeat(32) }), 'OPENING_WRONG');
      await refuse(() => scene.reveal({ ...seller, identity: rival.identity }), 'OPENER_DENIED');
      await refuse(() => scene.reveal(seller, { tag: buyer.tag }), 'BID_UNKNOWN');
      await refuse(() => scene.deposit(buyer, { unitPrice: '79' }), 'OPENING_WRONG');
      await refuse(() => scene.deposit({ ...buyer, identity: rival.identity }), 'OPENER_DENIED');
      await refuse(
        () => scene.deposit({ ...buyer, identity: scene.community.auditor }, { unitPrice: '1' }),
        'OPENING_WRONG',
      );
      await scene.reveal(seller);
      await refuse(() => scene.reveal(seller), 'BID_REVEAL_EXISTS');
      await scene.deposit(buyer);
      await refuse(() => scene.deposit(buyer), 'MAX_PRICE_EXISTS');
    });
  });

  it('a ticket that has run out, on either side', async () => {
    const until = (by: Trader, expiresAt: number): Trader => ({
      ...by,
      ticket: scene.ticket({ ...by.ticket.ticket, expiresAt }),
    });
    const { now } = scene.community;
    await refuse(() => scene.offer(until(buyer, now), 2), 'TICKET_EXPIRED');
    await scene.offer(until(buyer, now + 1), 2);
    await refuse(() => scene.bid(until(seller, now), 2), 'TICKET_EXPIRED');
    const later = until(seller, now + 1);
    const longer = { ...later.ticket, ticket: { ...later.ticket.ticket, expiresAt: now + 9 } };
    await refuse(() => scene.bid({ ...later, ticket: longer }, 2), 'TICKET_FORGED');
    await scene.bid(later, 2);
  });

  it('prices above the excess price, so that the bond covers Pmax and S times each bid', async () => {
    const greedy = await scene.trader('seller', auctionId, 'SH2', { price: 101 });
    const rich = await scene.trader('buyer', auctionId, 'SH1', { price: 101 });
    await scene.offer(rich, 2);
    await scene.bid(greedy, 2);
    await scene.endBidding(auctionId);
    await refuse(() => scene.reveal(greedy), 'PRICE_TOO_HIGH');
    await refuse(() => scene.deposit(rich), 'PRICE_TOO_HIGH');
  });

  it('a copied commitment’s opening under another tag', async () => {
    // In an auction of its own a copy is not seen as one, and still cannot be opened.
    const copyist = 'c'.repeat(32);
    const other = await scene.trader('buyer', copyist, 'SH1', { price: 80 });
    const copier = await scene.trader('seller', copyist, 'SH3', { price: 1 });
    await opened();
    await scene.offer(other, 2);
    await scene.bid(copier, 2, { commitment: seller.commitment });
    await scene.endBidding(auctionId);
    await scene.step('closeBidding', copyist);
    await scene.reveal(seller);
    await refuse(() => scene.reveal(copier, seller.opening), 'OPENING_WRONG');
    const place = { side: 'seller', auctionId: copyist, tag: copier.tag } as const;
    expect(priceCommitment(place, seller.opening)).not.to.equal(seller.commitment);
  });

  it('claims, disputes and decisions out of time, of too much, or by others', async () => {
    await opened();
    await scene.endBidding(auctionId);
    await scene.deposit(buyer);
    await scene.reveal(seller);
    await scene.finish(auctionId);
    const { operator, auditor } = scene.community;
    const claim = { lots: 1, evidenceHash: 'e'.repeat(64) };
    await refuse(() => run('claimBreach', operator, claim), 'CLAIM_EARLY');
    scene.community.pass(scene.periodEnd - scene.community.now);
    await refuse(() => run('claimBreach', operator, { ...claim, lots: 3 }), 'BREACH_EXCEEDS');
    await refuse(() => run('disputeBreach', seller.identity), 'BREACH_CLAIM_UNKNOWN');
    await refuse(() => run('decideBreach', auditor, { lots: 0 }), 'BREACH_CLAIM_UNKNOWN');
    await run('claimBreach', operator, claim);
    await refuse(() => run('claimBreach', operator, claim), 'BREACH_CLAIM_EXISTS');
    await refuse(() => run('releaseDelivery', operator), 'DELIVERY_HELD');
    await refuse(() => run('disputeBreach', rival.identity), 'SELLER_DENIED');
    await refuse(() => run('decideBreach', auditor, { lots: 0 }), 'BREACH_DISPUTE_UNKNOWN');
    await run('disputeBreach', seller.identity);
    await refuse(() => run('disputeBreach', seller.identity), 'BREACH_DISPUTE_EXISTS');
    scene.community.pass(7 * 86_400 - 1);
    await refuse(() => run('releaseDelivery', operator), 'DELIVERY_HELD');
    await refuse(() => run('decideBreach', auditor, { lots: 2 }), 'BREACH_EXCEEDS');
    await run('decideBreach', auditor, { lots: 1 });
    await refuse(() => run('decideBreach', auditor, { lots: 0 }), 'BREACH_DECISION_EXISTS');
    await run('releaseDelivery', operator);
  });
});
