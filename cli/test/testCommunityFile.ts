import { communityFileSchema } from '../src/init/communityFileSchema.js';

/** A community of one home with a water meter and a token of two digits, as its file says it. */
export const testCommunityFile = communityFileSchema.parse({
  community: { name: 'Test', timeZone: 'Europe/Madrid' },
  period: '2016-09',
  contract: { energy: { kWh: 10 }, water: { litres: 1000 } },
  tariff: {
    id: 'A',
    baseFee: 6,
    energy: { price: 0.15, excess: 0.25 },
    water: { price: 1.85, excess: 3.2 },
  },
  token: { name: 'Token', symbol: 'SCT', decimals: 2, supply: 1000 },
  homes: [{ quota: { energyKWh: 10, waterLitres: 1000 }, meters: [{ resource: 'water' }] }],
});
