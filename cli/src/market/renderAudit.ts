import type { AuctionAudit } from '@acequia/protocol';
import { formatTokens } from '../format/formatTokens.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { auctionWords } from './auctionWords.js';

/** Whether an auction ended as its bids have it. */
export function renderAudit({ expected, faults }: AuctionAudit, { token }: CommunityFile): string[] {
  const { outcome, lots, unitPrice, toFund } = expected;
  const tokens = (minor: string): string => formatTokens(BigInt(minor), token);
  const computed =
    `Computed from the bids: ${auctionWords.outcome[outcome]}, ${String(lots)} lots` +
    (lots === 0 ? '' : ` for ${tokens(unitPrice)} each`) +
    `, ${tokens(toFund)} to the fund.`;
  if (faults.length === 0) return [computed, 'That is what stands on the ledger.'];
  return [
    'the ledger says otherwise than the bids.',
    computed,
    ...faults.map((fault) => `- ${auctionWords.fault[fault]}`),
  ];
}
