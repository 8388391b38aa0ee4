import type { FeesRecord } from '@acequia/protocol';
import { formatDecimal } from '../format/formatDecimal.js';

/** What payments of tokens cost, and where that goes. */
export function renderFees({ transferFeeBp, rewardBp }: FeesRecord): string[] {
  if (transferFeeBp === 0) return ['Paying tokens costs nothing.'];
  const percent = (bp: number): string => `${formatDecimal(BigInt(bp), 2)} %`;
  return [
    `Who pays tokens pays ${percent(transferFeeBp)} on top, rounded up, to the community's fund.`,
    rewardBp === 0
      ? 'Nothing of it is set aside for rewards.'
      : `${percent(rewardBp)} of each fee is set aside for rewards: acequia token reward ACCOUNT`,
  ];
}
