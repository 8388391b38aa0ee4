import { expect } from 'chai';
import { random16Hex, sha256Hex } from './hash.js';
import { priceCommitment, type PricePlace } from './priceCommitment.js';

const place: PricePlace = { side: 'seller', auctionId: '0'.repeat(32), tag: '1'.repeat(64) };
const opening = { unitPrice: '4150', salt: random16Hex() };
/** The prices that a lot can have, to the cent. */
const dictionary = Array.from({ length: 10_000 }, (_, price) => String(price));

describe('priceCommitment', () => {
  it('binds the price to whose it is and where', () => {
    const commitment = priceCommitment(place, opening);
    expect(priceCommitment({ ...place }, { ...opening })).to.equal(commitment);
    const others = [
      priceCommitment({ ...place, side: 'buyer' }, opening),
      priceCommitment({ ...place, auctionId: '2'.repeat(32) }, opening),
      priceCommitment({ ...place, tag: '2'.repeat(64) }, opening),
      priceCommitment(place, { ...opening, unitPrice: '4151' }),
      priceCommitment(place, { ...opening, salt: random16Hex() }),
    ];
    expect(others).not.to.include(commitment);
  });

  it('keeps its price from who tries all prices, which finds one that was hashed without a salt', () => {
    const unsalted = sha256Hex(opening.unitPrice);
    expect(dictionary.find((price) => sha256Hex(price) === unsalted)).to.equal('4150');

    const sealed = priceCommitment(place, opening);
    // The attacker knows all but the salt: it tries all prices with none, with zeros and with salts of its own.
    const guesses = ['', '0'.repeat(32), random16Hex(), random16Hex()];
    const found = guesses.flatMap((salt) =>
      dictionary.filter((unitPrice) => priceCommitment(place, { unitPrice, salt }) === sealed),
    );
    expect(found).to.deep.equal([]);
    // It is the salt that stops it: whoever has it finds the price at once.
    const { salt } = opening;
    expect(dictionary.find((unitPrice) => priceCommitment(place, { unitPrice, salt }) === sealed)).to.equal(
      '4150',
    );
  });
});
