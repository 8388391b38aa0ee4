import { expect } from 'chai';
import { codeOf } from '../../test/codeOf.js';
import { flipped } from '../../test/flipped.js';
import { MAX_AMOUNT } from '../amounts.js';
import { OPENING_LENGTH, type PriceOpening } from '../schemas/auctions.js';
import { sealDocument } from './documentSeal.js';
import { random16Hex } from './hash.js';
import { openPriceOpening, sealPriceOpening, type OpeningPlace } from './priceOpeningSeal.js';
import { generateX25519 } from './x25519.js';

const auditor = generateX25519();
const place: OpeningPlace = {
  domain: 'community/acequia',
  side: 'seller',
  auctionId: '0'.repeat(32),
  tag: '1'.repeat(64),
};
const opening: PriceOpening = { unitPrice: '4150', salt: random16Hex() };

describe('priceOpeningSeal', () => {
  it('is read by whom it was left with, and by nobody else', () => {
    const sealed = sealPriceOpening(place, opening, auditor.publicKey);
    expect(openPriceOpening(place, sealed, auditor.privateKey)).to.deep.equal(opening);
    const { privateKey } = generateX25519();
    expect(codeOf(() => openPriceOpening(place, sealed, privateKey))).to.equal('SEAL_BROKEN');
  });

  it('is of one length whatever the price, and for nobody', () => {
    const prices = ['0', '4150', MAX_AMOUNT.toString()];
    const sealed = [
      ...prices.map((unitPrice) => sealPriceOpening(place, { ...opening, unitPrice }, auditor.publicKey)),
      sealPriceOpening(place, opening),
    ];
    expect(new Set(sealed.map(({ length }) => length))).to.deep.equal(new Set([192]));
    expect(new Set(sealed).size).to.equal(4);
    const [forNobody = ''] = sealed.slice(-1);
    expect(codeOf(() => openPriceOpening(place, forNobody, auditor.privateKey))).to.equal('SEAL_BROKEN');
  });

  it('opens in no other place, and not when it was altered', () => {
    const sealed = sealPriceOpening(place, opening, auditor.publicKey);
    const others: OpeningPlace[] = [
      { ...place, domain: 'other/acequia' },
      { ...place, side: 'buyer' },
      { ...place, auctionId: '2'.repeat(32) },
      { ...place, tag: '2'.repeat(64) },
    ];
    for (const other of others) {
      expect(codeOf(() => openPriceOpening(other, sealed, auditor.privateKey))).to.equal('SEAL_BROKEN');
    }
    const altered = flipped(Buffer.from(sealed, 'base64'), 40).toString('base64');
    expect(codeOf(() => openPriceOpening(place, altered, auditor.privateKey))).to.equal('SEAL_BROKEN');
  });

  it('is an opening, and nothing else that was sealed there', () => {
    const { domain, side, auctionId, tag } = place;
    const purpose = `opening ${side} ${auctionId} ${tag}`;
    const other = sealDocument({ unitPrice: '-1', salt: 'x' }, OPENING_LENGTH, auditor.publicKey, {
      domain,
      purpose,
    });
    expect(codeOf(() => openPriceOpening(place, other.toString('base64'), auditor.privateKey))).to.equal(
      'MESSAGE_MALFORMED',
    );
  });
});
