import type { MeteredResource } from '@acequia/protocol';
import { formatDecimal } from './formatDecimal.js';
import { groupThousands } from './groupThousands.js';

/** Writes an amount as residents read it: Wh as kilowatt-hours with one decimal (half up), litres whole. */
export function formatQuantity(resource: MeteredResource, amount: bigint): string {
  if (resource === 'water') return `${groupThousands(amount)} litres`;
  const size = amount < 0n ? -amount : amount;
  const tenths = (size + 50n) / 100n;
  return `${formatDecimal(amount < 0n ? -tenths : tenths, 1)} kWh`;
}
