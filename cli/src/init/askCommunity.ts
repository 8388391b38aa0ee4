import { parseWith } from '@acequia/protocol';
import { z } from 'zod';
import { textLike } from './textLike.js';
import type { Asker } from './Asker.js';
import { communityFileSchema, type CommunityFile } from './communityFileSchema.js';

const { community, period, tariff } = communityFileSchema.shape;
const wholeNumber = (max: number): z.ZodType<number> =>
  textLike(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(1).max(max));

const LOT = { kWh: 10, litres: 100 } as const;
const lotsOf = (lot: number): z.ZodType<number> =>
  wholeNumber(1_000_000).refine((amount) => amount % lot === 0, `must be a multiple of ${String(lot)}`);

/**
 * Asks for a community, question by question; every question has a sensible proposal.
 *
 * @param month proposed as the first period, such as 2016-09.
 * @param homes how many homes the network has.
 */
export async function askCommunity(asker: Asker, month: string, homes: number): Promise<CommunityFile> {
  const name = await asker.ask('Name of the community?', 'Acequia', community.shape.name);
  const timeZone = await asker.ask('Time zone of its calendar?', 'Europe/Madrid', community.shape.timeZone);
  const code = await asker.ask('Currency?', 'EUR', community.shape.currency.unwrap().shape.code);
  const first = await asker.ask('First billing period, a month?', month, period);
  const prices = {
    id: `${first}-A`,
    baseFee: await asker.ask(`Base fee of a home and month, ${code}?`, '6.00', tariff.shape.baseFee),
    energy: await askPrices(asker, 'energy', 'kWh', code, { price: '0.15', excess: '0.25' }),
    water: await askPrices(asker, 'water', 'm³', code, { price: '1.85', excess: '3.20' }),
  };
  const quotas: { energyKWh: number; waterLitres: number }[] = [];
  for (let i = 1; i <= homes; i += 1) {
    const of = `of home SH${String(i)} for the month`;
    quotas.push({
      energyKWh: await asker.ask(`Energy quota ${of}, kWh?`, '300', lotsOf(LOT.kWh)),
      waterLitres: await asker.ask(`Water quota ${of}, litres?`, '10000', lotsOf(LOT.litres)),
    });
  }
  const sum = (member: 'energyKWh' | 'waterLitres'): number =>
    quotas.reduce((total, quota) => total + quota[member], 0);
  return parseWith(communityFileSchema, {
    community: { name, timeZone, currency: { code, minorDigits: 2 } },
    period: first,
    contract: {
      energy: { kWh: sum('energyKWh'), lotKWh: LOT.kWh },
      water: { litres: sum('waterLitres'), lotLitres: LOT.litres },
    },
    tariff: prices,
    homes: quotas.map((quota) => ({ quota, meters: [{ resource: 'energy' }, { resource: 'water' }] })),
  });
}

async function askPrices(
  asker: Asker,
  resource: 'energy' | 'water',
  unit: string,
  currency: string,
  proposal: { readonly price: string; readonly excess: string },
): Promise<{ price: string; excess: string }> {
  const schema = tariff.shape[resource].shape;
  const price = await asker.ask(
    `Price of ${resource} within the quota, ${currency} per ${unit}?`,
    proposal.price,
    schema.price,
  );
  const notBelow = schema.excess.refine(
    (excess) => Number(excess) >= Number(price),
    'must not be below the price',
  );
  const excess = await asker.ask(
    `Price above the quota, ${currency} per ${unit}?`,
    proposal.excess,
    notBelow,
  );
  return { price, excess };
}
