import type { TradeView } from '@acequia/edge-agent';
import { CliError } from '../CliError.js';

/** The trade whose id begins so. @throws CliError TRADE_UNKNOWN, or TRADE_AMBIGUOUS when several do. */
export function findTrade(trades: readonly TradeView[], start: string): TradeView {
  const [found, ...others] = trades.filter(({ tradeId }) => tradeId.startsWith(start));
  if (found === undefined) {
    throw new CliError('TRADE_UNKNOWN', `this home has no trade ${start}: see \`acequia market trades\``);
  }
  if (others.length === 0) return found;
  throw new CliError('TRADE_AMBIGUOUS', `several trades begin with ${start}: write more of the id`);
}
