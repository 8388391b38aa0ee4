import type { BillProduction, MeteredResource } from '@acequia/protocol';
import type { UseAnswer } from '../api/answers.js';
import { formatPower } from '../format/formatPower.js';
import { formatQuantity } from '../format/formatQuantity.js';

const NAMES = { energy: 'Energy', water: 'Water' } as const;

/** A home's use against its quota, a line a resource: `Energy: 512.3 of 900.0 kWh (56 %)`. */
export function renderUse({ resources }: Pick<UseAnswer, 'resources'>): string[] {
  return resources.map(({ resource, use, quota, excess, maxPowerW, production }) => {
    const used = formatQuantity(resource, BigInt(use));
    const power = maxPowerW === undefined ? '' : `; highest hour ${formatPower(maxPowerW)}`;
    const highest = `${power}${production === undefined ? '' : made(resource, production)}`;
    if (quota === undefined)
      return `${NAMES[resource]}: used ${used}, the quota is not known here yet${highest}`;
    const above =
      excess === undefined || excess === '0' ? '' : `, ${formatQuantity(resource, BigInt(excess))} above it`;
    return (
      `${NAMES[resource]}: used ${used} of ${formatQuantity(resource, BigInt(quota))}` +
      `${share(BigInt(use), BigInt(quota))}${above}${highest}`
    );
  });
}

function share(use: bigint, quota: bigint): string {
  return quota === 0n ? '' : ` (${((use * 100n) / quota).toString()} %)`;
}

/** What the home's panels did; the part that it used itself is not in its use any more. */
function made(resource: MeteredResource, { produced, netted, surplus }: BillProduction): string {
  const words = (amount: string): string => formatQuantity(resource, BigInt(amount));
  return `; made ${words(produced)}, used ${words(netted)} of it and delivered ${words(surplus)}`;
}
