import type { BreachView } from '@acequia/edge-agent';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { communityFileSchema } from '../init/communityFileSchema.js';
import { renderBreaches } from './renderBreaches.js';

const community = communityFileSchema.shape.community.parse({ name: 'Test', timeZone: 'Europe/Madrid' });
const breach: BreachView = {
  version: 1,
  salt: '5'.repeat(32),
  homeId: 'SH1',
  tag: 'd'.repeat(64),
  auctionId: 'a'.repeat(32),
  tradeId: 'b'.repeat(32),
  periodId: '2016-09',
  resource: 'water',
  use: '2400',
  entitlement: '1500',
  lotSize: '500',
  soldLots: 4,
  laterLots: 0,
  breachedLots: 2,
  isProven: true,
  disputableUntil: Date.parse('2016-10-12T10:00:00Z') / 1000,
  state: 'claimed',
};
const shown = (changes: Partial<BreachView> = {}): string[] =>
  renderBreaches('SH1', [{ ...breach, ...changes }], { community });

describe('claims against a home’s sales', () => {
  it('say what was used and what was left, and what can be done', () => {
    expect(shown()).to.deep.equal([
      '2016-09: SH1 used 2,400 litres and had 1,500 litres left; of 2,000 litres sold it used 1,000 litres itself',
      '  → until 2016-10-12 12:00: acequia market dispute bbbbbbbb',
    ]);
    expect(renderBreaches('SH1', [], { community })).to.deep.equal([
      "The community claims nothing of SH1's sales.",
    ]);
  });

  it('say of power in which interval it was drawn', () => {
    const at = Date.parse('2016-09-20T18:15:00Z') / 1000;
    expect(shown({ resource: 'power.18-22', at })[0]).to.equal(
      '2016-09: at 2016-09-20 20:15 SH1 used 2,400 W and had 1,500 W left; of 2,000 W sold it used 1,000 W itself',
    );
  });

  it('say so when they are not what the ledger has, and how far they have come', () => {
    expect(shown({ isProven: false }).at(-1)).to.include('not those that the claim is about');
    const states = (['disputed', 'decided', 'paid'] as const).map((state) => shown({ state })[1]);
    expect(states.join(' ')).to.match(/an auditor decides.*an auditor has decided.*over: /);
  });
});
