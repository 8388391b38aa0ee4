import { auditAuction } from '@acequia/protocol';
import { formatMoney } from '../format/formatMoney.js';
import { formatQuota } from '../format/formatQuota.js';
import { formatTokens } from '../format/formatTokens.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { toMinor } from '../init/toMinor.js';
import { renderAuction } from '../market/renderAuction.js';
import { renderAudit } from '../market/renderAudit.js';
import { renderReserve } from '../token/renderReserve.js';
import type { PlayedTrade, TradeResult } from './playTrade.js';

const LITRES_PER_M3 = 1000n;

/** The trade: what anybody sees, what the homes know of themselves, and whether the tokens that it was paid with are covered. */
export function renderTrade(
  { auction, period, reserve, trades }: TradeResult,
  file: CommunityFile,
): string[] {
  const homes = trades.map((played) => homeLine(played, file));
  return [
    `A trade of ${auction.resource} for ${auction.periodId}, as anybody sees it on the ledger:`,
    ...renderAuction(auction, period, file),
    ...renderAudit(auditAuction(auction), file),
    'What each home sees, and nobody else but the community:',
    ...homes,
    'The reserve behind the tokens, as anybody can check:',
    ...renderReserve(reserve, file),
  ];
}

function homeLine({ homeId, trade }: PlayedTrade, { token, tariff, community }: CommunityFile): string {
  const { side, resource, quantity, lots, outcome } = trade;
  const traded = (BigInt(quantity) / BigInt(lots)) * BigInt(outcome.lots);
  const tokens = formatTokens(BigInt(outcome.price) * BigInt(outcome.lots), token);
  const amount = formatQuota(resource, traded);
  const { currency } = community;
  const excess = toMinor(tariff.water.excess, currency.minorDigits);
  const money = formatMoney((BigInt(excess) * traded) / LITRES_PER_M3, currency);
  return side === 'buy'
    ? `${homeId} bought ${amount} for ${tokens}; above its quota they would have cost ${money}.`
    : `${homeId} sold ${amount} for ${tokens}, which it is paid when the month is over and it has left what it sold.`;
}
