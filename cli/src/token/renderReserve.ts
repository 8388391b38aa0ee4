import type { ReserveView } from '@acequia/protocol';
import { formatMoney } from '../format/formatMoney.js';
import { formatTokens } from '../format/formatTokens.js';
import type { CommunityFile } from '../init/communityFileSchema.js';

/** Supply and reserve as anybody can check them: whether every token could be bought back. */
export function renderReserve(reserve: ReserveView, { community, token }: CommunityFile): string[] {
  const money = (minor: string): string => formatMoney(BigInt(minor), community.currency);
  const { supply, currency, required, covers, unfolded } = reserve;
  return [
    `${formatTokens(BigInt(supply), token)} are out; the reserve holds ${money(currency)}.`,
    `Buying all of them back at the price in force would cost ${money(required)}: ` +
      (covers ? 'the reserve covers it.' : 'THE RESERVE DOES NOT COVER IT.'),
    ...(unfolded === 0
      ? []
      : [`${String(unfolded)} purchases and sales are counted in here that are not folded in yet.`]),
  ];
}
