import { expect } from 'chai';
import { describe, it } from 'mocha';
import { communityFileSchema } from './communityFileSchema.js';
import { mailboxMs } from './mailboxMs.js';
import { marketOf } from './marketOf.js';

const { shape } = communityFileSchema;
const prices = (energy: string, water: string): { tariff: ReturnType<typeof shape.tariff.parse> } => ({
  tariff: shape.tariff.parse({
    id: 'A',
    baseFee: 6,
    energy: { price: '0.01', excess: energy },
    water: { price: '0.01', excess: water },
  }),
});
const contract = shape.contract.parse({
  energy: { kWh: 100, lotKWh: 10 },
  water: { litres: 1000, lotLitres: 100 },
});
const calendar = {
  period: '2016-09',
  community: shape.community.parse({ name: 'T', timeZone: 'Europe/Madrid' }),
};
const token = shape.token.parse({ name: 'Agua', symbol: 'AGU', decimals: 2, supply: 1000 });

describe('the markets of a new community', () => {
  it('ask for a lot what it costs above the quota, in whole minor units of the token, rounded up', () => {
    const priced = (energy: string, water: string): unknown =>
      Object.values(marketOf({ ...calendar, contract, token, ...prices(energy, water) })).map(
        (terms) => terms?.excessPrice,
      );
    expect(priced('0.25', '3.20')).to.deep.equal(['250', '32']);
    expect(priced('0.2501', '3.201')).to.deep.equal(['251', '33']);
    expect(priced('1', '0.05')).to.deep.equal(['1000', '1']);
    expect(priced('0.01', '0.01')).to.deep.equal(['10', '1']);
  });

  it('ask for a lot of power what drawing it costs in all hours of the period, where the tariff charges for it', () => {
    const power = [
      { resource: 'power.18-22', watts: 3000, lotWatts: 100 },
      { resource: 'power.00-18', watts: 3000, lotWatts: 500 },
    ] as const;
    const powered = { ...contract, power: [...power] };
    const { tariff } = prices('0.25', '3.20');
    const charging = { ...tariff, power: { excess: '0.30' } };
    const markets = marketOf({ ...calendar, contract: powered, token, tariff: charging });
    // 0.1 kW in 30 times 4 hours at 0.30 a kWh: 3.60 tokens.
    expect(markets['power.18-22']).to.deep.equal({ excessPrice: '360' });
    expect(markets['power.00-18']).to.deep.equal({ excessPrice: String(0.5 * 30 * 18 * 30) });
    expect(Object.keys(marketOf({ ...calendar, contract: powered, token, tariff }))).to.deep.equal([
      'energy',
      'water',
    ]);
  });

  it('are none without a token', () => {
    expect(marketOf({ ...calendar, contract, token: undefined, ...prices('0.25', '3.20') })).to.deep.equal(
      {},
    );
  });

  it('have auctions as long as the file says, or the gateway’s usual times', () => {
    const market = { biddingHours: 48, revealHours: 12 };
    const given = { ...calendar, contract, token, ...prices('0.25', '3.20') };
    expect(Object.values(marketOf({ ...given, market }))).to.deep.equal([
      { biddingSeconds: 172_800, revealSeconds: 43_200, excessPrice: '250' },
      { biddingSeconds: 172_800, revealSeconds: 43_200, excessPrice: '32' },
    ]);
    expect(marketOf(given).water).to.deep.equal({ excessPrice: '32' });
  });

  it('are written to often enough for the clock', () => {
    expect([1, 3600, 21_600, 86_400].map((speed) => mailboxMs({ speed }))).to.deep.equal([
      5000, 5000, 1667, 500,
    ]);
  });
});
