import type { Role, SignedTicket, Transactions } from '@acequia/protocol';
import type { AccessCase } from './AccessCase.js';

const all: readonly Role[] = ['operator', 'household', 'auditor', 'installer', 'supplier'];
const auctionId = '4'.repeat(32);
const tag = '5'.repeat(64);
const commitment = '6'.repeat(64);
const accountId = `acc-${'1'.repeat(32)}`;

/** A case for every function of the market: pseudonyms trade, the community and auditors judge, anybody does what is due. */
export function marketAccessCases(ticket: SignedTicket): {
  readonly [F in keyof Transactions['market']]: AccessCase;
} {
  const market = { periodId: '2016-09', resource: 'energy' };
  const delivery = { auctionId, tag };
  const opening = { auctionId, unitPrice: '1', salt: '7'.repeat(32) };
  const bond = { ticket, lots: 1, accountId, bond: '10', fold: [] };
  const anybody = (request: AccessCase['request']): AccessCase => ({
    roles: all,
    traders: true,
    request,
    neighbour: 'everybody',
  });
  const traders = (request: AccessCase['request'], roles: readonly Role[] = []): AccessCase => ({
    roles,
    traders: true,
    request,
    neighbour: 'ROLE_DENIED',
  });
  const only = (role: Role, request: AccessCase['request']): AccessCase => ({
    roles: [role],
    request,
    neighbour: 'ROLE_DENIED',
  });
  return {
    setMarket: only('operator', {
      ...market,
      fund: `acc-${'0'.repeat(32)}`,
      excessPrice: '10',
      depositRatioBp: 1,
      deadEndPenaltyBp: 1,
      biddingSeconds: 1,
      revealSeconds: 1,
      claimSeconds: 1,
      disputeSeconds: 1,
      maxLots: 1,
    }),
    getMarket: anybody(market),
    offer: traders({ ...market, ...bond, maxPriceHash: commitment }),
    bid: traders({ ...bond, commitment }),
    closeBidding: anybody({ auctionId }),
    depositMaxPrice: traders(opening, ['auditor']),
    revealBid: traders({ ...opening, tag }, ['auditor']),
    closeReveals: anybody({ auctionId }),
    settle: anybody({ auctionId }),
    getAuction: anybody({ auctionId }),
    listAuctions: anybody(market),
    claimBreach: only('operator', { ...delivery, lots: 1, evidenceHash: commitment }),
    disputeBreach: traders(delivery),
    decideBreach: only('auditor', { ...delivery, lots: 0 }),
    releaseDelivery: anybody(delivery),
    getDelivery: anybody(delivery),
    getMeanPrice: anybody(market),
    getWeights: anybody({ periodId: '2016-09' }),
  };
}
