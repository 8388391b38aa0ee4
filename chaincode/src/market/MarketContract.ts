import { publicRecords } from '@acequia/protocol';
import { everybody, LedgerContract, operatorsOnly } from '../ledger/index.js';
import { bid } from './bid.js';
import { claimBreach } from './claimBreach.js';
import { closeBidding } from './closeBidding.js';
import { closeReveals } from './closeReveals.js';
import { decideBreach } from './decideBreach.js';
import { depositMaxPrice } from './depositMaxPrice.js';
import { disputeBreach } from './disputeBreach.js';
import { getAuction } from './getAuction.js';
import { getMeanPrice } from './getMeanPrice.js';
import { getWeights } from './getWeights.js';
import { listAuctions } from './listAuctions.js';
import { offer } from './offer.js';
import { readDelivery } from './readDelivery.js';
import { releaseDelivery } from './releaseDelivery.js';
import { revealBid } from './revealBid.js';
import { setMarket } from './setMarket.js';
import { settle } from './settle.js';

/** Nobody buys or sells under a name that others know. */
const pseudonyms = { roles: [], home: 'community', traders: true } as const;
/** What is due anybody may do, and what is on the ledger anybody may see. */
const anybody = { ...everybody, traders: true } as const;
/** Who holds an opening: the pseudonym itself, or an auditor whom it was left to. */
const openers = { roles: ['auditor'], home: 'community', traders: true } as const;

/** The market of quota lots: sealed reverse Vickrey auctions between pseudonyms, and what comes of their sales. */
export class MarketContract extends LedgerContract<'market'> {
  constructor(endorserClock: () => number = Date.now) {
    super(
      'market',
      {
        setMarket: { access: operatorsOnly, run: setMarket },
        getMarket: {
          access: anybody,
          run: ({ state }, { periodId, resource }) =>
            state.getRequired(publicRecords.market, [periodId, resource]),
        },
        offer: { access: pseudonyms, run: offer },
        bid: { access: pseudonyms, run: bid },
        closeBidding: { access: anybody, run: closeBidding },
        depositMaxPrice: { access: openers, run: depositMaxPrice },
        revealBid: { access: openers, run: revealBid },
        closeReveals: { access: anybody, run: closeReveals },
        settle: { access: anybody, run: settle },
        getAuction: { access: anybody, run: getAuction },
        listAuctions: { access: anybody, run: listAuctions },
        claimBreach: { access: operatorsOnly, run: claimBreach },
        disputeBreach: { access: pseudonyms, run: disputeBreach },
        decideBreach: { access: { roles: ['auditor'], home: 'community' }, run: decideBreach },
        releaseDelivery: { access: anybody, run: releaseDelivery },
        getDelivery: {
          access: anybody,
          run: ({ state }, { auctionId, tag }) => readDelivery(auctionId, tag, state),
        },
        getMeanPrice: { access: anybody, run: getMeanPrice },
        getWeights: { access: anybody, run: getWeights },
      },
      endorserClock,
    );
  }
}
