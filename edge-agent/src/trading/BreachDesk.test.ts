import { CodedError, hashCanonical, type DeliveryView } from '@acequia/protocol';
import { expect } from 'chai';
import { breachEvidence as evidence } from '../../test/breachEvidence.js';
import { NOON, TODAY } from '../../test/tradingScene.js';
import { beginTrades } from './beginTrades.js';
import { BreachDesk } from './BreachDesk.js';
import { breachView } from './breachView.js';
import type { TradeEntry } from './tradeEntry.js';

const delivery: DeliveryView = {
  auctionId: evidence.auctionId,
  tag: evidence.tag,
  keyHash: 'c'.repeat(64),
  accountId: `acc-${'d'.repeat(32)}`,
  lots: 4,
  unitPrice: '40',
  proceeds: '160',
  bond: '400',
  excessPrice: '100',
  depositRatioBp: 2000,
  fund: `acc-${'f'.repeat(32)}`,
  periodEnd: 1000,
  claimEndsAt: 2000,
  disputeSeconds: 500,
  claim: { lots: 2, evidenceHash: hashCanonical(evidence), at: 1100 },
};

/** The sale that the claim is about, as rules begin one. */
function aSale(): TradeEntry {
  const intent = { periodId: '2016-09', lots: 4, quantity: '2000', price: '20' };
  const [trade] = beginTrades(
    { at: NOON, side: 'sell', resource: 'water', reason: 'trade', intent },
    {
      periodEnd: TODAY + 11 * 86_400,
      auctions: [{ auctionId: evidence.auctionId, lots: 4, biddingEndsAt: NOON + 3600 }],
      coins: [4],
      known: new Set(),
      left: 1,
    },
  );
  if (trade === undefined) throw new Error('nothing was begun');
  return trade;
}

describe('what the community claims of a sale', () => {
  const trade = aSale();
  const desk = (trades: readonly TradeEntry[] = [trade]): BreachDesk =>
    new BreachDesk({
      letters: { breaches: () => Promise.resolve([evidence]) },
      book: { list: () => trades },
      market: { getDelivery: () => Promise.resolve(delivery) },
    });

  it('is shown with what it is about, and whether that is what stands on the ledger', async () => {
    const shown = { ...evidence, isProven: true, disputableUntil: 1600, state: 'claimed' };
    expect(await desk().list()).to.deep.equal([{ ...shown, tradeId: trade.tradeId }]);
    expect(await desk([]).list()).to.deep.equal([shown]);
  });

  it('is shown though the ledger knows nothing of another one', async () => {
    const unknown = { ...evidence, auctionId: 'f'.repeat(32) };
    const shown = await new BreachDesk({
      letters: { breaches: () => Promise.resolve([unknown, evidence]) },
      book: { list: () => [trade] },
      market: {
        getDelivery: ({ auctionId }) =>
          auctionId === evidence.auctionId
            ? Promise.resolve(delivery)
            : Promise.reject(new CodedError('DELIVERY_UNKNOWN', 'nothing was sold there')),
      },
    }).list();
    expect(shown.map(({ auctionId }) => auctionId)).to.deep.equal([evidence.auctionId]);
  });

  it('is not proven by other figures, or by figures that come to less', () => {
    const other = { ...evidence, use: '2300' };
    expect(breachView(other, delivery, undefined).isProven).to.equal(false);
    const wrong = { ...evidence, use: '1600' };
    const claim = { lots: 2, evidenceHash: hashCanonical(wrong), at: 1100 };
    expect(breachView(wrong, { ...delivery, claim }, undefined).isProven).to.equal(false);
  });

  it('tells how far it has come', () => {
    const dispute = { at: 1200 };
    const decision = { lots: 0, at: 1300 };
    const release = { breachedLots: 0, charged: '0', paid: '560', at: 1400 };
    const stateOf = (changes: Partial<DeliveryView>): string =>
      breachView(evidence, { ...delivery, ...changes }, undefined).state;
    expect([
      stateOf({ dispute }),
      stateOf({ dispute, decision }),
      stateOf({ dispute, decision, release }),
    ]).to.deep.equal(['disputed', 'decided', 'paid']);
  });
});
