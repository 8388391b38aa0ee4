import type { TradingLogEntry } from '@acequia/edge-agent';
import { formatMoment } from '../format/formatMoment.js';
import { formatQuantity } from '../format/formatQuantity.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { decisionWords } from './decisionWords.js';
import { priceWords } from './priceWords.js';

/** Why a home traded or did not, and what came of it: the newest last. */
export function renderTradingLog(
  entries: readonly TradingLogEntry[],
  { community, token }: CommunityFile,
): string[] {
  if (entries.length === 0) return ['Nothing was decided yet. To see the rules: acequia rules show'];
  return entries.flatMap((entry) => {
    const { decision } = entry;
    const { what, why } = decisionWords(decision, token);
    const verb = entry.mode === 'on' && entry.tradeId !== undefined ? 'began to' : 'would';
    return [
      `${formatMoment(decision.at, community.timeZone)}  ${verb} ${what}`,
      ...(why === '' ? [] : [`  ${why}`]),
      ...outcomeLines(entry, token),
    ];
  });
}

function outcomeLines(entry: TradingLogEntry, token: CommunityFile['token']): string[] {
  const { tradeId, mode, outcome, decision } = entry;
  if (decision.intent === undefined) return [];
  if (outcome !== undefined) return [`  → ${outcomeWords(entry, outcome, token)}`];
  if (tradeId !== undefined) return ['  → under way'];
  return [mode === 'on' ? '  → nobody asks for any now' : '  → a dry run: nothing was traded'];
}

function outcomeWords(
  { decision: { resource, side, intent } }: TradingLogEntry,
  { kind, lots, price, code = '' }: NonNullable<TradingLogEntry['outcome']>,
  token: CommunityFile['token'],
): string {
  if (kind === 'nothing') return 'nobody traded at such a price; what was set aside comes back';
  if (kind === 'unopened')
    return 'the home was away when it had to name its price: what it had set aside is lost';
  if (kind === 'abandoned' || intent === undefined) return `let go of before anybody knew of it (${code})`;
  const lotSize = BigInt(intent.quantity) / BigInt(intent.lots);
  const amount = formatQuantity(resource, lotSize * BigInt(lots));
  const words = priceWords(resource, (BigInt(price) * 1000n) / lotSize, token);
  return `${side === 'buy' ? 'bought' : 'sold'} ${amount} at ${words}`;
}
