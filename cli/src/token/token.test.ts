import type { ReserveView } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { chooseRewards } from './chooseRewards.js';
import { counterOffer } from './counterOffer.js';
import { moneyInMinor } from './moneyInMinor.js';
import { payRewards, type RewardPart } from './payRewards.js';
import { percentInBp } from './percentInBp.js';
import { renderFees } from './renderFees.js';
import { renderPrice } from './renderPrice.js';
import { renderReserve } from './renderReserve.js';
import { renderWithdrawals } from './renderWithdrawals.js';

const file = {
  community: { name: 'Alta', timeZone: 'Europe/Madrid', currency: { code: 'EUR', minorDigits: 2 } },
  token: { name: 'Token', symbol: 'SCT', decimals: 2, supply: 1000 },
} as CommunityFile;
const { community } = file;
const START = Date.parse('2016-09-16T00:00:00Z') / 1000;

describe('the token on the command line', () => {
  it('says what a token costs, and where its price comes from', () => {
    const price = { buyPrice: '103', sellPrice: '100', per: '100', isOpen: true, at: START, market: [] };
    const feed = {
      price: { resource: 'energy' as const, priceMicro: '150', at: START, sequence: 7 },
      publicKey: '',
      signature: '',
      supplier: { mspId: 'PublicMSP', keyHash: '1'.repeat(64) },
    };
    expect(renderPrice(price, [feed], file)).to.deep.equal([
      'A whole SCT costs €1.03, and is bought back for €1.00 (Z_T), since 2016-09-16 02:00.',
      'The counter is open.',
      'energy: €0.150 per kWh on the market, said by its supplier on 2016-09-16 02:00 (price 7 of the feed)',
    ]);
    expect(renderPrice(undefined, [], file)).to.have.length(1);
  });

  it('says whether the reserve covers', () => {
    const reserve: ReserveView = {
      supply: '100000',
      currency: '99999',
      required: '100000',
      covers: false,
      unfolded: 2,
      deltas: [],
    };
    expect(renderReserve(reserve, file)).to.deep.equal([
      '1,000.00 SCT are out; the reserve holds €999.99.',
      'Buying all of them back at the price in force would cost €1,000.00: THE RESERVE DOES NOT COVER IT.',
      '2 purchases and sales are counted in here that are not folded in yet.',
    ]);
    expect(renderReserve({ ...reserve, covers: true, unfolded: 0 }, file)[1]).to.contain(
      'the reserve covers it.',
    );
  });

  it('takes money above zero, to the cent', () => {
    expect(moneyInMinor('12.5', community.currency)).to.equal('1250');
    expect(() => moneyInMinor('0', community.currency)).to.throw('MONEY_ZERO');
    expect(() => moneyInMinor('0.001', community.currency)).to.throw('MONEY_TOO_FINE');
    expect(() => moneyInMinor('-1', community.currency)).to.throw();
  });

  it('lists who waits for the bank', () => {
    expect(renderWithdrawals([], community)).to.deep.equal(['Nobody waits for a payment.']);
    const withdrawal = {
      withdrawalId: 'a'.repeat(32),
      accountId: `acc-${'1'.repeat(32)}`,
      amount: '1250',
      at: START,
    };
    const lines = renderWithdrawals([withdrawal], community);
    expect(lines[1]).to.match(/^a{32} {2}2016-09-16 02:00 {2}€12\.50 {2}acc-1{32}$/);
    expect(lines.at(-1)).to.contain('acequia token settle');
  });

  it('takes shares in hundredths of a per cent', () => {
    expect(['0', '1', '1.5', '0.05', '10.00'].map((text) => percentInBp(text, 10))).to.deep.equal([
      0, 100, 150, 5, 1000,
    ]);
    for (const text of ['10.01', '0.005', '11']) {
      expect(() => percentInBp(text, 10)).to.throw('PERCENT_WRONG');
    }
    expect(() => percentInBp('-1', 10)).to.throw('INPUT_INVALID');
  });

  it('says what paying costs', () => {
    expect(renderFees({ transferFeeBp: 0, rewardBp: 5000 })).to.deep.equal(['Paying tokens costs nothing.']);
    expect(renderFees({ transferFeeBp: 150, rewardBp: 0 })).to.deep.equal([
      "Who pays tokens pays 1.50 % on top, rounded up, to the community's fund.",
      'Nothing of it is set aside for rewards.',
    ]);
    expect(renderFees({ transferFeeBp: 150, rewardBp: 5000 })[1]).to.match(/^50\.00 % of each fee /);
  });

  it('pays rewards in whole credits that fees have set aside, the largest that fit first', () => {
    const credit = (id: string, amount: string, label = 'reward'): { creditId: string; amount: string } => ({
      creditId: `${id.repeat(64)}-${label}`,
      amount,
    });
    const credits = [credit('1', '5'), credit('2', '9'), credit('3', '100', 'fee'), credit('4', '4')];
    const ids = (most?: bigint): unknown => {
      const { fold, amount } = chooseRewards(credits, most);
      return [fold.map((id) => id[0]).join(''), amount];
    };
    expect(ids()).to.deep.equal(['214', 18n]);
    expect(ids(13n)).to.deep.equal(['24', 13n]);
    expect(ids(3n)).to.deep.equal(['', 0n]);
    const dust = Array.from({ length: 201 }, (_, i) => ({
      creditId: `${String(i).padStart(64, '0')}-reward`,
      amount: '1',
    }));
    expect(chooseRewards(dust).amount).to.equal(200n);
  });

  describe('rewards', () => {
    const FUND = `acc-${'f'.repeat(32)}`;
    const pay = async (
      amounts: readonly string[],
      ...parts: readonly (RewardPart | undefined)[]
    ): Promise<readonly bigint[]> => {
      let credits = amounts.map((amount, i) => ({ creditId: `${String(i)}-reward`, amount }));
      const done = new Set<string>();
      const payReward = async (request: { requestId?: string; fold: string[] }): Promise<void> => {
        const { requestId = '', fold } = request;
        if (!done.has(requestId)) credits = credits.filter(({ creditId }) => !fold.includes(creditId));
        if (requestId !== '') done.add(requestId);
        return Promise.resolve();
      };
      const token = { getBalance: async () => Promise.resolve({ credits }), payReward };
      const ledger = { token } as unknown as CommunityLedger;
      const paid: bigint[] = [];
      for (const part of parts) {
        paid.push(await payRewards(ledger, { fund: FUND, to: FUND, ...(part && { part }) }));
      }
      return paid;
    };

    it('are paid once for one decision, however often it is given', async () => {
      const part = { most: 5n, reference: 'assembly-1' };
      const other = { ...part, reference: 'assembly-2' };
      expect(await pay(['5', '4', '3'], part, part, other)).to.deep.equal([5n, 0n, 4n]);
    });

    it('are paid until nothing is left, also of more parts than one transaction takes', async () => {
      const dust = Array.from({ length: 450 }, () => '1');
      expect(await pay(dust, undefined)).to.deep.equal([450n]);
    });
  });

  it('knows what the counter gives, and refuses what it does not', () => {
    const price = { buyPrice: '3', sellPrice: '2', per: '100', isOpen: true, at: START, market: [] };
    expect(counterOffer('buy', '10', price)).to.equal(333n);
    expect(counterOffer('sell', '333', price)).to.equal(6n);
    expect(() => counterOffer('sell', '49', price)).to.throw('AMOUNT_TOO_SMALL');
    for (const closed of [undefined, { ...price, isOpen: false }]) {
      expect(() => counterOffer('buy', '10', closed)).to.throw('COUNTER_CLOSED');
    }
  });
});
