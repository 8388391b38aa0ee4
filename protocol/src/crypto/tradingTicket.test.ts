import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import type { TradingTicket } from '../schemas/market.js';
import { keyHashOf } from './keyHash.js';
import { signTradingTicket, tradingTag, verifyTradingTicket } from './tradingTicket.js';

const place = { channel: 'acequia' };
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ticket: TradingTicket = {
  auctionId: '0'.repeat(32),
  side: 'seller',
  tag: tradingTag(Buffer.alloc(32, 7), 'SH1', '0'.repeat(32)),
  keyHash: keyHashOf(createPublicKey(privateKey)),
  quotaAccountId: `acc-${'1'.repeat(32)}`,
};

describe('a trading ticket', () => {
  it('is believed as it was signed, on its network', () => {
    expect(verifyTradingTicket(signTradingTicket(ticket, place, privateKey), place)).to.equal(true);
  });

  it('is not believed with anything in it changed, nor elsewhere', () => {
    const signed = signTradingTicket(ticket, place, privateKey);
    const changes: Partial<TradingTicket>[] = [
      { auctionId: '1'.repeat(32) },
      { side: 'buyer' },
      { tag: '2'.repeat(64) },
      { keyHash: '3'.repeat(64) },
      { quotaAccountId: `acc-${'2'.repeat(32)}` },
    ];
    for (const change of changes) {
      expect(verifyTradingTicket({ ...signed, ticket: { ...ticket, ...change } }, place)).to.equal(false);
    }
    expect(verifyTradingTicket(signed, { channel: 'other' })).to.equal(false);
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const { registrarKey } = signTradingTicket(ticket, place, other);
    expect(verifyTradingTicket({ ...signed, registrarKey }, place)).to.equal(false);
  });

  it('has a tag that differs by home, auction and secret, and is the same otherwise', () => {
    const secret = Buffer.alloc(32, 7);
    const tags = [
      tradingTag(secret, 'SH1', 'a'),
      tradingTag(secret, 'SH2', 'a'),
      tradingTag(secret, 'SH1', 'b'),
      tradingTag(Buffer.alloc(32, 8), 'SH1', 'a'),
    ];
    expect(new Set(tags).size).to.equal(4);
    expect(tradingTag(secret, 'SH1', 'a')).to.equal(tags[0]);
  });
});
