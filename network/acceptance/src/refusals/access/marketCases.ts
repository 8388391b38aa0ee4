import { generateKeyPairSync } from 'node:crypto';
import { random16Hex, signTradingTicket } from '@acequia/protocol';
import type { AccessCases } from './AccessCase.js';
import type { AccessScene } from './AccessScene.js';

/** Of an auction that there never was: who trades is no home, and homes only see and close what anybody may. */
const auctionId = random16Hex();
const tag = '5'.repeat(64);
const commitment = '6'.repeat(64);
const auction = (): object => ({ auctionId });
const delivery = (): object => ({ auctionId, tag });
const opening = (): object => ({ auctionId, unitPrice: '1', salt: random16Hex() });
const marketOf = ({ period: { periodId } }: AccessScene): object => ({ periodId, resource: 'energy' });
const bondOf = ({ account, ownAccount }: AccessScene): object => ({
  ticket: signTradingTicket(
    { auctionId, side: 'buyer', tag, keyHash: commitment, quotaAccountId: ownAccount },
    { channel: 'acequia' },
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  ),
  lots: 1,
  accountId: account,
  bond: '10',
  fold: [],
});

export const marketCases: AccessCases<'market'> = {
  setMarket: {
    request: (scene) => ({
      ...marketOf(scene),
      excessPrice: '10',
      depositRatioBp: 0,
      deadEndPenaltyBp: 0,
      biddingSeconds: 1,
      revealSeconds: 1,
      claimSeconds: 1,
      disputeSeconds: 1,
      maxLots: 1,
    }),
    code: 'ROLE_DENIED',
  },
  getMarket: { request: marketOf, code: 'MARKET_UNKNOWN' },
  offer: {
    request: (scene) => ({ ...marketOf(scene), ...bondOf(scene), maxPriceHash: commitment }),
    code: 'ROLE_DENIED',
  },
  bid: { request: (scene) => ({ ...bondOf(scene), commitment }), code: 'ROLE_DENIED' },
  closeBidding: { request: auction, code: 'AUCTION_UNKNOWN' },
  depositMaxPrice: { request: opening, code: 'ROLE_DENIED' },
  revealBid: { request: () => ({ ...opening(), tag }), code: 'ROLE_DENIED' },
  closeReveals: { request: auction, code: 'AUCTION_UNKNOWN' },
  settle: { request: auction, code: 'AUCTION_UNKNOWN' },
  getAuction: { request: auction, code: 'AUCTION_UNKNOWN' },
  listAuctions: { request: marketOf },
  claimBreach: {
    request: () => ({ ...delivery(), lots: 1, evidenceHash: commitment }),
    code: 'ROLE_DENIED',
  },
  disputeBreach: { request: delivery, code: 'ROLE_DENIED' },
  decideBreach: { request: () => ({ ...delivery(), lots: 0 }), code: 'ROLE_DENIED' },
  releaseDelivery: { request: delivery, code: 'DELIVERY_UNKNOWN' },
  getDelivery: { request: delivery, code: 'DELIVERY_UNKNOWN' },
  getMeanPrice: { request: marketOf, code: 'MARKET_UNKNOWN' },
  getWeights: { request: ({ period: { periodId } }) => ({ periodId }) },
};
