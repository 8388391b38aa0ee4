import type { AuctionView, MarketRecord } from '@acequia/protocol';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { renderAuction } from './renderAuction.js';
import { renderAuctions } from './renderAuctions.js';
import { renderAudit } from './renderAudit.js';
import { renderTerms } from './renderTerms.js';
import { renderWeights } from './renderWeights.js';
import { termsRequest } from './termsRequest.js';

const file = {
  community: { name: 'Alta', timeZone: 'Europe/Madrid', currency: { code: 'EUR', minorDigits: 2 } },
  token: { name: 'Token', symbol: 'SCT', decimals: 2, supply: 1000 },
} as CommunityFile;
const START = Date.parse('2016-09-16T00:00:00Z') / 1000;
const place = { periodId: '2016-09', resource: 'water' } as const;
const accountId = `acc-${'1'.repeat(32)}`;
const trader = { tag: '5'.repeat(64), keyHash: '6'.repeat(64), accountId, quotaAccountId: accountId };
const record: MarketRecord = {
  ...place,
  fund: accountId,
  excessPrice: '1000',
  depositRatioBp: 5000,
  deadEndPenaltyBp: 1050,
  biddingSeconds: 3600,
  revealSeconds: 90,
  claimSeconds: 14 * 86_400,
  disputeSeconds: 7 * 86_400,
  maxLots: 100,
};
const { periodId, resource, ...terms } = record;
const auction: AuctionView = {
  auctionId: 'a'.repeat(32),
  periodId,
  resource,
  lots: 3,
  buyer: trader,
  maxPriceHash: '7'.repeat(64),
  bond: '3000',
  terms,
  openedAt: START,
  biddingEndsAt: START + 3600,
  revealEndsAt: START + 7200,
  periodEnd: START + 86_400,
  phase: 'bidding',
  bids: [],
};
const period = { contracts: [{ resource, lotSize: '100', lots: 90 }] };

describe('the market on the command line', () => {
  it('shows an auction, without homes, before and after its end', () => {
    expect(renderAuction(auction, period, file)).to.deep.equal([
      `Auction ${auction.auctionId} of water in 2016-09: bids are taken.`,
      'Wanted: 3 lots (300 litres)',
      'Opened 2016-09-16 02:00; bids until 2016-09-16 03:00, prices until 2016-09-16 04:00.',
      'Nobody has bid.',
    ]);
    const ended = renderAuction(
      {
        ...auction,
        phase: 'settled',
        maxPrice: { unitPrice: '900', salt: '8'.repeat(32), at: START },
        settlement: { outcome: 'traded', lots: 1, unitPrice: '500', toFund: '1000', settledAt: START },
        bids: [
          {
            auctionId: auction.auctionId,
            ...trader,
            lots: 2,
            commitment: '7'.repeat(64),
            bond: '2000',
            at: 1,
          },
        ],
      },
      period,
      file,
    );
    expect(ended[1]).to.equal('Wanted: 3 lots (300 litres), for 9.00 SCT a lot at most');
    expect(ended[3]).to.equal(
      'sold: 1 lot (100 litres) for 5.00 SCT a lot; 10.00 SCT went to the community fund.',
    );
    expect(ended[5]).to.equal('55555555     2       sealed');
  });

  it('lists auctions by time', () => {
    expect(renderAuctions([], file)).to.deep.equal(['Nothing has been asked for in this market yet.']);
    const later = { ...auction, auctionId: 'b'.repeat(32), openedAt: START + 60 };
    const lines = renderAuctions([later, auction], file);
    expect(lines[1]).to.match(/^a{32} {2}2016-09-16 02:00 .* bids are taken$/);
    expect(lines[2]).to.match(/^b{32}/);
  });

  it('says what auctions are held under', () => {
    expect(renderTerms(record, file)).to.deep.equal([
      'The market of water in 2016-09: at most 100 lots an auction.',
      'A bond is 10.00 SCT a lot, and no price is above it.',
      'Bids are taken for 1 hour, and prices opened for 90 seconds after that.',
      'A buyer who finds nobody loses 10.50 % of its bond.',
      "Who used what it sold pays its bond and 50.00 % of the price; claimed within 14 days of the period's end, " +
        'disputed within 7 days.',
    ]);
  });

  it('changes terms, and keeps those that nothing was said of', () => {
    expect(termsRequest(place, {}, record, file.token)).to.equal(undefined);
    const { fund, ...kept } = record;
    expect(fund).to.equal(accountId);
    expect(termsRequest(place, { excess: '12.5', bidding: 10 }, record, file.token)).to.deep.equal({
      ...kept,
      excessPrice: '1250',
      biddingSeconds: 600,
    });
    expect(termsRequest(place, { excess: '10' }, undefined, file.token)).to.include({
      excessPrice: '1000',
      depositRatioBp: 5000,
      biddingSeconds: 3600,
    });
    expect(() => termsRequest(place, { bidding: 10 }, undefined, file.token)).to.throw('EXCESS_MISSING');
  });

  it('tells an auditor whether an auction ended as its bids have it', () => {
    const expected = { outcome: 'traded', lots: 2, unitPrice: '500', toFund: '0' } as const;
    expect(renderAudit({ expected, faults: [] }, file)).to.deep.equal([
      'Computed from the bids: sold, 2 lots for 5.00 SCT each, 0.00 SCT to the fund.',
      'That is what stands on the ledger.',
    ]);
    expect(renderAudit({ expected, faults: ['PRICE_WRONG'] }, file)[2]).to.equal(
      '- the price should be another',
    );
  });

  it('shows weights as shares of the reference price', () => {
    const weights = [
      { resource, weightPpm: '750000', trades: 2, lots: '5', meanPrice: '750' },
      { resource: 'energy' as const, weightPpm: '1000000', trades: 0, lots: '0' },
    ];
    const lines = renderWeights(weights, file);
    expect(lines[1]).to.match(/^water +0\.750000 +2 +5 +7\.50 SCT$/);
    expect(lines[2]).to.match(/^energy +1\.000000 +0 +0$/);
  });
});
