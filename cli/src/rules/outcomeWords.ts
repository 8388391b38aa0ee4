import type { TradeView } from '@acequia/edge-agent';
import { formatQuota } from '../format/formatQuota.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { priceWords } from './priceWords.js';

/** Why a trade was let go of, where there is more to say than its code. */
const REASONS: Readonly<Record<string, string>> = {
  AUDITOR_KEY_UNKNOWN: 'the auditor has no key that its opening could be sealed to',
  AUDITOR_UNKNOWN:
    'its opening could be left with no such auditor; to change that: acequia rules set auditor',
  COINS_TOO_MANY: 'the home has bought into as many accounts as it can have until a month is closed',
  COIN_NONE_FREE: 'no coin is left that the home could sell unseen with',
  SERVICE_BALANCE_INSUFFICIENT:
    'the home has too little with the community to set aside; to pay in: acequia token deposit',
  TRADE_LATE: 'it was too late',
};

/** What came of a trade, in a clause without its full stop. */
export function outcomeWords(
  { resource, side, lots: wanted, quantity }: Pick<TradeView, 'resource' | 'side' | 'lots' | 'quantity'>,
  { kind, lots, price, code = '' }: NonNullable<TradeView['outcome']>,
  token: CommunityFile['token'],
): string {
  if (kind === 'nothing') return 'nobody traded at such a price; what was set aside comes back';
  if (kind === 'unopened')
    return 'the home was away when it had to name its price: what it had set aside is lost';
  if (kind === 'abandoned') return `let go of before anybody knew of it: ${REASONS[code] ?? code}`;
  const lotSize = BigInt(quantity) / BigInt(wanted);
  const amount = formatQuota(resource, lotSize * BigInt(lots));
  const words = priceWords(resource, (BigInt(price) * 1000n) / lotSize, token);
  return `${side === 'buy' ? 'bought' : 'sold'} ${amount} at ${words}`;
}
