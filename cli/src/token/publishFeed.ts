import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { signMarketPrice, toLedgerTime, type Resource } from '@acequia/protocol';
import { orUnknown } from '@acequia/protocol/fabric';
import type { OpenedLedger } from '../ledger/withLedger.js';

/**
 * Says, as the supplier, what a resource costs on the common market now: signed, and next in its feed.
 *
 * @param priceMicro millionths of the currency a base unit. @returns its number in the feed.
 * @throws LedgerError PARTY_UNKNOWN where no supplier is enrolled, PRICE_JUMP above 5 %, PRICE_KEY_DENIED.
 */
export async function publishFeed(
  { client, connection, state }: OpenedLedger,
  resource: Resource,
  priceMicro: string,
): Promise<number> {
  const { token } = client.ledger;
  const last = await orUnknown(token.getMarketPrice({ resource }), /^MARKET_PRICE_UNKNOWN$/);
  const price = {
    resource,
    priceMicro,
    at: toLedgerTime(state.clock, Date.now()),
    sequence: (last?.price.sequence ?? 0) + 1,
  };
  const key = createPrivateKey(await readFile(connection.keyFile));
  await token.publishMarketPrice(signMarketPrice(price, connection.channel, key));
  return price.sequence;
}
