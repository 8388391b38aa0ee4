import type { TariffRecord } from '@acequia/protocol';
import type { CommunityFile } from './communityFileSchema.js';
import { toResourcePrice } from './toResourcePrice.js';

/** What the tariff charges for power, as it holds it; nothing where it charges nothing. */
export function powerPrice(
  { power }: Pick<CommunityFile['tariff'], 'power'>,
  minorDigits: number,
): Pick<TariffRecord, 'power'> {
  if (power === undefined) return {};
  const { per, excessMinor } = toResourcePrice('energy', { price: '0', excess: power.excess }, minorDigits);
  return { power: { per, excessMinor } };
}
