import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { CodedError } from '../errors.js';
import type { MarketPrice } from '../schemas/reserve.js';
import { publicKeyBase64 } from './keyHash.js';
import { signMarketPrice, verifyMarketPrice } from './marketPrice.js';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const price: MarketPrice = { resource: 'water', priceMicro: '2000', at: 1_472_688_000, sequence: 7 };

describe('a market price', () => {
  const signed = signMarketPrice(price, 'acequia', privateKey);

  it('is believed as it was signed, on its channel', () => {
    expect(verifyMarketPrice(signed, 'acequia')).to.equal(true);
    expect(Buffer.from(signed.signature, 'base64')).to.have.length(64);
  });

  it('is not believed with anything in it changed, nor elsewhere', () => {
    const changes: Partial<MarketPrice>[] = [
      { resource: 'energy' },
      { priceMicro: '2001' },
      { at: price.at + 1 },
      { sequence: 8 },
    ];
    for (const change of changes) {
      expect(verifyMarketPrice({ ...signed, price: { ...price, ...change } }, 'acequia')).to.equal(false);
    }
    expect(verifyMarketPrice(signed, 'other')).to.equal(false);
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    expect(verifyMarketPrice({ ...signed, publicKey: publicKeyBase64(other) }, 'acequia')).to.equal(false);
    expect(verifyMarketPrice({ ...signed, signature: '' }, 'acequia')).to.equal(false);
  });

  it('is signed with a P-256 key', () => {
    const { publicKey } = generateKeyPairSync('ed25519');
    expect(() => verifyMarketPrice({ ...signed, publicKey: publicKeyBase64(publicKey) }, 'acequia'))
      .to.throw(CodedError)
      .with.property('code', 'DEVICE_KEY_INVALID');
  });
});
