import { publicRecords, type WithdrawalRecord } from '@acequia/protocol';
import { expect } from 'chai';
import request from 'supertest';
import { getJson } from '../../../test/getJson.js';
import { LedgerBuilder, put, remove } from '../../../test/LedgerBuilder.js';
import { openApi } from '../../../test/openApi.js';
import { START } from '../../../test/sampleFacts.js';

const account = (digit: string): string => `acc-${digit.repeat(32)}`;

const token = {
  name: 'Agua',
  symbol: 'AGU',
  decimals: 2,
  fund: account('f'),
  owner: { mspId: 'CommunityMSP', keyHash: '1'.repeat(64) },
};
const price = { buyPrice: '110', sellPrice: '100', per: '100', isOpen: true, at: START, market: [] };

/** 1000.00 tokens behind which are 1000.00 of currency, and a sale that is not folded in. */
function sampleToken(currency = '100000'): LedgerBuilder {
  const builder = new LedgerBuilder();
  builder.add({
    function: 'token:publish',
    writes: [
      put(publicRecords.token, [], token),
      put(publicRecords.reserve, [], { supply: '100000', currency }),
      put(publicRecords.price, [], price),
      put(publicRecords.reserveDelta, ['a'.repeat(64)], { direction: 'out', tokens: '500', currency: '500' }),
      put(publicRecords.reserveDelta, ['b'.repeat(64)], { direction: 'in', tokens: '7', currency: '8' }),
    ],
  });
  return builder;
}

async function get(builder: LedgerBuilder, path: string): Promise<unknown> {
  const api = openApi(builder.blocks, { role: 'community' }, START);
  try {
    return await getJson(api.server, path);
  } finally {
    api.close();
  }
}

describe('GET /token', () => {
  it('shows price, fees, and whether the reserve covers at the last block', async () => {
    expect(await get(sampleToken(), '/token')).to.deep.equal({
      token,
      fees: { transferFeeBp: 0, rewardBp: 0 },
      price: { ...price, zT: '100' },
      reserve: { block: 0, supply: '99507', currency: '99508', required: '99507', covers: true },
    });
  });

  it('counts deltas once, folded in or not', async () => {
    const builder = sampleToken();
    builder.add({
      function: 'token:foldReserve',
      writes: [
        put(publicRecords.reserve, [], { supply: '99500', currency: '99500' }),
        remove(publicRecords.reserveDelta, ['a'.repeat(64)]),
      ],
    });
    expect(await get(builder, '/token')).to.have.deep.property('reserve', {
      block: 1,
      supply: '99507',
      currency: '99508',
      required: '99507',
      covers: true,
    });
  });

  it('says so when a reserve does not cover', async () => {
    expect(await get(sampleToken('90000'), '/token')).to.have.nested.property('reserve.covers', false);
  });

  it('is not there before a token is', async () => {
    const api = openApi([], { role: 'community' }, START);
    try {
      await request(api.server).get('/token').expect(404);
      expect(await getJson(api.server, '/token/market-prices')).to.deep.equal({ prices: [] });
    } finally {
      api.close();
    }
  });

  it('/market-prices and /withdrawals show the feed and what is to be paid out', async () => {
    const builder = sampleToken();
    const feed = {
      price: { resource: 'water' as const, priceMicro: '1850', at: START, sequence: 1 },
      publicKey: 'AAAA',
      signature: 'AAAA',
      supplier: { mspId: 'PublicMSP', keyHash: '2'.repeat(64) },
    };
    const withdrawal = (digit: string, at: number): WithdrawalRecord => ({
      withdrawalId: digit.repeat(32),
      accountId: account('3'),
      amount: '5',
      at,
    });
    builder.add({
      function: 'token:requestWithdrawal',
      writes: [
        put(publicRecords.marketPrice, ['water'], feed),
        put(publicRecords.withdrawal, ['1'.repeat(32)], withdrawal('1', START)),
        put(publicRecords.withdrawal, ['2'.repeat(32)], withdrawal('2', START + 1)),
        put(publicRecords.withdrawalOutcome, ['1'.repeat(32)], { outcome: 'refused' }),
      ],
    });
    expect(await get(builder, '/token/market-prices')).to.deep.equal({ prices: [feed] });
    expect(await get(builder, '/token/withdrawals')).to.deep.equal({
      withdrawals: [
        withdrawal('2', START + 1),
        { ...withdrawal('1', START), settlement: { outcome: 'refused' } },
      ],
    });
    expect(await get(builder, '/token/withdrawals?limit=1'))
      .to.have.property('withdrawals')
      .with.length(1);
  });
});
